import {
  type Edit,
  type Resource,
  type Severity,
  type SiteEdit,
  settingsOf,
  templateRule,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

interface Finding {
  readonly client: Resource;
  readonly fault: Fault;
  readonly found: Value | undefined;
}

/** One thing that is wrong with an app client. `cure`: how it is put right. */
interface Fault {
  readonly severity: Severity;
  says(name: string, found: Value | undefined): string;
  readonly cure?: {
    readonly title: string;
    readonly safety: "safe" | "unsafe";
    edits(client: Resource, found: Value | undefined, edit: Edit): readonly SiteEdit[] | undefined;
  };
}

const implicit: Fault = {
  severity: "warning",
  says: (name) => `'${name}' allows the implicit flow: tokens stand in addresses, histories and logs`,
  cure: {
    title: "Use the authorization code flow",
    safety: "unsafe",
    edits: (_, found, edit) => found && edit.replace(found.at, "code"),
  },
};

const password: Fault = {
  severity: "info",
  says: (name) => `'${name}' lets an app send the user's password itself: the app and its logs get to see it`,
  cure: {
    title: "Use the secure remote password protocol",
    safety: "unsafe",
    edits: (_, found, edit) => found && edit.replace(found.at, "ALLOW_USER_SRP_AUTH"),
  },
};

const plainCallback: Fault = {
  severity: "warning",
  says: (name, found) => `'${name}' hands tokens to '${shown(value.text(found) ?? "", 40)}': they travel unencrypted`,
};

const tellsUsers: Fault = {
  severity: "info",
  says: (name) => `'${name}' tells whether a user exists: a list of addresses can be tried out`,
  cure: {
    title: "Answer alike whether the user exists or not",
    safety: "safe",
    edits: (client, _, edit) => edit.setProperty(client, "PreventUserExistenceErrors", "ENABLED"),
  },
};

const writableRole: Fault = {
  severity: "warning",
  says: (name, found) =>
    `users of '${name}' may set '${value.text(found)}' of their own account: it decides what they may do`,
};

export default templateRule<Finding>({
  meta: {
    id: "auth/cognito-client",
    severity: "warning",
    confidence: "high",
    summary: "An app client of a user pool that is easily misused",
    why: "How an app may sign its users in is set here. The implicit flow puts tokens into addresses, where histories, logs and other sites find them. A callback over plain HTTP gives them to the network. With the password flow each app sees the password. Errors that tell an unknown user from a wrong password let anyone try out who is a customer. And an attribute such as 'custom:role' that the client may write is one that users can set for themselves.",
    duty: "configuration",
    cwe: [287, 204],
    controls: ["SAS-2", "A2"],
    references: [
      {
        title: "CloudFormation: AWS::Cognito::UserPoolClient",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html",
      },
      {
        title: "Cognito: errors about users that do not exist",
        url: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html",
      },
    ],
    examples: [
      {
        title: "The implicit flow",
        bad: `Resources:
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !ImportValue Users
      PreventUserExistenceErrors: ENABLED
      AllowedOAuthFlows:
        - implicit
          ^^^^^^^^ 'App' allows the implicit flow`,
        fixed: `Resources:
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !ImportValue Users
      PreventUserExistenceErrors: ENABLED
      AllowedOAuthFlows:
        - code`,
      },
      {
        title: "Over plain HTTP, and with a role of the user's own choice",
        bad: `Resources:
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !ImportValue Users
      PreventUserExistenceErrors: ENABLED
      CallbackURLs:
        - http://app.example.com/signed-in
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'App' hands tokens to 'http://app.example.com/signed-in'
        - http://localhost:3000/signed-in
      WriteAttributes: [email, custom:role]
                               ^^^^^^^^^^^ users of 'App' may set 'custom:role'`,
      },
      {
        title: "Tells who is a user, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "App": {
    ^^^^^ 'App' tells whether a user exists
      "Type": "AWS::Cognito::UserPoolClient",
      "Properties": { "UserPoolId": "eu-west-1_a1b2c3d4e" }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "App": {
      "Type": "AWS::Cognito::UserPoolClient",
      "Properties": { "UserPoolId": "eu-west-1_a1b2c3d4e", "PreventUserExistenceErrors": "ENABLED" }
    }
  }
}`,
      },
      {
        title: "In a Serverless service, passwords in the app's hands",
        file: "serverless.yml",
        bad: `service: users
provider:
  name: aws
resources:
  Resources:
    App:
      Type: AWS::Cognito::UserPoolClient
      Properties:
        PreventUserExistenceErrors: ENABLED
        ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
                            ^^^^^^^^^^^^^^^^^^^^^^^^ 'App' lets an app send the user's password`,
        fixed: `service: users
provider:
  name: aws
resources:
  Resources:
    App:
      Type: AWS::Cognito::UserPoolClient
      Properties:
        PreventUserExistenceErrors: ENABLED
        ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH]`,
      },
      {
        title: "As it should be; a client for a server; not to be known",
        good: `Parameters:
  Errors:
    Type: String
Resources:
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !ImportValue Users
      PreventUserExistenceErrors: ENABLED
      AllowedOAuthFlows: [code]
      CallbackURLs: [https://app.example.com/signed-in, http://localhost:3000/, myapp://signed-in]
      ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
  Server:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !ImportValue Users
      PreventUserExistenceErrors: !Ref Errors
      AllowedOAuthFlows: [client_credentials]
  Machine:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !ImportValue Users
      AllowedOAuthFlows: [client_credentials]
      AllowedOAuthFlowsUserPoolClient: true`,
      },
    ],
  },
  at: "AWS::Cognito::UserPoolClient",
  *check(_, client) {
    for (const { path, fault, isBad } of listFaults)
      for (const found of value.items(client.property(path)?.value))
        if (isBad(value.text(found) ?? ""))
          yield { at: found.at, data: { client, fault, found }, severity: fault.severity };
    if (signsUsersIn(client) && tellsWhoIsThere(client))
      yield { at: client.key, data: { client, fault: tellsUsers, found: undefined }, severity: tellsUsers.severity };
  },
  message: ({ client, fault, found }) => fault.says(shown(client.name, 50), found),
  fix: ({ client, fault: { cure }, found }, edit) => {
    const edits = cure?.edits(client, found, edit);
    return cure && edits && { title: cure.title, safety: cure.safety, edits };
  },
});

const listFaults: readonly { readonly path: string; readonly fault: Fault; isBad(text: string): boolean }[] = [
  { path: "AllowedOAuthFlows", fault: implicit, isBad: (flow) => flow === "implicit" },
  { path: "ExplicitAuthFlows", fault: password, isBad: (flow) => /^(ALLOW_)?USER_PASSWORD_AUTH$/.test(flow) },
  {
    path: "CallbackURLs",
    fault: plainCallback,
    isBad: (url) => /^http:\/\/(?!localhost\b|127\.0\.0\.1\b|\[::1\])./.test(url),
  },
  {
    path: "WriteAttributes",
    fault: writableRole,
    isBad: (name) => /^custom:(\w+_)?(role|roles|admin|is_?admin|tenant|tenant_?id|groups?)$/i.test(name),
  },
];

/** A client of servers only has no users. */
const signsUsersIn = (client: Resource): boolean => {
  const flows = value.items(client.property("AllowedOAuthFlows")?.value).map((flow) => value.text(flow));
  return flows.length === 0 || flows.some((flow) => flow !== "client_credentials");
};

/** `LEGACY` is what Cognito does where nothing is written. */
function tellsWhoIsThere(client: Resource): boolean {
  const { all, isComplete } = settingsOf(client, "PreventUserExistenceErrors");
  return isComplete && all.every((setting) => value.text(setting.value) !== "ENABLED");
}
