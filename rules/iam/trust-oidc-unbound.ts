import { policyRule, type Statement, value } from "../../engine/authoring.ts";
import { type OidcProvider, oidcProviders } from "../facts/oidc-providers.ts";
import { named, testedValues } from "./_principals.ts";

interface Unbound {
  readonly statement: Statement;
  readonly provider: OidcProvider;
  /** The value that lets in too many; absent: nothing is asked. */
  readonly wide?: string;
}

export default policyRule<Unbound>({
  meta: {
    id: "iam/trust-oidc-unbound",
    severity: "error",
    confidence: "high",
    summary: "A role that every customer of a token provider may take",
    why: "A workflow of GitHub proves with a token that it comes from GitHub; so does every other workflow in the world. Only the claim 'sub' says from which repository and branch. A trust policy that does not ask for it, or takes any value, gives the role to whoever opens an account there. The same holds for GitLab's projects, and for the identity pools of Cognito with the claim 'aud'.",
    duty: "iam",
    cwe: [284],
    controls: ["SAS-4"],
    references: [
      { title: "GitHub: OpenID Connect reference", url: "https://docs.github.com/en/actions/reference/security/oidc" },
      {
        title: "IAM: a role for OpenID Connect federation",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
      },
    ],
    examples: [
      {
        title: "Any workflow of GitHub deploys",
        file: "template.yaml",
        bad: `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whoever has an account at GitHub may take the role: the claim 'sub' is not asked for
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com`,
        fixed: `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
                token.actions.githubusercontent.com:sub: repo:<owner>/<repository>:ref:refs/heads/main`,
      },
      {
        title: "All repositories of an organization, in a trust policy on its own",
        file: "trust.json",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringLike": { "token.actions.githubusercontent.com:sub": "repo:example/*" }
                                                                 ^^^^^^^^^^^^^^^^ 'repo:example/*' lets in more of GitHub than one project
    }
  }
}`,
      },
      {
        title: "Any project of GitLab, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Deploy:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            Effect: Allow
            Principal:
              Federated: arn:aws:iam::111122223333:oidc-provider/gitlab.com
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whoever has an account at GitLab may take the role
            Action: sts:AssumeRoleWithWebIdentity`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Deploy:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            Effect: Allow
            Principal:
              Federated: arn:aws:iam::111122223333:oidc-provider/gitlab.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                gitlab.com:sub: project_path:<group>/<project>:ref_type:branch:ref:main`,
      },
      {
        title: "Any pool of Cognito",
        file: "template.yaml",
        bad: `Resources:
  Guests:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Federated: cognito-identity.amazonaws.com
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whoever has an account at Cognito may take the role: the claim 'aud' is not asked for
            Action: sts:AssumeRoleWithWebIdentity`,
      },
      {
        title: "One repository and branch; one environment; a value that is not to be known; another provider",
        file: "template.yaml",
        good: `Parameters:
  Subject:
    Type: String
Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:sub:
                  - repo:example/albums:ref:refs/heads/main
                  - repo:example/albums:environment:production
          - Effect: Allow
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringLike:
                token.actions.githubusercontent.com:sub: !Ref Subject
          - Effect: Allow
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringLike:
                token.actions.githubusercontent.com:sub: repo:example/albums:*
          - Effect: Allow
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:saml-provider/office
            Action: sts:AssumeRoleWithSAML`,
      },
    ],
  },
  *check(statement) {
    if (statement.role !== "trust" || statement.effect !== "Allow") return;
    if (statement.condition && !value.map(statement.condition)) return;
    for (const who of named(statement, "Federated")) {
      const name = value.text(who) ?? (who.kind === "unknown" ? who.pattern : undefined) ?? "";
      const provider = oidcProviders.find(({ host }) => host.test(name));
      if (!provider) continue;
      const asked = testedValues(statement, (key) => key.endsWith(`:${provider.claim}`));
      const wide = asked.find((one) => isWide(value.text(one), provider));
      if (asked.length === 0) yield { at: who.at, data: { statement, provider } };
      else if (wide) {
        const severity = /^\W*$|^\w+:\*/.test(value.text(wide) ?? "") ? undefined : ("warning" as const);
        yield { at: wide.at, data: { statement, provider, wide: value.text(wide) ?? "" }, severity };
      }
    }
  },
  message: ({ provider: { title, claim }, wide }) =>
    wide === undefined
      ? `whoever has an account at ${title} may take the role: the claim '${claim}' is not asked for`
      : `'${wide}' lets in more of ${title} than one project`,
  fix: ({ statement, provider, wide }, edit) => {
    const { example, claim, host } = provider;
    if (wide !== undefined || example === undefined) return undefined;
    const key = `${host.source.replaceAll("\\", "")}:${claim}`;
    const edits = edit.set(statement.node, ["Condition", "StringEquals", key], example);
    return edits && { title: `Ask for the claim '${claim}', to be filled in`, safety: "unsafe", edits };
  },
});

const isWide = (asked: string | undefined, { wide }: OidcProvider): boolean =>
  asked !== undefined && (/^[*?]+$/.test(asked) || wide?.test(asked) === true);
