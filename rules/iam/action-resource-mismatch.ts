import { type Cure, type Edit, policyRule, type Sequence } from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { isUnlimitable, type Mismatch, mismatchOf } from "./_mismatch.ts";
import { listOf, sequenceOf } from "./_policy-shape.ts";
import { saidBy } from "./_variables.ts";

interface Lost extends Mismatch {
  /** The list that the statement is in. */
  readonly list: Sequence | undefined;
}

export default policyRule<Lost>({
  meta: {
    id: "iam/action-resource-mismatch",
    severity: "error",
    confidence: "high",
    summary: "An action is granted on a resource that it does not work on",
    why: 'Each action works on some types of resources, or on none: `dynamodb:ListTables` knows no table, and `kms:Decrypt` knows a key, but not its alias. Where no resource of the statement is of a type that the action works on, AWS takes the policy and the call is refused in production. An action that cannot be limited needs a statement of its own with `Resource: "*"`.',
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "AWS services' actions, resources and condition keys",
        url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
      },
      {
        title: "IAM: the Resource element",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
      },
    ],
    examples: [
      {
        title: "A list of tables is no table",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["dynamodb:GetItem", "dynamodb:ListTables"],
                                     ^^^^^^^^^^^^^^^^^^^^^ 'dynamodb:ListTables' can be granted on '*' only
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/albums"
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["dynamodb:GetItem"],
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/albums"
    },
    {
      "Effect": "Allow",
      "Action": "dynamodb:ListTables",
      "Resource": "*"
    }
  ]
}`,
      },
      {
        title: "The alias of a key, and a table for a queue's action",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: kms:Decrypt
                      ^^^^^^^^^^^ no resource of the statement fits 'kms:Decrypt'
              Resource: !Sub arn:aws:kms:\${AWS::Region}:\${AWS::AccountId}:alias/orders
            - Effect: Allow
              Action: [sqs:SendMessage, dynamodb:PutItem]
                       ^^^^^^^^^^^^^^^ no resource of the statement fits 'sqs:SendMessage'
              Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "A resource for which there is no action",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sqs:SendMessage
          Resource:
            - !GetAtt Orders.Arn
            - arn:aws:sns:eu-west-1:111122223333:placed
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no action of the statement works on 'arn:aws:sns:eu-west-1:111122223333:placed'
resources:
  Resources:
    Orders:
      Type: AWS::SQS::Queue`,
      },
      {
        title: "Every action finds a resource, or may",
        file: "template.yaml",
        good: `Parameters:
  Stream: { Type: String }
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Action: [dynamodb:Query, s3:GetObject], Resource: [!Sub "\${Orders.Arn}/index/*", "arn:aws:s3:::albums"] }
          - { Effect: Allow, Action: dynamodb:GetRecords, Resource: !GetAtt Orders.StreamArn }
          - { Effect: Allow, Action: dynamodb:GetRecords, Resource: !Ref Stream }
          - { Effect: Allow, Action: lambda:InvokeFunction, Resource: "arn:aws:lambda:eu-west-1:111122223333:function:orders:live" }
          - { Effect: Allow, Action: [logs:CreateLogStream, logs:PutLogEvents], Resource: "arn:aws:logs:*:*:log-group:/aws/lambda/orders:*" }
          - { Effect: Allow, Action: [xray:PutTraceSegments, "kms:*"], Resource: "*" }
          - { Effect: Allow, Action: logs:DescribeLogGroups, Resource: "arn:aws:logs:*:*:*" }
          - { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: "arn:aws:s3:::*" }
          - { Effect: Allow, NotAction: sqs:SendMessage, Resource: !GetAtt Orders.Arn }
          - { Effect: Allow, Action: sqs:SendMesage, Resource: !GetAtt Orders.Arn }
          - { Effect: Deny, Action: "*", Resource: !GetAtt Orders.Arn }`,
      },
    ],
  },
  *checkPolicy(policy) {
    const whole = listOf(policy);
    for (const statement of policy.statements) {
      const mismatch = mismatchOf(statement);
      const at = (mismatch?.actions[0] ?? mismatch?.resources[0])?.at;
      if (!mismatch || !at) continue;
      const list = whole?.items.includes(statement.node) ? whole : undefined;
      yield { at, data: { ...mismatch, list }, ...judged(mismatch) };
    }
  },
  message(mismatch) {
    const { actions, resources, statement } = mismatch;
    const [resource] = resources;
    if (actions.length === 0)
      return `no action of the statement works on '${shown((resource && saidBy(resource)) ?? "it", 80)}'`;
    const names = listed(actions.map(({ text }) => shown(String(text), 30)));
    const so = `so ${actions.length === 1 ? "it is" : "they are"} not ${statement.effect === "Deny" ? "denied" : "allowed"}`;
    if (isUnlimited(mismatch)) return `${names} can be granted on '*' only, ${so}`;
    return `no resource of the statement fits ${names}, ${so}`;
  },
  fix(mismatch, edit) {
    const edits = isUnlimited(mismatch) ? onAll(mismatch, edit) : undefined;
    return edits && { title: "Grant it on '*'", safety: "unsafe", edits };
  },
});

/**
 * Where nothing in the statement works, it is a fault. An action among others that work is often listed with them by habit, as CDK does; what
 * the code really calls and may not, `iam/missing-grant` tells.
 */
function judged({ actions, statement }: Mismatch): { severity?: "warning" | "info" | "hint"; confidence?: "medium" } {
  if (actions.length === 0) return { severity: "info" };
  if (actions.length < statement.actions.length) return { severity: "hint", confidence: "medium" };
  return actions.every(isUnlimitable) ? { severity: "warning", confidence: "medium" } : {};
}

const isUnlimited = ({ actions }: Mismatch): boolean => actions.length > 0 && actions.every(isUnlimitable);

/** The actions in a statement of their own, or the whole statement if it has no others. */
function onAll({ statement, actions, list }: Lost, edit: Edit): Cure["edits"] | undefined {
  const { resourceNode, effect } = statement;
  const actionNode = sequenceOf(statement.actionNode);
  const names = actions.flatMap(({ text }) => text ?? []);
  const isConditional = statement.condition !== undefined || statement.principal !== undefined;
  if (!resourceNode || !effect || isConditional) return undefined;
  if (actions.length === statement.actions.length) return edit.replace(resourceNode, "*");
  if (!actionNode || !list || !actions.every(({ at }) => actionNode.items.includes(at))) return undefined;
  const [only, ...others] = names;
  const apart = { Effect: effect, Action: others.length === 0 ? String(only) : names, Resource: "*" };
  return together(...actions.map(({ at }) => edit.remove(actionNode, at)), edit.append(list, apart));
}
