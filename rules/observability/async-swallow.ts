import {
  type Code,
  type CodeContext,
  type CodeNode,
  childrenOf,
  codeRule,
  type HandlerEntry,
  nodesOf,
  textAt,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

type Try = Extract<Code.Statement, { kind: "try" }>;

interface Swallowed {
  readonly statement: Try;
  readonly entry: HandlerEntry;
  readonly source: Source;
}

interface Source {
  readonly called: string;
  readonly lost: string;
}

const again = "the message counts as done";

/** Who calls without waiting for an answer, and what a caught error means to it. */
const sources: Readonly<Record<string, Source>> = {
  sqs: { called: "a queue", lost: again },
  sns: { called: "a topic", lost: "the message counts as delivered" },
  s3: { called: "a bucket", lost: "the event counts as handled" },
  kinesis: { called: "a stream", lost: "the records count as done" },
  dynamodb: { called: "a table's stream", lost: "the records count as done" },
  kafka: { called: "a topic", lost: "the records count as done" },
  mq: { called: "a broker", lost: again },
  eventbridge: { called: "EventBridge", lost: "the event counts as handled" },
  "aws-event": { called: "EventBridge", lost: "the event counts as handled" },
  schedule: { called: "a schedule", lost: "the run counts as a success" },
};

export default codeRule<Swallowed>({
  meta: {
    id: "observability/async-swallow",
    severity: "warning",
    confidence: "medium",
    summary: "A handler of messages that catches its errors and ends as if all went well",
    why: "Nobody reads the answer of a function that a queue, a stream, a topic or a schedule calls: only whether it threw. A handler that catches an error, logs it and returns tells the source that the message is done. It is deleted, never tried again, and the dead-letter queue or the failure destination that was set up for that moment stays empty. Let the error go on after it is logged, or answer which records failed.",
    duty: "code",
    cwe: [391],
    controls: ["SAS-9", "SAS-10"],
    references: [
      {
        title: "Lambda: error handling for an SQS event source",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
      },
      {
        title: "Lambda: how asynchronous invocation handles errors and retries",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html",
      },
    ],
    examples: [
      {
        title: "Behind a queue, by the template",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: src/ship.handler
    events:
      - sqs: arn:aws:sqs:eu-west-1:111122223333:orders
//- src/ship.js
exports.handler = async (event) => {
  for (const record of event.Records) {
    try {
      await ship(JSON.parse(record.body));
    } catch (error) {
      ^^^^^ 'handler' ends well after an error that it catches: to a queue the message counts as done
      console.error("not shipped", error);
    }
  }
};`,
        fixed: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: src/ship.handler
    events:
      - sqs: arn:aws:sqs:eu-west-1:111122223333:orders
//- src/ship.js
exports.handler = async (event) => {
  for (const record of event.Records) {
    try {
      await ship(JSON.parse(record.body));
    } catch (error) {
      console.error("not shipped", error);
      throw error;
    }
  }
};`,
      },
      {
        title: "An answer like that of an API, from a function that a topic calls",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Notify:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: notify.handler
      Runtime: nodejs22.x
      Events:
        News:
          Type: SNS
          Properties:
            Topic: !Ref News
  News:
    Type: AWS::SNS::Topic
//- src/notify.ts
import { log } from "./log";
export const handler = async (event) => {
  try {
    await send(event.Records[0].Sns.Message);
    return { statusCode: 200 };
  } catch (error) {
    ^^^^^ 'handler' ends well after an error that it catches: to a topic the message counts as delivered
    log.error("not sent", { error });
    return { statusCode: 500 };
  }
};
//- src/log.ts
export const log = console;`,
        file: "template.yaml",
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Notify:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: notify.handler
      Runtime: nodejs22.x
      Events:
        News:
          Type: SNS
          Properties:
            Topic: !Ref News
  News:
    Type: AWS::SNS::Topic
//- src/notify.ts
import { log } from "./log";
export const handler = async (event) => {
  try {
    await send(event.Records[0].Sns.Message);
    return { statusCode: 200 };
  } catch (error) {
    log.error("not sent", { error });
    throw error;
  }
};
//- src/log.ts
export const log = console;`,
      },
      {
        title: "Known by its type; the error has no name",
        file: "handler.ts",
        bad: `import type { SQSEvent } from "aws-lambda";
export const handler = async (event: SQSEvent): Promise<void> => {
  try {
    await ship(event.Records);
  } catch {
    ^^^^^ to a queue the message counts as done
    console.error("not shipped");
  }
};`,
        fixed: `import type { SQSEvent } from "aws-lambda";
export const handler = async (event: SQSEvent): Promise<void> => {
  try {
    await ship(event.Records);
  } catch (error) {
    console.error("not shipped");
    throw error;
  }
};`,
      },
      {
        title:
          "The error goes on; the failures are told; something else is done; a part that may fail; an API that wants an answer",
        file: "handler.ts",
        good: `import type { SQSEvent, APIGatewayProxyEvent } from "aws-lambda";
export const rethrown = async (event: SQSEvent) => {
  try {
    await ship(event.Records);
  } catch (error) {
    console.error(error);
    if (error.name !== "AlreadyShipped") throw error;
  }
};
export const told = async (event: SQSEvent) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await ship(record);
    } catch (error) {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};
export const kept = async (event: SQSEvent) => {
  try {
    await ship(event.Records);
  } catch (error) {
    console.error(error);
    await putAside(event.Records, error);
  }
};
export const answered = async (event: APIGatewayProxyEvent) => {
  try {
    return await list(event.path);
  } catch (error) {
    console.error(error);
    return { statusCode: 500, body: "" };
  }
};
export const partly = async (event: SQSEvent) => {
  await ship(event.Records);
  try {
    await cache.set("shipped", Date.now());
  } catch (error) {
    console.warn(error);
  }
};`,
      },
    ],
  },
  on: ["try"],
  *check(node, code) {
    if (node.kind !== "try" || !node.handler || !node.handlerAt) return;
    const entry = code.handlerOf(node);
    const source = entry && isOwn(node, entry, code) ? sourceOf(entry) : undefined;
    if (!entry || !source || !isWork(node, code) || !node.handler.every((one) => isOnlyTold(one, code))) return;
    yield { at: wordAt(node), data: { statement: node, entry, source } };
  },
  message: ({ entry, source: { called, lost } }) =>
    `'${shown(entry.exported, 30)}' ends well after an error that it catches: to ${called} ${lost}`,
  fix: ({ statement }, edit) => {
    const { parameter, handler = [], handlerAt } = statement;
    if (!handlerAt || (parameter && parameter.kind !== "name")) return undefined;
    const name = parameter?.kind === "name" ? parameter.name : "error";
    const last = handler.at(-1);
    const bound = parameter ? [] : edit.text({ ...handlerAt, end: handlerAt.start }, `(${name}) `);
    const thrown =
      last?.kind === "return"
        ? edit.text(last, `throw ${name};`)
        : edit.text({ ...handlerAt, start: handlerAt.end - 1, end: handlerAt.end - 1 }, thrownText(statement, name));
    return { title: "Let the error go on", safety: "unsafe", edits: [...bound, ...thrown] };
  },
});

/** All that may call it are such sources. */
function sourceOf({ triggers }: HandlerEntry): Source | undefined {
  const known = triggers.map((kind) => sources[kind]);
  return known.every((one) => one !== undefined) ? known[0] : undefined;
}

/** Whether it is the handler itself that catches, or a function that it calls for each record: what others catch may be a part of the work. */
function isOwn(node: Try, entry: HandlerEntry, code: CodeContext): boolean {
  const around = code.parents(node).filter(({ kind }) => kind === "function");
  const at = around.indexOf(entry.fn);
  const inner = at < 0 ? [] : around.slice(at + 1);
  return at >= 0 && inner.every((fn) => isEach(fn as Code.FunctionExpression, code));
}

/** A function that is given to `map` or `forEach`. */
const isEach = (fn: Code.FunctionExpression, code: CodeContext): boolean => {
  const call = code.parents(fn).at(-1);
  return call?.kind === "call" && /\.(?:map|forEach)$/.test(textAt(call.callee));
};

/** Whether all that its function waits for stands in it: of what stands beside, the one that is caught may be the part that may fail. */
function isWork(node: Try, code: CodeContext): boolean {
  const fn = code.enclosing(node);
  const awaits = fn ? ownNodes(fn).filter(({ kind }) => kind === "await") : [];
  const isIn = (one: CodeNode, from: number, to: number) => from <= one.start && one.end <= to;
  const until = node.handlerAt?.start ?? node.end;
  return awaits.some((one) => isIn(one, node.start, until)) && awaits.every((one) => isIn(one, node.start, node.end));
}

/** The nodes of a function that are not those of functions in it. */
function ownNodes(fn: Code.FunctionExpression): readonly CodeNode[] {
  const found: CodeNode[] = [];
  const open: CodeNode[] = [...fn.body];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    if (node.kind !== "function") open.push(...childrenOf(node));
  }
  return found;
}

const telling =
  /^(?:console|log|logger|\w*[lL]og(?:ger)?|winston|pino|metrics?|tracer|Sentry|captureException|(?:this\.)?logger)(?:\.\w+)*$/;

/** Whether a statement of a catch clause does no more than to tell of the error, or to end. */
function isOnlyTold(statement: Code.Statement, code: CodeContext): boolean {
  switch (statement.kind) {
    case "expression":
      return isTelling(statement.value);
    case "return":
      return statement.value === undefined || isPlain(statement.value, code);
    case "jump":
      return statement.word === "continue";
    case "if":
      return [...statement.whenTrue, ...statement.whenFalse].every((one) => isOnlyTold(one, code));
    case "block":
      return statement.body.every((one) => isOnlyTold(one, code));
    case "variable":
      return statement.initial !== undefined && !nodesOf(statement.initial).some(({ kind }) => kind === "await");
    default:
      return false;
  }
}

function isTelling(e: Code.Expression): boolean {
  if (e.kind === "await") return isTelling(e.value);
  return e.kind === "call" && telling.test(textAt(e.callee));
}

/** An answer that is written there: what a function of the code's own gives may well name what failed. */
const isPlain = (e: Code.Expression, code: CodeContext): boolean =>
  e.kind === "literal" ||
  (e.kind === "name" && e.name === "undefined") ||
  (e.kind === "object" && !/batchItemFailures/.test(textAt(e)) && code.object(e) !== undefined) ||
  (e.kind === "unary" && e.operator === "void");

/** The word `catch`. */
function wordAt({ handlerAt, body, start, end, block }: Try) {
  const from = (body.at(-1)?.end ?? start) - start;
  const text = textAt({ block, start, end });
  const at = text.slice(0, (handlerAt?.start ?? end) - start).lastIndexOf("catch");
  const first = start + Math.max(at, from);
  return { block, start: first, end: first + "catch".length };
}

/** The statement on a line of its own, where the others stand. */
function thrownText({ handler = [], handlerAt, block }: Try, name: string): string {
  const [first] = handler;
  const close = handlerAt ? handlerAt.end - 1 : 0;
  const line = block.text.slice(0, close);
  const indent = /[ \t]*$/.exec(line)?.[0] ?? "";
  const isOnOwnLine = /\n[ \t]*$/.test(line);
  if (!first || !isOnOwnLine) return ` throw ${name}; `;
  const before = /(?:^|\n)([ \t]*)$/.exec(block.text.slice(0, first.start))?.[1] ?? `${indent}  `;
  return `${before.slice(indent.length)}throw ${name};\n${indent}`;
}
