import {
  type Edit,
  type Mapping,
  type Node,
  type Resource,
  templateRule,
  value,
  valueOf,
} from "../../engine/authoring.ts";
import { everyoneIn, restrictsStrangers } from "../shared/caller-condition.ts";
import { shown } from "../shared/shown.ts";
import { isAllow } from "../shared/statements.ts";

interface Finding {
  readonly resource: Resource;
  readonly isConditional: boolean;
  /** The mapping that has the principal, as it is written. */
  readonly node: Node | undefined;
  /** The statement is written as properties of the resource, whose principal is an account's number or `*`. */
  readonly isFlat: boolean;
}

export default templateRule<Finding>({
  meta: {
    id: "events/bus-policy",
    severity: "error",
    confidence: "high",
    summary: "An event bus that takes events from everyone",
    why: "The name of a bus is all that is needed to put events on it, once its policy says so for everyone: from any AWS account, with any 'source' and content. Each rule on the bus then runs your functions with what a stranger wrote, and they take it for an event of your own services. Allow single accounts, or your organization by a condition on 'aws:PrincipalOrgID'.",
    duty: "iam",
    cwe: [284],
    controls: ["SAS-2"],
    references: [
      {
        title: "EventBridge: permissions of an event bus",
        url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html",
      },
      {
        title: "CloudFormation: AWS::Events::EventBusPolicy",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html",
      },
    ],
    examples: [
      {
        title: "Everyone may put events",
        bad: `Resources:
  Open:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: orders
      StatementId: everyone
      Statement:
        Effect: Allow
        Principal: "*"
                   ^^^ 'Open' lets every AWS account put events
        Action: events:PutEvents
        Resource: !Sub arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:event-bus/orders`,
        fixed: `Resources:
  Open:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: orders
      StatementId: everyone
      Statement:
        Effect: Allow
        Principal:
          AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
        Action: events:PutEvents
        Resource: !Sub arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:event-bus/orders`,
      },
      {
        title: "In the older form, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Open": {
      "Type": "AWS::Events::EventBusPolicy",
      "Properties": { "StatementId": "everyone", "Action": "events:PutEvents", "Principal": "*" }
                                                                                            ^^^ 'Open' lets every
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Open": {
      "Type": "AWS::Events::EventBusPolicy",
      "Properties": { "StatementId": "everyone", "Action": "events:PutEvents", "Principal": { "Ref": "AWS::AccountId" } }
    }
  }
}`,
      },
      {
        title: "Of certain events only, which everyone can write",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
resources:
  Resources:
    Open:
      Type: AWS::Events::EventBusPolicy
      Properties:
        StatementId: everyone
        Statement:
          Effect: Allow
          Principal:
            AWS: "*"
                 ^^^ 'Open' lets every AWS account put events
          Action: events:PutEvents
          Resource: "*"
          Condition:
            StringEquals:
              events:source: com.example.orders`,
        fixed: `service: orders
provider:
  name: aws
resources:
  Resources:
    Open:
      Type: AWS::Events::EventBusPolicy
      Properties:
        StatementId: everyone
        Statement:
          Effect: Allow
          Principal:
            AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
          Action: events:PutEvents
          Resource: "*"
          Condition:
            StringEquals:
              events:source: com.example.orders`,
      },
      {
        title: "An account; an organization; who may is not to be known",
        good: `Parameters:
  Partner:
    Type: String
Resources:
  Account:
    Type: AWS::Events::EventBusPolicy
    Properties:
      StatementId: account
      Action: events:PutEvents
      Principal: "123456789012"
  Organization:
    Type: AWS::Events::EventBusPolicy
    Properties:
      StatementId: organization
      Action: events:PutEvents
      Principal: "*"
      Condition:
        Key: aws:PrincipalOrgID
        Type: StringEquals
        Value: o-a1b2c3d4e5
  Statement:
    Type: AWS::Events::EventBusPolicy
    Properties:
      StatementId: statement
      Statement:
        Effect: Allow
        Principal: "*"
        Action: events:PutEvents
        Resource: "*"
        Condition:
          StringEquals:
            aws:PrincipalOrgID: o-a1b2c3d4e5
  Partner:
    Type: AWS::Events::EventBusPolicy
    Properties:
      StatementId: partner
      Action: events:PutEvents
      Principal: !Ref Partner`,
      },
    ],
  },
  at: ["AWS::Events::EventBusPolicy", "AWS::Events::EventBus/Policy"],
  *check(_, resource) {
    const flat = everyoneIn(resource.property("Principal")?.value);
    if (flat && !resource.property("Condition"))
      yield { at: flat.at, data: { resource, isConditional: false, node: resource.properties, isFlat: true } };
    for (const statement of value.items(statementsOf(resource))) {
      const everyone = everyoneIn(value.at(statement, "Principal"));
      const condition = value.at(statement, "Condition");
      if (!everyone || !isAllow(statement) || restrictsStrangers(condition)) continue;
      const data = { resource, isConditional: condition !== undefined, node: statement.at, isFlat: false };
      yield { at: everyone.at, data, severity: condition ? "warning" : undefined };
    }
  },
  message: ({ resource: { name }, isConditional }) =>
    `'${shown(name, 48)}' lets every AWS account put events${isConditional ? " of some kinds" : ""}: functions behind it take them for yours`,
  fix: ({ node, isFlat }, edit) => {
    const edits = node?.kind === "mapping" ? ownAccount(node, isFlat, edit) : undefined;
    return edits && { title: "Let only this account", safety: "unsafe", edits };
  },
});

function statementsOf(resource: Resource): value.Value | undefined {
  if (resource.type === "AWS::Events::EventBus") return resource.property("Policy/Statement")?.value;
  return resource.property("Statement")?.value;
}

function ownAccount(node: Mapping, isFlat: boolean, edit: Edit) {
  if (isFlat) return edit.set(node, ["Principal"], { Ref: "AWS::AccountId" });
  const root = { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" };
  const isNamed = valueOf(node, "Principal")?.kind === "mapping";
  return edit.set(node, isNamed ? ["Principal", "AWS"] : ["Principal"], isNamed ? root : { AWS: root });
}
