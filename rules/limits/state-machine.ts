import {
  type Resource,
  type State,
  type StateMachine,
  stateMachineOf,
  templateRule,
  value,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

type Kind = "whole" | "map" | "callback";

interface Unbounded {
  readonly machine: StateMachine;
  readonly kind: Kind;
  readonly state?: State;
}

export default templateRule<Unbounded>({
  meta: {
    id: "limits/state-machine",
    severity: "info",
    confidence: "high",
    summary: "A state machine that may run, wait or fan out without a bound",
    why: "A standard execution may run for a year. One that waits for an answer that never comes does so, unseen, and whoever waits for it waits too. A `Map` without a bound of its own starts as many parts at once as there are items, thousands in distributed mode, and what it calls has to bear it. A task that waits for a token needs a heartbeat, or nothing notices that the other side is gone.",
    duty: "configuration",
    cwe: [770, 400],
    controls: ["SAS-8"],
    references: [
      {
        title: "Step Functions: timeouts, to avoid executions that are stuck",
        url: "https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html",
      },
      {
        title: "Step Functions: the Map state",
        url: "https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html",
      },
    ],
    examples: [
      {
        title: "A machine without a timeout",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
  ^^^^^ 'Order' has no timeout: an execution that is stuck goes on for up to a year
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Pay
        States:
          Pay:
            Type: Task
            Resource: !GetAtt Pay.Arn
            End: true`,
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
            Resource: !GetAtt Pay.Arn
            End: true
        TimeoutSeconds: 3600`,
      },
      {
        title: "A definition in a file of its own, with a distributed map",
        file: "order.asl.json",
        bad: `{
  "StartAt": "Items",
  "TimeoutSeconds": 600,
  "States": {
    "Items": {
    ^^^^^^^ 'Items' starts up to 10,000 parts at once: what they call has to bear it
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
        "StartAt": "Pick",
        "States": { "Pick": { "Type": "Pass", "End": true } }
      },
      "End": true
    }
  }
}`,
        fixed: `{
  "StartAt": "Items",
  "TimeoutSeconds": 600,
  "States": {
    "Items": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
        "StartAt": "Pick",
        "States": { "Pick": { "Type": "Pass", "End": true } }
      },
      "End": true,
      "MaxConcurrency": 10
    }
  }
}`,
      },
      {
        title: "A task that waits for an answer, in a Serverless service",
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
          StartAt: Approve
          TimeoutSeconds: 86400
          States:
            Approve:
            ^^^^^^^ 'Approve' waits for a token without a heartbeat: nothing notices if the other side is gone
              Type: Task
              Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
              End: true`,
        fixed: `service: orders
provider:
  name: aws
resources:
  Resources:
    Order:
      Type: AWS::StepFunctions::StateMachine
      Properties:
        Definition:
          StartAt: Approve
          TimeoutSeconds: 86400
          States:
            Approve:
              Type: Task
              Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
              End: true
              HeartbeatSeconds: 3600`,
      },
      {
        title: "Bounded in each way; an express machine, which ends after five minutes; a map of few items",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Approve
        TimeoutSeconds: 600
        States:
          Approve:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
            HeartbeatSecondsPath: $.patience
            Next: Items
          Items:
            Type: Map
            MaxConcurrency: 5
            ItemProcessor:
              ProcessorConfig:
                Mode: DISTRIBUTED
                ExecutionType: EXPRESS
              StartAt: Pick
              States:
                Pick:
                  Type: Pass
                  End: true
            Next: Pages
          Pages:
            Type: Map
            ItemProcessor:
              StartAt: Show
              States:
                Show:
                  Type: Pass
                  End: true
            End: true
  Quick:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        StartAt: Pick
        States:
          Pick:
            Type: Pass
            End: true
  Elsewhere:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: s3://definitions/order.json`,
      },
    ],
  },
  at: "AWS::StepFunctions::StateMachine",
  *check(_property, resource) {
    const machine = stateMachineOf(resource);
    if (!machine) return;
    if (isStandard(resource) && machine.states.some(mayWait) && !value.at(machine.definition, "TimeoutSeconds"))
      yield { at: resource.key, data: { machine, kind: "whole" } };
    for (const state of machine.states) {
      const kind = kindOf(state);
      if (kind) yield { at: state.key, data: { machine, kind, state } };
    }
  },
  message: ({ machine, kind, state }) => {
    const name = shown(state?.name ?? "", 55);
    if (kind === "map") return `'${name}' starts up to 10,000 parts at once: what they call has to bear it`;
    if (kind === "callback")
      return `'${name}' waits for a token without a heartbeat: nothing notices if the other side is gone`;
    return `'${shown(machine.resource.name, 55)}' has no timeout: an execution that is stuck goes on for up to a year`;
  },
  fix: ({ machine, kind, state }, edit) => {
    const holder = (state?.written ?? machine.definition).at;
    const [key, most] = cures[kind];
    const isText = machine.resource.property("DefinitionString") !== undefined;
    const edits = holder.kind === "mapping" && !isText ? edit.set(holder, [key], most) : undefined;
    return edits && { title: `Set '${key}' to ${most}`, safety: "unsafe", edits };
  },
});

const cures: Readonly<Record<Kind, readonly [key: string, most: number]>> = {
  whole: ["TimeoutSeconds", 3600],
  map: ["MaxConcurrency", 10],
  callback: ["HeartbeatSeconds", 3600],
};

/** Express executions end after five minutes. */
function isStandard(resource: Resource): boolean {
  const type = resource.property("StateMachineType");
  return !type || value.text(type.value) === "STANDARD";
}

/** Whether a state can take long: the others are through at once. */
const mayWait = ({ type }: State): boolean => type === "Task" || type === "Wait" || type === "Map";

const isSet = (written: State["written"], name: string): boolean =>
  value.at(written, name) !== undefined || value.at(written, `${name}Path`) !== undefined;

function kindOf({ type, written }: State): Kind | undefined {
  if (type === "Map") {
    const mode = value.at(written, "ItemProcessor", "ProcessorConfig", "Mode");
    return value.text(mode) === "DISTRIBUTED" && !isSet(written, "MaxConcurrency") ? "map" : undefined;
  }
  const waits = type === "Task" && /\.waitForTaskToken$/.test(value.text(value.at(written, "Resource")) ?? "");
  return waits && !isSet(written, "HeartbeatSeconds") && !isSet(written, "TimeoutSeconds") ? "callback" : undefined;
}
