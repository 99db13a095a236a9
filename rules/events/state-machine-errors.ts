import {
  type Edit,
  type Resource,
  type State,
  stateMachineOf,
  templateRule,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { patternText } from "../shared/pattern-text.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";

interface Finding {
  readonly resource: Resource;
  readonly fault: "unhandled" | "no-default" | "endless-wait" | "hidden";
  readonly states: readonly State[];
}

/** What AWS advises to retry for every function: faults of the service, not of the function. */
const serviceFaults = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
];

export default templateRule<Finding>({
  meta: {
    id: "events/state-machine-errors",
    severity: "info",
    confidence: "high",
    summary: "A state machine that does not expect its steps to fail",
    why: "A step that fails ends the whole execution unless a 'Retry' or 'Catch' says otherwise, also where Lambda was only busy for a moment, and what the steps before it did stays half done. A choice that fits no branch fails without 'Default'. A step that waits for an answer waits up to a year without a timeout. And where every error leads to a success, nobody ever learns of one.",
    duty: "configuration",
    cwe: [755],
    controls: ["SAS-9"],
    references: [
      {
        title: "Step Functions: handling errors",
        url: "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html",
      },
      {
        title: "Step Functions: best practices",
        url: "https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html",
      },
    ],
    examples: [
      {
        title: "Steps without any handling of errors",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Pay
        States:
          Pay:
          ^^^ a failure of 'Pay' and 'Ship' ends the execution: nothing retries or catches it
            Type: Task
            Resource: !GetAtt PayFunction.Arn
            Next: Ship
          Ship:
            Type: Task
            Resource: arn:aws:states:::lambda:invoke
            Parameters:
              FunctionName: ship
            End: true
  PayFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: pay.handler`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Pay
        States:
          Pay:
            Type: Task
            Resource: !GetAtt PayFunction.Arn
            Next: Ship
            Retry:
              - ErrorEquals:
                  - Lambda.ServiceException
                  - Lambda.AWSLambdaException
                  - Lambda.SdkClientException
                  - Lambda.TooManyRequestsException
                IntervalSeconds: 1
                MaxAttempts: 3
                BackoffRate: 2
          Ship:
            Type: Task
            Resource: arn:aws:states:::lambda:invoke
            Parameters:
              FunctionName: ship
            End: true
            Retry:
              - ErrorEquals:
                  - Lambda.ServiceException
                  - Lambda.AWSLambdaException
                  - Lambda.SdkClientException
                  - Lambda.TooManyRequestsException
                IntervalSeconds: 1
                MaxAttempts: 3
                BackoffRate: 2
  PayFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: pay.handler`,
      },
      {
        title: "A definition of its own: a choice without default, a wait without end, a hidden failure",
        file: "flow.asl.json",
        bad: `{
  "StartAt": "Which",
  "States": {
    "Which": {
    ^^^^^^^ 'Which' fails where no choice fits: it has no 'Default'
      "Type": "Choice",
      "Choices": [{ "Variable": "$.paid", "BooleanEquals": true, "Next": "Approve" }]
    },
    "Approve": {
    ^^^^^^^^^ 'Approve' waits for an answer up to a year: it has no timeout
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Done" }],
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ every error of 'Approve' ends as a success
      "End": true
    },
    "Done": { "Type": "Succeed" }
  }
}`,
      },
      {
        title: "A definition in a text",
        file: "template.yaml",
        bad: `Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {
          "StartAt": "Pay",
          "States": {
            "Pay": {
            ^^^^^ a failure of 'Pay' ends the execution
              "Type": "Task",
              "Resource": "\${Pay.Arn}",
              "End": true
            }
          }
        }
  Pay:
    Type: AWS::Lambda::Function`,
      },
      {
        title: "A definition that a template takes from another file",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.yaml
//- order.asl.yaml
StartAt: Pay
States:
  Pay:
  ^^^ a failure of 'Pay' ends the execution
    Type: Task
    Resource: arn:aws:states:::dynamodb:putItem
    End: true`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
resources:
  Resources:
    Order:
      Type: AWS::StepFunctions::StateMachine
      Properties:
        Definition:
          StartAt: Pay
          States:
            Pay:
            ^^^ a failure of 'Pay' ends the execution
              Type: Task
              Resource: arn:aws:states:::dynamodb:putItem
              End: true`,
      },
      {
        title: "Handled at each step, or around them; what is not to be known",
        good: `Resources:
  Order:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: Pay
        States:
          Pay:
            Type: Task
            Resource: arn:aws:states:::lambda:invoke
            Retry:
              - ErrorEquals: [States.ALL]
            Catch:
              - ErrorEquals: [States.ALL]
                Next: Lost
            Next: Each
          Each:
            Type: Map
            Catch:
              - ErrorEquals: [States.ALL]
                Next: Lost
            ItemProcessor:
              StartAt: Pack
              States:
                Pack:
                  Type: Task
                  Resource: arn:aws:states:::lambda:invoke
                  End: true
            Next: Which
          Which:
            Type: Choice
            Choices:
              - Variable: $.sent
                BooleanEquals: true
                Next: Ask
            Default: Lost
          Ask:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
            HeartbeatSeconds: 3600
            Retry: !Ref Retries
            End: true
          Lost:
            Type: Fail
  Elsewhere:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Ref Definition`,
      },
    ],
  },
  at: "AWS::StepFunctions::StateMachine",
  *check(_, resource) {
    const machine = stateMachineOf(resource);
    if (!machine) return;
    const { states } = machine;
    const unhandled = states.filter(isUnhandled);
    const [first] = unhandled;
    if (first) yield { at: first.key, data: { resource, fault: "unhandled", states: unhandled } };
    for (const state of states) {
      if (state.type === "Choice" && !value.at(state.written, "Default"))
        yield { at: state.key, data: { resource, fault: "no-default", states: [state] } };
      if (waitsForever(state)) yield { at: state.key, data: { resource, fault: "endless-wait", states: [state] } };
      const hiding = catchersIn(state).find((catcher) => isHiding(catcher, state));
      if (hiding) yield { at: hiding.at, data: { resource, fault: "hidden", states: [state] } };
    }
  },
  message: ({ fault, states }) => {
    const names = listed(states.map(({ name }) => shown(name, 32)));
    if (fault === "unhandled") return `a failure of ${names} ends the execution: nothing retries or catches it`;
    if (fault === "no-default") return `${names} fails where no choice fits: it has no 'Default'`;
    return fault === "hidden"
      ? `every error of ${names} ends as a success: nobody learns of it`
      : `${names} waits for an answer up to a year: it has no timeout`;
  },
  fix: ({ fault, states, resource }, edit) => {
    // JSON within a text of another language is left to its author
    if (fault !== "unhandled" || !states.every(isFunction) || resource.property("DefinitionString")) return undefined;
    const edits = retried(states, edit);
    return edits && { title: "Retry where Lambda itself fails", safety: "safe", edits };
  },
});

/** A step that nothing retries or catches, nor the steps around it. */
function isUnhandled(state: State): boolean {
  if (state.type !== "Task") return false;
  for (let around: State | undefined = state; around; around = around.within)
    if (value.at(around.written, "Retry") || value.at(around.written, "Catch")) return false;
  return true;
}

const limits = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"];

const waitsForever = ({ type, written }: State): boolean =>
  type === "Task" &&
  /\.waitForTaskToken$/.test(value.text(value.at(written, "Resource")) ?? "") &&
  limits.every((limit) => !value.at(written, limit));

const catchersIn = ({ written }: State): readonly Value[] => value.list(value.at(written, "Catch"))?.items ?? [];

/** Whether a catcher of all errors leads straight to a `Succeed`. */
function isHiding(catcher: Value, { flow }: State): boolean {
  const errors = value.items(value.at(catcher, "ErrorEquals")).map((error) => value.text(error));
  const next = value.text(value.at(catcher, "Next"));
  if (!errors.includes("States.ALL") || next === undefined) return false;
  return value.text(value.at(flow, "States", next, "Type")) === "Succeed";
}

/** A step that runs a function: by its ARN, or by the integration for functions. */
function isFunction({ written }: State): boolean {
  const text = patternText(value.at(written, "Resource")) ?? "";
  return /:states:::lambda:invoke$|:lambda:|^\$\{\w+\.Arn\}$/.test(text);
}

function retried(states: readonly State[], edit: Edit) {
  const retry = [{ ErrorEquals: serviceFaults, IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }];
  return together(...states.map(({ at }) => (at.kind === "mapping" ? edit.set(at, ["Retry"], retry) : undefined)));
}
