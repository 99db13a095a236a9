import {
  type Deployed,
  entryOf,
  followed,
  matchesAction,
  privilegesOf,
  projectRule,
  type Resource,
  referredTo,
  type Usage,
  value,
} from "../../engine/authoring.ts";

const needed = ["logs:CreateLogStream", "logs:PutLogEvents"];
const policy = { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" };

interface Mute {
  readonly resource: Resource;
  /** The role that lacks the right. Undefined: logging is switched off. */
  readonly role?: Resource;
  readonly written?: value.Known["at"];
}

export default projectRule<Mute>({
  meta: {
    id: "observability/log-permission",
    severity: "warning",
    confidence: "high",
    summary: "A function whose role may not write its log",
    why: "Lambda writes a function's log with the function's own role. If the role may not do so, nothing fails and nothing warns: the log is just empty, and that is noticed on the day when it is needed. Errors, time-outs and what an attacker tried leave no trace.",
    duty: "iam",
    cwe: [778],
    controls: ["SAS-5"],
    references: [
      {
        title: "Lambda: permissions for logging",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
      },
      {
        title: "Serverless Framework: functions",
        url: "https://www.serverless.com/framework/docs/providers/aws/guide/functions",
      },
    ],
    examples: [
      {
        title: "A role for the table only",
        bad: `Resources:
  List:
  ^^^^ the role of 'List' may not write its log: nothing it does leaves a trace
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: table
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: dynamodb:Query
                Resource: "*"`,
        fixed: `Resources:
  List:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: table
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: dynamodb:Query
                Resource: "*"
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`,
      },
      {
        title: "The log of another function",
        file: "template.json",
        bad: `{
  "Resources": {
    "List": {
    ^^^^^^ the role of 'List' may not write its log: nothing it does leaves a trace
      "Type": "AWS::Lambda::Function",
      "Properties": { "FunctionName": "list", "Role": { "Fn::GetAtt": ["Role", "Arn"] } }
    },
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "Policies": [{
          "PolicyName": "logs",
          "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{
              "Effect": "Allow",
              "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
              "Resource": "arn:aws:logs:*:*:log-group:/aws/lambda/save:*"
            }]
          }
        }]
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "FunctionName": "list", "Role": { "Fn::GetAtt": ["Role", "Arn"] } }
    },
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "Policies": [{
          "PolicyName": "logs",
          "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{
              "Effect": "Allow",
              "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
              "Resource": "arn:aws:logs:*:*:log-group:/aws/lambda/save:*"
            }]
          }
        }],
        "ManagedPolicyArns": [
          {
            "Fn::Sub": "arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
          }
        ]
      }
    }
  }
}`,
      },
      {
        title: "Switched off in a Serverless service",
        file: "serverless.yml",
        bad: `functions:
  list:
    handler: photos.list
    disableLogs: true
                 ^^^^ 'list' writes no log: nothing it does leaves a trace`,
        fixed: `functions:
  list:
    handler: photos.list
    disableLogs: false`,
      },
      {
        title:
          "Roles that may: by a managed policy, by a statement, by one of another resource; a role that is not known",
        good: `Resources:
  List:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Managed.Arn
  Add:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Stated.Arn
  Remove:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Apart.Arn
  Other:
    Type: AWS::Lambda::Function
    Properties:
      Role: !ImportValue Role
  Managed:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!ImportValue Policy]
  Stated:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: logs
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: ["logs:Create*", "logs:Put*"]
                Resource: "*"
  Apart:
    Type: AWS::IAM::Role
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: logs
      Roles: [!Ref Apart]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: logs:*
            Resource: "*"`,
      },
    ],
  },
  *check(deployed, usage) {
    const { resource } = deployed;
    const off = disabled(resource);
    if (off) yield { at: off, data: { resource, written: off } };
    const role = referredTo(resource.property("Role")?.value, resource.template);
    if (role?.type !== "AWS::IAM::Role" || !lacks(role, deployed, usage)) return;
    yield {
      at: resource.key,
      data: { resource, role },
      trace: [{ at: role.key, message: `'${role.name}' is its role` }],
    };
  },
  message: ({ resource: { name }, role }) =>
    role
      ? `the role of '${name}' may not write its log: nothing it does leaves a trace`
      : `'${name}' writes no log: nothing it does leaves a trace`,
  fix: ({ role, written }, edit) => {
    const edits = role
      ? edit.setProperty(role, "ManagedPolicyArns", [policy])
      : written && edit.replace(written, false);
    return edits && { title: "Let it write its log", safety: "safe", edits };
  },
});

/** The word that switches logs off, of the function or of all. */
function disabled({ writtenAs, entry, template }: Resource) {
  if (writtenAs !== "functions") return undefined;
  const own = entryOf(entry.value, "disableLogs") ?? entryOf(template.section("provider"), "disableLogs");
  const at = followed(own?.value);
  return at && value.boolean(template.resolve(at)) === true ? at : undefined;
}

/** Whether no statement of a role that is known as a whole allows it to write logs, or to the function's own log. */
function lacks(role: Resource, deployed: Deployed, usage: Usage): boolean {
  const { grants } = deployed;
  if (!grants.complete || role.writtenAs !== role.type || role.property("ManagedPolicyArns")) return false;
  const allowed = grants.statements.filter(({ effect }) => effect === "Allow");
  if (allowed.some(({ notActions }) => notActions.length > 0)) return false;
  const patterns = allowed.flatMap(({ actions }) => actions.map(({ text }) => text ?? "*"));
  return (
    needed.some((action) => !patterns.some((pattern) => matchesAction(pattern, action))) ||
    privilegesOf(deployed, usage).missing.some(({ by, action }) => by === "logs" && needed.includes(action))
  );
}
