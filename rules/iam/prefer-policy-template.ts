import {
  actionsMatching,
  arnOf,
  arnsIn,
  type Edit,
  type Element,
  fittingTemplate,
  hasWildcard,
  type Node,
  type Plain,
  projectRule,
  type Resource,
  referredTo,
  type SiteEdit,
  type Statement,
  type Target,
  value,
} from "../../engine/authoring.ts";
import { listHolding, removeStatement } from "../shared/removal.ts";

interface Written {
  readonly statement: Statement;
  readonly owner: Resource;
  readonly name: string;
  readonly use: { readonly [name: string]: Plain };
}

export default projectRule<Written>({
  meta: {
    id: "iam/prefer-policy-template",
    severity: "hint",
    confidence: "high",
    summary: "A statement says by hand what a SAM policy template says",
    why: "SAM's policy templates name a purpose, such as sending to one queue, and take only the resource's name. They are shorter than the statement, are read at a glance, and leave no ARN to be put together by hand. This statement allows exactly what one of them does, so that nothing changes but the text.",
    duty: "iam",
    cwe: [],
    controls: ["SAS-4"],
    references: [
      {
        title: "SAM policy templates",
        url: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html",
      },
    ],
    examples: [
      {
        title: "Publishing to one topic",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - Effect: Allow
              ^^^^^^ 'SNSPublishMessagePolicy' allows exactly this
              Action: sns:Publish
              Resource: !Ref Greetings
  Greetings:
    Type: AWS::SNS::Topic`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - SNSPublishMessagePolicy:
            TopicName: !GetAtt Greetings.TopicName
  Greetings:
    Type: AWS::SNS::Topic`,
      },
      {
        title: "One of several statements, in JSON",
        file: "template.json",
        bad: `{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {
    "Start": {
      "Type": "AWS::Serverless::Function",
      "Properties": {
        "Policies": [
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Effect": "Allow",
                ^^^^^^^^ 'StepFunctionsExecutionPolicy' allows exactly this
                "Action": ["states:StartExecution"],
                "Resource": { "Ref": "Orders" }
              },
              {
                "Effect": "Allow",
                "Action": "dynamodb:GetItem",
                "Resource": { "Fn::GetAtt": ["Albums", "Arn"] }
              }
            ]
          }
        ]
      }
    },
    "Orders": { "Type": "AWS::StepFunctions::StateMachine" },
    "Albums": { "Type": "AWS::DynamoDB::Table" }
  }
}`,
        fixed: `{
  "Transform": "AWS::Serverless-2016-10-31",
  "Resources": {
    "Start": {
      "Type": "AWS::Serverless::Function",
      "Properties": {
        "Policies": [
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Effect": "Allow",
                "Action": "dynamodb:GetItem",
                "Resource": { "Fn::GetAtt": ["Albums", "Arn"] }
              }
            ]
          },
          {
            "StepFunctionsExecutionPolicy": {
              "StateMachineName": { "Fn::GetAtt": ["Orders", "Name"] }
            }
          }
        ]
      }
    },
    "Orders": { "Type": "AWS::StepFunctions::StateMachine" },
    "Albums": { "Type": "AWS::DynamoDB::Table" }
  }
}`,
      },
      {
        title: "More, or less, than a template allows; statements that are not SAM's",
        file: "template.yaml",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - SNSPublishMessagePolicy:
            TopicName: !GetAtt Greetings.TopicName
        - Statement:
            - Effect: Allow
              Action: [sns:Publish, sns:GetTopicAttributes]
              Resource: !Ref Greetings
            - Effect: Allow
              Action: sns:Publish
              Resource: "*"
            - Effect: Deny
              Action: sns:Publish
              Resource: !Ref Greetings
            - Effect: Allow
              Action: sns:Publish
              Resource: !Ref Greetings
              Condition:
                StringEquals:
                  aws:PrincipalTag/team: albums
            - Effect: Allow
              Action: sns:Publish
              Resource: arn:aws:sns:eu-west-1:111122223333:greetings
            - Effect: Allow
              Action: [dynamodb:GetItem, dynamodb:Query]
              Resource: !GetAtt Albums.Arn
  Albums:
    Type: AWS::DynamoDB::Table
  Greetings:
    Type: AWS::SNS::Topic
  Other:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: greet
      Roles: [!Ref GreetRole]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: sns:Publish
            Resource: !Ref Greetings`,
      },
    ],
  },
  *check({ resource, grants }) {
    if (resource.writtenAs !== "AWS::Serverless::Function") return;
    for (const statement of grants.statements) {
      const use = statement.owner === resource ? useFor(statement, resource) : undefined;
      const [name] = Object.keys(use ?? {});
      if (use && name !== undefined)
        yield { at: startOf(statement.node), data: { statement, owner: resource, name, use } };
    }
  },
  message: ({ name }) => `'${name}' allows exactly this`,
  fix({ statement, owner, name, use }, edit) {
    const edits = withTemplate(statement, owner, use, edit);
    return edits && { title: `Use '${name}'`, safety: "safe", edits };
  },
});

/** The use of the policy template that allows exactly what a statement does. */
function useFor(statement: Statement, owner: Resource): Written["use"] | undefined {
  const { actions, resources, effect, condition } = statement;
  if (effect !== "Allow" || condition || !isPlain(statement)) return undefined;
  const targets = resources.map((element) => targetOf(element, owner));
  const known = targets.flatMap((target) => target ?? []);
  if (known.length < targets.length) return undefined;
  return fittingTemplate({ actions: actions.flatMap(({ text }) => expanded(text ?? "")), targets: known });
}

/** Written by hand, with actions and resources only. */
const isPlain = (statement: Statement): boolean =>
  statement.policyTemplate === undefined &&
  statement.managedPolicy === undefined &&
  statement.connector === undefined &&
  statement.notActions.length + statement.notResources.length === 0 &&
  statement.actions.every(({ text }) => text !== undefined);

const expanded = (action: string): readonly string[] =>
  hasWildcard(action) ? actionsMatching(action).map(({ name }) => name) : [action];

/** The first word of a statement: the whole would be underlined. */
const startOf = (node: Statement["node"]): Node => node.entries[0]?.key ?? node;

function targetOf({ value: written }: Element, { template }: Resource): Target | undefined {
  const [arn, ...others] = arnsIn(written, template) ?? [];
  if (arn === undefined || others.length > 0) return undefined;
  const resource = referredTo(written, template);
  const own = resource && arnOf(resource);
  if (own === undefined || !arn.startsWith(own)) return { arn };
  return arn === own ? { arn, resource } : { arn, resource, suffix: arn.slice(own.length) };
}

/** The template's use in place of a policy of one statement, or beside one of several. */
function withTemplate(
  { node }: Statement,
  owner: Resource,
  use: Written["use"],
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const { root } = owner.template;
  const policies = owner.property("Policies")?.value;
  const policy = value.items(policies).find(({ at }) => at.start <= node.start && node.end <= at.end);
  if (!policies || !policy || listHolding(root, policy.at) === undefined) return undefined;
  if (value.items(value.at(policy, "Statement")).length === 1) return edit.replace(policy.at, use);
  const removed = removeStatement(root, node, edit);
  const added = edit.append(policies.at, use);
  return removed && added && [...removed, ...added];
}
