import { type Resource, type Trigger, type TriggerKind, triggersOf, value } from "../../engine/authoring.ts";
import { hasKeyBelow } from "../shared/entries-below.ts";
import { settingRule } from "../shared/setting-rule.ts";
import { shown } from "../shared/shown.ts";

/** Seconds; nobody waits longer for an answer. */
const patience = 60;
/** Seconds; as long as Lambda lets anything run. */
const most = 900;

export default settingRule({
  meta: {
    id: "limits/timeout-excessive",
    severity: "warning",
    confidence: "high",
    summary: "A timeout far longer than the work can need",
    why: "A timeout is what ends an invocation that hangs: at a database that does not answer, in a loop that an odd input started. With 15 minutes nothing ends it in time; each such invocation is paid for in full, and holds one of the account's concurrent executions that long. A caller who can make a function hang can use them all up. Work that takes so long is better cut into steps of a state machine or messages of a queue.",
    duty: "configuration",
    cwe: [400],
    controls: ["SAS-8"],
    references: [
      {
        title: "Lambda: the timeout of a function",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
      },
      { title: "Lambda: quotas", url: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html" },
    ],
    examples: [
      {
        title: "Five minutes behind a function URL",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
      Timeout: 300
               ^^^ 'Report' may run 300 seconds while a caller waits
      FunctionUrlConfig:
        AuthType: AWS_IAM`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
      Timeout: 60
      FunctionUrlConfig:
        AuthType: AWS_IAM`,
      },
      {
        title: "As long as Lambda lets anything run, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Nightly": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "report.nightly",
        "Timeout": 900
                   ^^^ 'Nightly' may run 15 minutes, the most there is: nothing ends a call that hangs any sooner
      }
    }
  }
}`,
      },
      {
        title: "A long timeout that all functions share, behind a load balancer",
        file: "serverless.yml",
        bad: `provider:
  name: aws
  timeout: 120
           ^^^ 'report' may run 120 seconds while a caller waits
functions:
  report:
    handler: report.handler
    events:
      - alb:
          listenerArn: \${param:listener}
          priority: 1
          conditions:
            path: /report`,
        fixed: `provider:
  name: aws
  timeout: 60
functions:
  report:
    handler: report.handler
    events:
      - alb:
          listenerArn: \${param:listener}
          priority: 1
          conditions:
            path: /report`,
      },
      {
        title: "A job that runs by itself; an answer that is streamed; a timeout that is not known",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Seconds:
    Type: Number
Resources:
  Nightly:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.nightly
      Timeout: 600
      Events:
        Nightly:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
  Streamed:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.streamed
      Timeout: 300
      FunctionUrlConfig:
        AuthType: AWS_IAM
        InvokeMode: RESPONSE_STREAM
  Asked:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.asked
      Timeout: !Ref Seconds`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Timeout",
  isBad: (setting, resource) => {
    const seconds = value.number(setting) ?? 0;
    return seconds === most || (seconds > patience && seconds < most && isWaitedFor(resource));
  },
  // what a gateway cuts off sooner is another rule's
  unless: (resource) => triggersOf(resource).some(({ kind }) => kind === "rest-api" || kind === "http-api"),
  severityOf: ({ resource }) => (isWaitedFor(resource) ? undefined : "info"),
  message: ({ resource, failing }, when) => {
    const seconds = value.number(failing.value) ?? 0;
    return isWaitedFor(resource)
      ? `'${shown(resource.name, 50)}' may run ${seconds} seconds while a caller waits${when}: one that hangs is paid for to the end`
      : `'${shown(resource.name, 55)}' may run 15 minutes, the most there is${when}: nothing ends a call that hangs any sooner`;
  },
  cure: {
    title: `Stop it after ${patience} seconds`,
    value: ({ resource }) => (isWaitedFor(resource) ? patience : undefined),
    safety: "unsafe",
  },
});

const waiting: ReadonlySet<TriggerKind> = new Set(["function-url", "alb", "websocket"]);

/** Whether a caller waits for the function to end. Who is sent the answer piece by piece has something meanwhile. */
const isWaitedFor = (resource: Resource): boolean => triggersOf(resource).some(waits);

const waits = ({ kind, at }: Trigger): boolean => waiting.has(kind) && !hasKeyBelow(at, /^(invokeMode|response)$/i);
