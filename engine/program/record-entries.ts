import type { SourceModel } from "../flow/models.ts";
import type { ModuleFacts } from "../flow/module.ts";
import { memo } from "../memo.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { TriggerKind } from "../template/model.ts";
import type { Entry } from "./code.ts";
import { kindsByType, recordTypes } from "./event-kinds.ts";
import type { Given } from "./exported.ts";
import { importsOf } from "./imports.ts";
import type { Expression, FunctionExpression } from "./ir.ts";
import { nodesByKind } from "./walk.ts";

/** Functions of batch processors that call another with each record of the event; it is their second argument. */
const batchCall =
  /^@aws-lambda-powertools\/batch\.(?:processPartialResponse|processPartialResponseSync|processFifoPartialResponse)$|^@middy\/sqs-partial-batch/;

/** The functions of a module that are given one record of an event: by a batch processor, or by the type of what they take. */
export function recordEntries(
  facts: ModuleFacts,
  given: readonly Given[],
  entries: readonly Entry[],
  sources: readonly SourceModel[],
): readonly Entry[] {
  const found = new Map<FunctionExpression, Entry>();
  for (const { fn, base, exported, triggers, known } of [
    ...handedToBatch(facts, entries),
    ...typedRecords(facts, given, sources),
  ])
    if (!found.has(fn) && !entries.some((one) => one.fn === fn) && facts.summary(fn))
      found.set(fn, { exported, fn, at: fn, triggers, known, base });
  return [...found.values()];
}

type RecordEntry = Pick<Entry, "exported" | "fn" | "triggers" | "known"> & { readonly base: readonly string[] };

function* handedToBatch(facts: ModuleFacts, entries: readonly Entry[]): Iterable<RecordEntry> {
  if (![facts, ...facts.imports].some(({ document }) => usesBatches(document))) return;
  const outer = entries.find(({ triggers }) => triggers.some((kind) => batched.has(kind)));
  for (const statement of facts.document.statements) {
    for (const node of nodesByKind(statement).get("call") ?? []) {
      if (node.kind !== "call" || !batchCall.test(facts.valueOf(node.callee)?.api ?? "")) continue;
      const fn = functionOf(node.args[1], facts);
      const triggers = outer?.triggers.filter((kind) => batched.has(kind)) ?? ["sqs" as const];
      if (fn)
        yield { exported: "a record's handler", fn, base: ["Records", "[]"], triggers, known: outer?.known ?? "shape" };
    }
  }
}

const usesBatches = memo((document: ScriptDocument): boolean =>
  importsOf(document).some(({ specifier }) => batchPackage.test(specifier)),
);

const batchPackage = /^@aws-lambda-powertools\/batch|^@middy\/sqs-partial-batch/;

const batched: ReadonlySet<TriggerKind> = new Set<TriggerKind>(["sqs", "kinesis", "dynamodb"]);

function functionOf(e: Expression | undefined, facts: ModuleFacts): FunctionExpression | undefined {
  if (!e) return undefined;
  return e.kind === "function" ? e : facts.valueOf(e)?.fn?.fn;
}

/** Exported functions whose first parameter is said to be a record. */
function* typedRecords(
  facts: ModuleFacts,
  given: readonly Given[],
  sources: readonly SourceModel[],
): Iterable<RecordEntry> {
  for (const { exported, value } of given) {
    const fn = functionOf(value, facts);
    const words = fn?.params[0]?.type?.match(/\w+/g) ?? [];
    const name = words.find((word) => Object.hasOwn(recordTypes, word));
    const base = name === undefined ? undefined : recordTypes[name];
    if (!fn || !name || !base || /\[\]|Array</.test(fn.params[0]?.type ?? "")) continue;
    yield { exported, fn, base, triggers: kindsByType(name, sources), known: "type" };
  }
}
