import { type Resource, referredTo, type Value, value } from "../../engine/authoring.ts";
import { mostFifoRecords } from "../facts/limits.ts";
import { patternText } from "../shared/pattern-text.ts";
import { cured, nameOf, type Refused } from "./_refused.ts";

const windowPath = "MaximumBatchingWindowInSeconds";

/** What cannot stand together in a mapping: a batch from a FIFO queue has few records and does not wait; a larger one from another queue has to. */
export function* batchRefused(mapping: Resource): Iterable<Refused> {
  const source = mapping.property("EventSourceArn")?.value;
  const fifo = source && isFifo(source, mapping);
  const batch = mapping.property("BatchSize")?.value;
  const window = mapping.property(windowPath)?.value;
  if (fifo && window) yield* windowRefused(mapping, window);
  const records = value.number(batch) ?? 0;
  if (!batch || records <= mostFifoRecords) return;
  const claim = `${nameOf(mapping)} has a batch size of ${records}`;
  if (fifo) {
    yield {
      at: batch.at,
      message: `${claim}: a batch from a FIFO queue has ${mostFifoRecords} records at most`,
      cure: (edit) => cured(`Make it ${mostFifoRecords} records`, edit.replace(batch.at, mostFifoRecords)),
    };
  } else if (isQueue(mapping, fifo) && (!window || value.number(window) === 0)) {
    yield {
      at: batch.at,
      message: `${claim} without a batching window: above ${mostFifoRecords} it needs one`,
      cure: (edit) =>
        fifo === undefined ? undefined : cured("Wait a second for a batch", edit.setProperty(mapping, windowPath, 1)),
    };
  }
}

function* windowRefused(mapping: Resource, window: Value): Iterable<Refused> {
  const seconds = value.number(window) ?? 0;
  if (seconds <= 0) return;
  yield {
    at: window.at,
    message: `${nameOf(mapping)} has a batching window of ${seconds} seconds: a FIFO queue can have none`,
    cure: (edit) => cured("Do not wait", edit.replace(window.at, 0)),
  };
}

/** Whether the source is a queue, of either kind: the event says so, or its ARN. */
const isQueue = ({ writtenAs, entry }: Resource, fifo: boolean | undefined): boolean => {
  if (fifo !== undefined || writtenAs === "events.sqs") return true;
  const type = entry.value.kind === "mapping" ? entry.value.entries.find(({ key }) => key.value === "Type") : undefined;
  return type?.value.kind === "scalar" && type.value.value === "SQS";
};

/** Whether a queue is a FIFO queue. Undefined: it is no queue as far as is known, or which of both is not. */
function isFifo(queue: Value, { template }: Resource): boolean | undefined {
  const resource = referredTo(queue, template);
  if (resource) {
    if (resource.type !== "AWS::SQS::Queue") return undefined;
    const fifo = resource.property("FifoQueue");
    return fifo ? value.boolean(fifo.value) : false;
  }
  const arn = patternText(queue);
  return arn && /:sqs:/.test(arn) && !arn.endsWith("}") ? arn.endsWith(".fifo") : undefined;
}
