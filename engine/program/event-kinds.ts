import type { SourceModel } from "../flow/models.ts";
import type { TriggerKind } from "../template/model.ts";

/** The events that whole words of an annotation name: `Handler<SQSEvent>`. */
export function kindsByType(annotation: string, sources: readonly SourceModel[]): readonly TriggerKind[] {
  const words = new Set(annotation.match(/\w+/g));
  return sources.filter((source) => source.types.some((type) => words.has(type))).map((source) => source.trigger);
}

/** The event whose own paths the code reads, the one with most of them. */
export function kindsByShape(reads: ReadonlySet<string>, sources: readonly SourceModel[]): readonly TriggerKind[] {
  const paths = [...reads];
  let best: { readonly trigger: TriggerKind; readonly score: number } | undefined;
  for (const source of sources) {
    const score = source.shape.filter((shape) =>
      paths.some((path) => path === shape || path.startsWith(`${shape}.`)),
    ).length;
    if (score > (best?.score ?? 0)) best = { trigger: source.trigger, score };
  }
  return best ? [best.trigger] : [];
}

/** One record of an event, by the name of its type: where it stands in the event. Source: `@types/aws-lambda` (November 2026). */
export const recordTypes: Readonly<Record<string, readonly string[]>> = {
  SQSRecord: ["Records", "[]"],
  SNSEventRecord: ["Records", "[]"],
  S3EventRecord: ["Records", "[]"],
  DynamoDBRecord: ["Records", "[]"],
  KinesisStreamRecord: ["Records", "[]"],
  SESEventRecord: ["Records", "[]"],
  FirehoseTransformationEventRecord: ["records", "[]"],
  MSKRecord: ["records", "*", "[]"],
  ActiveMQMessage: ["messages", "[]"],
};
