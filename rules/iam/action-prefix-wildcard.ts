import {
  type Action,
  actionsMatching,
  type Cure,
  type Edit,
  type Element,
  hasWildcard,
  matchesAction,
  platformActions,
  policyRule,
  type Statement,
} from "../../engine/authoring.ts";
import { everydayActions } from "../facts/everyday-actions.ts";
import { exactCures, namesActions } from "./_exact.ts";
import { grants, serviceIn } from "./_wildcard.ts";

interface Patterns {
  readonly statement: Statement;
  /** The actions that are patterns. */
  readonly patterns: readonly Element[];
}

/** More actions than this are not written out. */
const mostActions = 30;

export default policyRule<Patterns>({
  meta: {
    id: "iam/action-prefix-wildcard",
    severity: "info",
    confidence: "high",
    summary: "A policy allows actions by a pattern of their names",
    why: "`s3:Get*` reads objects, and also every bucket's policy, its logging and its lists of access; `dynamodb:*Item` writes and deletes. What a pattern stands for grows whenever AWS adds an action whose name fits. Name the actions that the code calls, and the policy says what it means.\n\nPatterns of actions that only list or describe, most of which AWS cannot limit to a resource, are not reported: `ec2:Describe*`.",
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: the Action element, with wildcards",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
      },
    ],
    examples: [
      {
        title: "Reading objects, and much else",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:Get*", "s3:ListBucket"],
                 ^^^^^^^^^ 's3:Get*' stands for
      "Resource": ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "s3:ListBucket",
        "s3:GetBucketLocation",
        "s3:GetLifecycleConfiguration",
        "s3:GetObject",
        "s3:GetObjectVersion"
      ],
      "Resource": ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]
    }
  ]
}`,
      },
      {
        title: "Writing items, and deleting them",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: order.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:*Item
                  ^^^^^^^^^^^^^^ 'dynamodb:DeleteItem' among them
              Resource: !GetAtt Orders.Arn`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: order.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:BatchGetItem
                - dynamodb:BatchWriteItem
                - dynamodb:ConditionCheckItem
                - dynamodb:DeleteItem
                - dynamodb:GetItem
                - dynamodb:PutItem
                - dynamodb:UpdateItem
              Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "Two patterns, one of which changes permissions",
        file: "serverless.yml",
        bad: `service: topics
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [sns:Pub*, sns:*Permission]
                   ^^^^^^^^ 'sns:Pub*' and 'sns:*Permission' stand for 3 actions, 'sns:AddPermission' among them
          Resource: arn:aws:sns:eu-west-1:111122223333:orders`,
        fixed: `service: topics
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - sns:Publish
          Resource: arn:aws:sns:eu-west-1:111122223333:orders`,
      },
      {
        title: "Names, lists that cannot be limited, what Lambda needs, and what is denied",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::photos/*" },
    { "Effect": "Allow", "Action": ["ec2:Describe*", "xray:Put*", "autoscaling:Describe*"], "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    if (!grants(statement)) return;
    const patterns = statement.actions.filter(({ text }) => text !== undefined && isWide(text));
    const [first] = patterns;
    if (first) yield { at: first.at, data: { statement, patterns } };
  },
  message({ patterns }) {
    const texts = patterns.map(({ text = "" }) => text);
    const all = matchedBy(texts);
    const [first = "", second] = texts;
    const others = texts.length - 1;
    const named =
      second === undefined
        ? `'${first}' stands`
        : `'${first}' and ${others === 1 ? `'${second}'` : `${others} more`} stand`;
    const worst = worstOf(all);
    const tail = worst && all.length > 1 ? `, '${worst}' among them` : ", and for those that are yet to come";
    return `${named} for ${all.length} ${all.length === 1 ? "action" : "actions"}${tail}`;
  },
  fix(data, edit, grounds) {
    const all = matchedBy(data.patterns.map(({ text = "" }) => text));
    const usual = all.filter(isUsual);
    const few =
      usual.length > 0 && usual.length < all.length
        ? writing("Grant only what SAM's policy templates grant of it", usual, data, edit)
        : [];
    const every =
      all.length <= mostActions
        ? writing(`Name the ${all.length === 1 ? "action" : `${all.length} actions`}`, all, data, edit)
        : [];
    return [...exactCures(data.statement, edit, grounds, namesActions), ...few, ...every];
  },
});

/** A pattern for some actions of a service; of `s3:*` `iam/no-wildcard-action` speaks. */
function isWide(text: string): boolean {
  if (!hasWildcard(text) || serviceIn(text) !== undefined) return false;
  const matched = actionsMatching(text);
  const isReading = matched.every(({ level }) => level === "read" || level === "list");
  if (isReading && matched.filter(({ isLimitable }) => isLimitable).length * 4 <= matched.length) return false;
  const isNeeded = ({ name }: Action) => platformActions.some((pattern) => matchesAction(pattern, name));
  return matched.length > 0 && !matched.every(isNeeded);
}

const matchedBy = (patterns: readonly string[]): readonly Action[] => [...new Set(patterns.flatMap(actionsMatching))];

/** The action that says best what is given away: one that changes permissions, else one that deletes. */
const worstOf = (actions: readonly Action[]): string | undefined =>
  (actions.find(({ level }) => level === "permissions") ?? actions.find(({ name }) => /:(?:Batch)?Delete/.test(name)))
    ?.name;

const isUsual = ({ name }: Action): boolean =>
  everydayActions(name.slice(0, name.indexOf(":")))?.actions.includes(name) === true;

function writing(
  title: string,
  named: readonly Action[],
  { statement, patterns }: Patterns,
  edit: Edit,
): readonly Cure[] {
  const { actionNode, actions } = statement;
  const isHere = ({ at, text }: Element) =>
    text !== undefined && actionNode && at.start >= actionNode.start && at.end <= actionNode.end;
  if (!actionNode || !actions.every(isHere)) return [];
  const kept = actions.filter((one) => !patterns.includes(one)).map(({ text }) => String(text));
  const [first = "", ...others] = new Set([...kept, ...named.map(({ name }) => name)]);
  const edits = edit.replace(
    actionNode,
    others.length === 0 && actionNode.kind === "scalar" ? first : [first, ...others],
  );
  return edits ? [{ title, safety: "unsafe", edits }] : [];
}
