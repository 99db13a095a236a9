import { type Resource, type Trigger, templateRule, triggersOf, value } from "../../engine/authoring.ts";
import { routeOf } from "../shared/route.ts";

interface Unbounded {
  readonly resource: Resource;
  readonly trigger: Trigger;
}

export default templateRule<Unbounded>({
  meta: {
    id: "limits/reserved-concurrency",
    severity: "info",
    confidence: "medium",
    summary: "Outsiders decide how many copies of a function run at once",
    why: "Without a limit of its own a function runs in as many copies as there are requests or messages, up to what the account has left. Then it is the account's other functions that are refused, the database that runs out of connections, and the bill that grows. A reserved concurrency bounds this function; a queue's mapping has a limit of its own, `MaximumConcurrency`. The number is taken from what the account's functions share, so choose it with them in mind.",
    duty: "configuration",
    cwe: [770],
    controls: ["SAS-8"],
    references: [
      {
        title: "Lambda: reserved concurrency",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
      },
    ],
    examples: [
      {
        title: "A function that anyone can call",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
  ^^^^^^^^^^ nothing bounds how many copies of 'ListPhotos' run at once: anyone can call 'GET /photos'
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        List:
          Type: Api
          Properties:
            Path: /photos
            Method: get`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        List:
          Type: Api
          Properties:
            Path: /photos
            Method: get
      ReservedConcurrentExecutions: 10`,
      },
      {
        title: "A function that a queue drives",
        file: "serverless.yml",
        bad: `functions:
  store:
  ^^^^^ nothing bounds how many copies of 'store' run at once: a queue drives it
    handler: store.handler
    events:
      - sqs: arn:aws:sqs:eu-west-1:111122223333:orders`,
        fixed: `functions:
  store:
    handler: store.handler
    events:
      - sqs: arn:aws:sqs:eu-west-1:111122223333:orders
    reservedConcurrency: 10`,
      },
      {
        title: "Bounded by the function, by the queue's mapping, by who may call",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      ReservedConcurrentExecutions: 20
      FunctionUrlConfig:
        AuthType: NONE
  Store:
    Type: AWS::Serverless::Function
    Properties:
      Handler: store.handler
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            ScalingConfig:
              MaximumConcurrency: 5
  Admin:
    Type: AWS::Serverless::Function
    Properties:
      Handler: admin.handler
      Events:
        Delete:
          Type: HttpApi
          Properties:
            Path: /photos
            Method: delete
            Auth:
              Authorizer: Staff
  Orders:
    Type: AWS::SQS::Queue`,
      },
    ],
  },
  at: "AWS::Lambda::Function/ReservedConcurrentExecutions",
  *check(property, resource) {
    if (property) return;
    const trigger = triggersOf(resource).find(
      (one) => one.authorizer === "none" || (one.kind === "sqs" && !hasMaximum(one, resource)),
    );
    if (trigger) yield { at: resource.key, data: { resource, trigger } };
  },
  message: ({ resource, trigger }) =>
    `nothing bounds how many copies of '${resource.name}' run at once: ${reason(trigger)}`,
  fix: ({ resource }, edit) => {
    const { concurrency } = edit.options;
    const edits = edit.setProperty(resource, "ReservedConcurrentExecutions", concurrency);
    const title = concurrency === 1 ? "Run one copy at a time" : `Run at most ${concurrency} copies at once`;
    return edits && { title, safety: "unsafe", edits };
  },
});

function reason(trigger: Trigger): string {
  if (trigger.kind === "sqs") return "a queue drives it";
  return trigger.kind === "function-url" ? "anyone can call its URL" : `anyone can call '${routeOf(trigger)}'`;
}

/** Whether the mapping that reads from the queue has a limit of its own, or may have. */
function hasMaximum(trigger: Trigger, resource: Resource): boolean {
  const written = resource.template.resolve(trigger.at);
  if (written.kind !== "known") return true;
  const properties = value.at(written, "Properties") ?? written;
  return (
    value.at(properties, "ScalingConfig") !== undefined || value.at(properties, "maximumConcurrency") !== undefined
  );
}
