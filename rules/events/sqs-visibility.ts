import { type Resource, settingsOf, value } from "../../engine/authoring.ts";
import { type Finding, settingRule } from "../shared/setting-rule.ts";
import { shown } from "../shared/shown.ts";
import { readersOf } from "./_feed.ts";

/** As many times the function's timeout, so that retries of a throttled batch fit in. */
const advised = 6;
/** 12 hours. */
const most = 43_200;

export default settingRule({
  meta: {
    id: "events/sqs-visibility",
    severity: "error",
    confidence: "high",
    summary: "A queue that shows a message again while a function still works on it",
    why: "A message that is being handled is hidden from other readers for the queue's visibility timeout. If the function may run longer than that, Lambda refuses to connect the two. If there is room for one run only, a batch that had to wait for a free instance is delivered twice, and what it does is done twice. AWS advises six times the function's timeout.",
    duty: "configuration",
    cwe: [837],
    controls: ["SAS-8", "SAS-9"],
    references: [
      {
        title: "Lambda: configuring a queue to use with Lambda",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
      },
    ],
    examples: [
      {
        title: "The usual 30 seconds, and a function that may run for a minute",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 60
Resources:
  Orders:
  ^^^^^^ 'Orders' hides a message for 30 seconds, 'Ship' may run for 60: the deployment fails
    Type: AWS::SQS::Queue
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ship.handler
      Events:
        Order:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 60
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 360
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ship.handler
      Events:
        Order:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn`,
      },
      {
        title: "In JSON, as long as the function runs",
        file: "template.json",
        bad: `{
  "Resources": {
    "Orders": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "VisibilityTimeout": 10 }
                                           ^^ hides a message for 10 seconds, less than 6 times the 10
    },
    "Ship": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "ship.handler", "Timeout": 10 }
    },
    "Feed": {
      "Type": "AWS::Lambda::EventSourceMapping",
      "Properties": {
        "FunctionName": { "Ref": "Ship" },
        "EventSourceArn": { "Fn::GetAtt": ["Orders", "Arn"] }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Orders": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "VisibilityTimeout": 60 }
    },
    "Ship": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "ship.handler", "Timeout": 10 }
    },
    "Feed": {
      "Type": "AWS::Lambda::EventSourceMapping",
      "Properties": {
        "FunctionName": { "Ref": "Ship" },
        "EventSourceArn": { "Fn::GetAtt": ["Orders", "Arn"] }
      }
    }
  }
}`,
      },
      {
        title: "A Serverless function that may run for five minutes in production",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: ship.handler
    timeout: 300
    events:
      - sqs:
          arn: !GetAtt Orders.Arn
resources:
  Resources:
    Orders:
      Type: AWS::SQS::Queue
      Properties:
        VisibilityTimeout: 120
                           ^^^ 'ship' may run for 300: the deployment fails`,
        fixed: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: ship.handler
    timeout: 300
    events:
      - sqs:
          arn: !GetAtt Orders.Arn
resources:
  Resources:
    Orders:
      Type: AWS::SQS::Queue
      Properties:
        VisibilityTimeout: 1800`,
      },
      {
        title: "Six times; a timeout that is not to be known; a queue that no function reads",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Seconds:
    Type: Number
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
  Decided:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: !Ref Seconds
  Elsewhere:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 1
  Short:
    Type: AWS::SQS::Queue
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ship.handler
      Timeout: 10
      Events:
        Order:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
        Other:
          Type: SQS
          Properties:
            Queue: !GetAtt Decided.Arn
  Ask:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ask.handler
      Timeout: !Ref Seconds
      Events:
        Order:
          Type: SQS
          Properties:
            Queue: !GetAtt Short.Arn`,
      },
    ],
  },
  at: "AWS::SQS::Queue/VisibilityTimeout",
  isBad: (setting, queue) => {
    const seconds = value.number(setting);
    const reader = slowestReader(queue);
    return seconds !== undefined && reader !== undefined && seconds < advised * reader.seconds;
  },
  severityOf: (finding) => (isTooShort(finding) ? undefined : "info"),
  message: (finding, when) => {
    const { resource, failing } = finding;
    const reader = slowestReader(resource);
    const name = shown(reader?.function.name ?? "", 28);
    const hides = `'${shown(resource.name, 28)}' hides a message for ${value.number(failing.value)} seconds${when}`;
    return isTooShort(finding)
      ? `${hides}, '${name}' may run for ${reader?.seconds}: the deployment fails`
      : `${hides}, less than ${advised} times the ${reader?.seconds} of '${name}': it may come twice`;
  },
  cure: {
    title: (finding) => `Hide it for ${wanted(finding)} seconds`,
    value: (finding) =>
      wanted(finding) < (slowestReader(finding.resource)?.seconds ?? 0) ? undefined : wanted(finding),
    safety: "safe",
  },
});

const wanted = ({ resource }: Finding): number => Math.min(most, advised * (slowestReader(resource)?.seconds ?? 0));

const isTooShort = ({ resource, failing }: Finding): boolean =>
  (value.number(failing.value) ?? most) < (slowestReader(resource)?.seconds ?? 0);

interface Reader {
  readonly function: Resource;
  /** The least that its timeout may be. */
  readonly seconds: number;
}

/** The function with the longest timeout of those that read the queue. */
function slowestReader(queue: Resource): Reader | undefined {
  const readers = readersOf(queue).flatMap((one): readonly Reader[] => {
    const { all, isComplete } = settingsOf(one, "Timeout");
    const seconds = all.map((setting) => value.number(setting.value));
    return isComplete && seconds.every((known) => known !== undefined)
      ? [{ function: one, seconds: Math.min(...seconds) }]
      : [];
  });
  return readers.reduce<Reader | undefined>(
    (slow, one) => (slow && slow.seconds >= one.seconds ? slow : one),
    undefined,
  );
}
