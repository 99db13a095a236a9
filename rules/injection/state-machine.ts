import {
  type Cure,
  type Edit,
  type Entry,
  type Mapping,
  type Plain,
  type State,
  type StateMachine,
  stateMachineOf,
  templateRule,
  textAt,
  value,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { formatted, joined, type Piece } from "./_asl.ts";
import { bound } from "./_bound-statement.ts";
import { isCompared, isStartingInput } from "./_state-flow.ts";

/** A text of a call that is run by something: SQL, PartiQL, a shell. */
interface Sink {
  readonly path: readonly string[];
  readonly runs: string;
  /** How values travel beside the statement. */
  readonly values?: "partiql" | "rds-data" | "redshift-data";
}

interface Built {
  readonly state: State;
  readonly sink: Sink;
  readonly pieces: readonly Piece[];
  readonly input: string;
  readonly holder: value.Value;
  readonly entry: value.MapEntry | undefined;
  readonly isText: boolean;
}

export default templateRule<Built>({
  meta: {
    id: "injection/state-machine",
    severity: "warning",
    confidence: "medium",
    summary: "A state puts its input into the text of a statement or command",
    why: "`States.Format` and JSONata's `&` put texts together and escape nothing. Where the result is SQL, PartiQL or a shell command, whoever starts the execution writes a part of it: a quote ends the value, and what follows is run with the state machine's role. An API, a rule or a queue in front of the machine hands its callers' text straight on.\n\nThe services take values beside the statement, where they cannot change it: `Parameters` of DynamoDB, the RDS Data API and Redshift Data.",
    duty: "code",
    cwe: [943, 89],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Step Functions: intrinsic functions",
        url: "https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html",
      },
      {
        title: "DynamoDB: ExecuteStatement",
        url: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html",
      },
    ],
    examples: [
      {
        title: "PartiQL that States.Format builds",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Find
        States:
          Find:
            Type: Task
            Resource: arn:aws:states:::aws-sdk:dynamodb:executeStatement
            Parameters:
              Statement.$: States.Format('SELECT * FROM Orders WHERE id=\\'{}\\'', $.id)
              ^^^^^^^^^^^ 'Find' makes '$.id' a part of PartiQL: whoever starts it can rewrite the statement
            End: true`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Find
        States:
          Find:
            Type: Task
            Resource: arn:aws:states:::aws-sdk:dynamodb:executeStatement
            Parameters:
              Statement: SELECT * FROM Orders WHERE id=?
              Parameters:
                - S.$: $.id
            End: true`,
      },
      {
        title: "SQL that JSONata joins, in a file of its own",
        file: "order.asl.json",
        bad: `{
  "QueryLanguage": "JSONata",
  "StartAt": "Wait",
  "States": {
    "Wait": { "Type": "Wait", "Seconds": 5, "Next": "Find" },
    "Find": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:rdsdata:executeStatement",
      "Arguments": {
        "ResourceArn": "arn:aws:rds:eu-central-1:111122223333:cluster:orders",
        "SecretArn": "arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders",
        "Sql": "{% \\"SELECT * FROM orders WHERE name = '\\" & $states.input.name & \\"'\\" %}"
        ^^^^^ 'Find' makes '$states.input.name' a part of SQL: whoever starts it can rewrite the statement
      },
      "End": true
    }
  }
}`,
        fixed: `{
  "QueryLanguage": "JSONata",
  "StartAt": "Wait",
  "States": {
    "Wait": { "Type": "Wait", "Seconds": 5, "Next": "Find" },
    "Find": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:rdsdata:executeStatement",
      "Arguments": {
        "ResourceArn": "arn:aws:rds:eu-central-1:111122223333:cluster:orders",
        "SecretArn": "arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders",
        "Sql": "SELECT * FROM orders WHERE name = :value1",
        "Parameters": [
          {
            "Name": "value1",
            "Value": {
              "StringValue": "{% $states.input.name %}"
            }
          }
        ]
      },
      "End": true
    }
  }
}`,
      },
      {
        title: "A shell command, in a Serverless service",
        file: "serverless.yml",
        bad: `service: build
provider:
  name: aws
resources:
  Resources:
    Build:
      Type: AWS::StepFunctions::StateMachine
      Properties:
        Definition:
          StartAt: Run
          States:
            Run:
              Type: Task
              Resource: arn:aws:states:::aws-sdk:ssm:sendCommand
              Parameters:
                DocumentName: AWS-RunShellScript
                Parameters:
                  commands.$: States.Array(States.Format('build.sh {}', $$.Execution.Input.branch))
                  ^^^^^^^^^^ 'Run' makes '$$.Execution.Input.branch' a part of a shell command: whoever starts it can run others
              End: true`,
      },
      {
        title: "Values beside the statement; what is no text of the caller; what was looked at; other fields",
        file: "find.asl.json",
        good: `{
  "StartAt": "Known",
  "States": {
    "Known": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.table", "StringEquals": "orders", "Next": "Find" }],
      "Default": "Other"
    },
    "Find": {
      "Type": "Task",
      "Resource": "arn:aws:states:::athena:startQueryExecution.sync",
      "Parameters": { "QueryString.$": "States.Format('SELECT * FROM {}', $.table)", "WorkGroup": "primary" },
      "End": true
    },
    "Other": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:dynamodb:executeStatement",
      "Parameters": {
        "Statement.$": "States.Format('SELECT * FROM Orders WHERE run=\\\\'{}\\\\' AND part={}', $$.Execution.Name, States.ArrayLength($.parts))",
        "NextToken.$": "States.Format('{}', $.token)"
      },
      "Next": "Bound"
    },
    "Bound": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:dynamodb:executeStatement",
      "Parameters": { "Statement": "SELECT * FROM Orders WHERE id=?", "Parameters": [{ "S.$": "$.id" }] },
      "End": true
    }
  }
}`,
      },
    ],
  },
  at: "AWS::StepFunctions::StateMachine",
  *check(_property, resource) {
    const machine = stateMachineOf(resource);
    for (const state of machine?.states ?? []) if (machine && state.type === "Task") yield* matchesIn(state, machine);
  },
  message: ({ state, sink, input }) => {
    const harm = sink.runs === "a shell command" ? "run others" : "rewrite the statement";
    return `'${shown(state.name, 20)}' makes '${shown(input, 35)}' a part of ${sink.runs}: whoever starts it can ${harm}`;
  },
  fix: passValues,
});

const statement = (path: string, runs: string, values?: Sink["values"]): Sink => ({
  path: path.split("."),
  runs,
  values,
});

/** By service and action. Field names as the AWS SDK integrations and the optimised ones have them. */
const sinks: ReadonlyMap<string, readonly Sink[]> = new Map([
  ["dynamodb:executeStatement", [statement("Statement", "PartiQL", "partiql")]],
  ["dynamodb:batchExecuteStatement", [statement("Statements.[].Statement", "PartiQL", "partiql")]],
  ["dynamodb:executeTransaction", [statement("TransactStatements.[].Statement", "PartiQL", "partiql")]],
  ["rdsdata:executeStatement", [statement("Sql", "SQL", "rds-data")]],
  ["rdsdata:batchExecuteStatement", [statement("Sql", "SQL")]],
  ["redshiftdata:executeStatement", [statement("Sql", "SQL", "redshift-data")]],
  ["redshiftdata:batchExecuteStatement", [statement("Sqls.[]", "SQL")]],
  ["athena:startQueryExecution", [statement("QueryString", "SQL")]],
  ["timestreamquery:query", [statement("QueryString", "SQL")]],
  ["cloudwatchlogs:startQuery", [statement("QueryString", "a query of logs")]],
  ["ssm:sendCommand", [statement("Parameters.commands.[]", "a shell command")]],
]);

function* matchesIn(state: State, machine: StateMachine) {
  const called = /:states:::(?:aws-sdk:)?(\w+:\w+)/.exec(value.text(value.at(state.written, "Resource")) ?? "")?.[1];
  const isText = machine.resource.property("DefinitionString") !== undefined;
  for (const root of ["Parameters", "Arguments"]) {
    const holder = value.at(state.written, root);
    for (const sink of (holder && sinks.get(called ?? "")) ?? [])
      for (const found of holder ? textsAt(holder, sink.path) : []) {
        const input = found.pieces.find((piece) => piece.kind === "input");
        if (input?.kind !== "input" || isCompared(input.path, machine)) continue;
        const confidence = isStartingInput(input.path, state, machine) ? "medium" : "low";
        const at = found.entry?.key ?? found.at;
        yield { at, confidence, data: { state, sink, input: input.path, isText, ...found } } as const;
      }
  }
}

interface Found extends Pick<Built, "pieces" | "holder" | "entry"> {
  readonly at: value.Value["at"];
}

/** The texts at a path, however the state makes them: `Statement.$`, or an expression of JSONata. */
function* textsAt(holder: value.Value, [key, ...rest]: readonly string[]): Generator<Found> {
  if (key === undefined) return;
  if (key === "[]") {
    for (const item of value.items(holder)) {
      if (rest.length > 0) yield* textsAt(item, rest);
      else yield* found(joined(value.text(item) ?? ""), holder, undefined, item.at);
    }
    return;
  }
  for (const entry of value.map(holder)?.entries ?? []) {
    const text = value.text(entry.value) ?? "";
    if (entry.key.value === `${key}.$`) yield* found(formattedIn(text, rest), holder, entry, entry.node);
    else if (entry.key.value !== key) continue;
    else if (rest.length > 0) yield* textsAt(entry.value, rest);
    else yield* found(joined(text), holder, entry, entry.node);
  }
}

function* found(
  pieces: readonly Piece[] | undefined,
  holder: value.Value,
  entry: value.MapEntry | undefined,
  at: value.Value["at"],
): Generator<Found> {
  if (pieces?.some(({ kind }) => kind === "text")) yield { pieces, holder, entry, at };
}

/** `States.Array(States.Format(…))` is a list of one. */
function formattedIn(text: string, rest: readonly string[]): readonly Piece[] | undefined {
  if (rest.length === 0) return formatted(text);
  const inner = rest.join() === "[]" ? /^\s*States\.Array\(([\s\S]*)\)\s*$/.exec(text)?.[1] : undefined;
  return inner === undefined ? undefined : formatted(inner);
}

/** A statement whose values all stand in quotes, or where a number may stand, gets them beside it. */
function passValues({ sink, pieces, holder, entry, isText }: Built, edit: Edit): Cure | undefined {
  const mapping = holder.at.kind === "mapping" ? holder.at : undefined;
  if (!mapping || !entry || !sink.values || isText || value.at(holder, "Parameters")) return undefined;
  const changed = bound(pieces, sink.values);
  const written = changed && ownEntry(mapping, String(entry.key.value));
  if (!written) return undefined;
  const values = edit.set(mapping, ["Parameters"], changed.values as Plain);
  const renamed = edit.text(written.key, textAt(written.key).replace(/\.\$(?=["']?$)/, ""));
  const text = edit.replace(written.value, changed.statement);
  if (!values || !text) return undefined;
  return { title: "Pass the values as parameters", safety: "unsafe", edits: [...renamed, ...text, ...values] };
}

const ownEntry = (mapping: Mapping, name: string): Entry | undefined =>
  mapping.entries.find(({ key }) => key.value === name);
