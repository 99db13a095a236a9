import {
  type Answer,
  type Cure,
  type Edit,
  followed,
  type HandlerCode,
  type Match,
  projectRule,
  type Site,
  value,
} from "../../engine/authoring.ts";
import { plainOf } from "../shared/plain.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { type Feed, feedsOf, sourceResource } from "./_feed.ts";
import { answeringWhichFailed, recordLoop } from "./_record-loop.ts";

interface Unheard {
  readonly kind: "unheard" | "unsaid" | "whole";
  readonly feed: Feed;
  readonly code: HandlerCode;
}

const wanted = "ReportBatchItemFailures";

export default projectRule<Unheard>({
  meta: {
    id: "events/partial-batch",
    severity: "error",
    confidence: "high",
    summary: "A handler that names the records that failed to a source that does not listen, or the reverse",
    why: "A handler of a queue or stream can answer which records of a batch failed, in 'batchItemFailures', so that only those come again. Lambda reads that answer only if the event source mapping says 'ReportBatchItemFailures'. If it does not, the batch counts as done: the records that failed are deleted, and no dead-letter queue ever sees them. The other way round, a mapping that asks a handler that never answers: what the handler catches is lost, and what it throws brings the whole batch again.",
    duty: "code",
    cwe: [755, 391],
    controls: ["SAS-9"],
    references: [
      {
        title: "Lambda: error handling for an SQS event source",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
      },
      {
        title: "Serverless Framework: SQS events",
        url: "https://www.serverless.com/framework/docs/providers/aws/events/sqs",
      },
    ],
    examples: [
      {
        title: "Failures are told, and nobody asked",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: ship.handler
      Runtime: nodejs22.x
      Events:
        Orders:
        ^^^^^^ 'Ship' names the records that failed, but nothing reads it: they are lost
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
  Orders:
    Type: AWS::SQS::Queue
//- src/ship.mjs
export const handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await ship(JSON.parse(record.body));
    } catch (error) {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: ship.handler
      Runtime: nodejs22.x
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            FunctionResponseTypes:
              - ReportBatchItemFailures
  Orders:
    Type: AWS::SQS::Queue
//- src/ship.mjs
export const handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await ship(JSON.parse(record.body));
    } catch (error) {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};`,
      },
      {
        title: "By Powertools, from a stream of a Serverless service",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: src/ship.handler
    events:
      - stream:
        ^^^^^^ 'ship' names the records that failed, but nothing reads it: they are lost
          type: kinesis
          arn: arn:aws:kinesis:eu-west-1:111122223333:stream/orders
//- src/ship.js
const { BatchProcessor, EventType, processPartialResponse } = require("@aws-lambda-powertools/batch");
const processor = new BatchProcessor(EventType.KinesisDataStreams);
exports.handler = async (event, context) => processPartialResponse(event, ship, processor, { context });`,
        fixed: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: src/ship.handler
    events:
      - stream:
          type: kinesis
          arn: arn:aws:kinesis:eu-west-1:111122223333:stream/orders
          functionResponseType: ReportBatchItemFailures
//- src/ship.js
const { BatchProcessor, EventType, processPartialResponse } = require("@aws-lambda-powertools/batch");
const processor = new BatchProcessor(EventType.KinesisDataStreams);
exports.handler = async (event, context) => processPartialResponse(event, ship, processor, { context });`,
      },
      {
        title: "Asked, and never told",
        file: "template.json",
        bad: `{
  "Resources": {
    "Ship": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Code": "./src", "Handler": "ship.handler", "Runtime": "nodejs22.x" }
    },
    "Feed": {
      "Type": "AWS::Lambda::EventSourceMapping",
      "Properties": {
        "FunctionName": { "Ref": "Ship" },
        "EventSourceArn": "arn:aws:sqs:eu-west-1:111122223333:orders",
        "FunctionResponseTypes": ["ReportBatchItemFailures"]
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Ship' is asked which records failed, but never says
      }
    }
  }
}
//- src/ship.mjs
export const handler = async (event) => {
  for (const record of event.Records) await ship(JSON.parse(record.body)).catch(console.error);
};`,
      },
      {
        title: "One that fails ends the loop",
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
  ^^^ one record that fails brings the whole batch again
    const order = JSON.parse(record.body);
    await ship(order);
  }
};`,
        fixed: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: src/ship.handler
    events:
      - sqs:
          arn: arn:aws:sqs:eu-west-1:111122223333:orders
          functionResponseType: ReportBatchItemFailures
//- src/ship.js
exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      const order = JSON.parse(record.body);
      await ship(order);
    } catch (error) {
      console.error(error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};`,
      },
      {
        title: "Asked and told; neither; what is answered is not known",
        file: "serverless.yml",
        good: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: src/ship.handler
    events:
      - sqs:
          arn: arn:aws:sqs:eu-west-1:111122223333:orders
          functionResponseType: ReportBatchItemFailures
  plain:
    handler: src/plain.handler
    events:
      - sqs:
          arn: arn:aws:sqs:eu-west-1:111122223333:plain
          batchSize: 1
  other:
    handler: src/other.handler
    events:
      - sqs:
          arn: arn:aws:sqs:eu-west-1:111122223333:other
          functionResponseType: ReportBatchItemFailures
//- src/ship.js
exports.handler = async (event) => {
  const results = await Promise.allSettled(event.Records.map(ship));
  const failed = event.Records.filter((_, index) => results[index].status === "rejected");
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
//- src/plain.js
exports.handler = async (event) => {
  for (const record of event.Records) await ship(record);
};
//- src/other.js
const { shipAll } = require("@orders/batches");
exports.handler = async (event) => shipAll(event);`,
      },
    ],
  },
  *check({ resource, template }, _usage, { code }) {
    const told = code && toldBy(code);
    if (!code || !told) return;
    for (const feed of feedsOf(resource, ["sqs", "kinesis", "dynamodb"])) {
      if (value.text(value.at(template.resolve(feed.trigger.at), "Type")) === "AWS::Lambda::Permission") continue;
      yield* unheard(feed, told, code);
    }
  },
  message({ kind, feed: { function: fn } }) {
    const name = `'${shown(fn.name, 40)}'`;
    if (kind === "unheard") return `${name} names the records that failed, but nothing reads it: they are lost`;
    if (kind === "unsaid") return `${name} is asked which records failed, but never says: what it catches is lost`;
    return `one record that fails brings the whole batch again: ${name} does the work on the others twice`;
  },
  fix({ kind, feed, code }, edit) {
    const cure = kind === "unsaid" ? undefined : asked(feed, edit);
    if (kind !== "whole" || !cure) return cure;
    const loop = recordLoop(code);
    const edits = together(cure.edits, loop && answeringWhichFailed(code, loop, edit));
    return edits && { ...cure, safety: "unsafe", edits };
  },
});

function* unheard(feed: Feed, told: Told, code: HandlerCode): Iterable<Match<Unheard>> {
  const { entry } = code;
  const types = feed.get("FunctionResponseTypes");
  const isAsked = asks(types);
  if (isAsked === undefined) return;
  if (told.kind === "told" && !isAsked) {
    const trace = [{ at: told.by.at, message: "here the handler answers which records failed" }];
    yield { at: feed.trigger.key, data: { kind: "unheard", feed, code }, trace };
  } else if (told.kind === "nothing" && isAsked && types) {
    const trace = [{ at: entry.at, message: "the handler never answers 'batchItemFailures'" }];
    yield { at: types.at, data: { kind: "unsaid", feed, code }, trace, severity: "warning" };
  } else if (told.kind === "nothing" && !isAsked && mayBeMany(feed)) {
    const loop = recordLoop(code);
    const trace = [{ at: feed.trigger.key, message: "the queue sends several records at once" }];
    if (loop) yield { at: wordOf(loop), data: { kind: "whole", feed, code }, trace, severity: "info" };
  }
}

/** A queue sends up to ten records at once unless it is told otherwise. Of one that keeps an order, what follows a failure must fail too. */
function mayBeMany(feed: Feed): boolean {
  const size = feed.get("BatchSize");
  const isOrdered =
    sourceResource(feed)?.property("FifoQueue") !== undefined || /\.fifo$/.test(value.text(feed.source) ?? "");
  return feed.trigger.kind === "sqs" && !isOrdered && (size === undefined || (value.number(size) ?? 1) > 1);
}

const wordOf = (loop: Site): Site => ({ ...loop, end: loop.start + "for".length });

/** Undefined: it cannot be told. */
function asks(types: value.Value | undefined): boolean | undefined {
  const items = value.items(types).map((item) => value.primitive(item));
  if (items.includes(wanted)) return true;
  return items.every((item) => item !== undefined) ? false : undefined;
}

type Told = { readonly kind: "told"; readonly by: Answer } | { readonly kind: "nothing" };

/** Whether a handler's answers name the records that failed. Undefined: it cannot be told. */
function toldBy(code: HandlerCode): Told | undefined {
  const by = code.answers.find(
    ({ keys, api }) =>
      keys?.has("batchItemFailures") || /^@aws-lambda-powertools\/batch\.process\w+\(\)$/.test(api ?? ""),
  );
  if (by) return { kind: "told", by };
  if (code.environment.says("batchItemFailures") || [...code.packages].some((one) => /batch/i.test(one)))
    return undefined;
  const isKnown = code.answers.every(({ isSimple, keys, isOpen }) => isSimple || (keys !== undefined && !isOpen));
  return isKnown && code.wrappers.every((one) => one.startsWith("@middy/core")) ? { kind: "nothing" } : undefined;
}

function asked(feed: Feed, edit: Edit): Cure | undefined {
  const isService = feed.style === "serverless";
  const at = followed(feed.trigger.at);
  const arn = isService && at?.kind !== "mapping" ? plainOf(feed.source) : undefined;
  const edits =
    arn === undefined
      ? feed.set({ FunctionResponseTypes: isService ? wanted : [wanted] }, edit)
      : edit.replace(feed.trigger.at, { arn, functionResponseType: wanted });
  return edits && { title: "Have only the records that failed come again", safety: "safe", edits };
}
