import type { SourceModel } from "../flow/models.ts";
import type { ModuleFacts } from "../flow/module.ts";
import { bothSchemas, eitherSchema, type Schema } from "../flow/schema.ts";
import type { Deployed } from "../project/deployed.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Trigger, TriggerKind } from "../template/model.ts";
import type { Site } from "../text/source.ts";
import type { Entry } from "./code.ts";
import { checkedBefore } from "./event-checks.ts";
import { kindsByShape, kindsByType } from "./event-kinds.ts";
import { behind, type Declared, declarationsIn, type Given, givenBy } from "./exported.ts";
import { checkedByGateway } from "./gateway-checks.ts";
import type { FunctionExpression } from "./ir.ts";
import { recordEntries } from "./record-entries.ts";
import { isResolver } from "./resolver.ts";
import { wrapperOf } from "./wrapped.ts";

/** A deployed function and the export of a module that is its handler. */
export interface Run {
  readonly deployed: Deployed;
  readonly exported: string;
}

/**
 * The handlers of a module: those that a template names, and exported functions that look like one; then the functions that are given a part
 * of an event. `runs`: what runs this module.
 */
export function entriesOf(facts: ModuleFacts, runs: readonly Run[], sources: readonly SourceModel[]): readonly Entry[] {
  const given = givenBy(facts.document);
  const all = exportsOf(facts, given).flatMap((one) => entryOf(one, facts, runs, sources) ?? []);
  // what a template says of a function holds under its other names too
  const deployedOnes = new Set(all.filter(({ known }) => known === "template").map(({ fn }) => fn));
  const entries = all.filter(({ fn, known }) => known === "template" || !deployedOnes.has(fn));
  return [...entries, ...recordEntries(facts, given, entries, sources)];
}

interface Exported {
  readonly exported: string;
  readonly fn: FunctionExpression;
  readonly at: Site;
  readonly type?: string;
  readonly checked?: Schema;
  readonly wrapper?: FunctionExpression;
}

function entryOf(
  { exported, fn, at, type, checked, wrapper }: Exported,
  facts: ModuleFacts,
  runs: readonly Run[],
  sources: readonly SourceModel[],
): Entry | undefined {
  const own = runs.filter((run) => run.exported === exported);
  const declared = [...new Set(own.flatMap(({ deployed }) => deployed.triggers.map(kindOf)))];
  if (declared.length > 0)
    return { exported, fn, wrapper, at, triggers: declared, known: "template", checked: allChecked(checked, own) };
  if (own.length === 0 && isResolver(exported, fn, facts.document))
    return { exported, fn, at, triggers: ["appsync-resolver"], known: "type" };
  const isTyped = /Event/.test(type ?? "") && kindsByType(type ?? "", sources).length > 0;
  if (own.length === 0 && !isTyped && !looksLikeHandler(exported, fn, type)) return undefined;
  const typed = kindsByType(`${type ?? ""} ${fn.params[0]?.type ?? ""}`, sources);
  if (typed.length > 0) return { exported, fn, wrapper, at, triggers: typed, known: "type", checked };
  const reads = new Set([fn, wrapper].flatMap((one) => (one ? [...facts.readsOf(one)] : [])));
  const triggers = kindsByShape(reads, sources);
  if (own.length === 0 && triggers.length === 0 && isHelper(exported, fn, type)) return undefined;
  return { exported, fn, wrapper, at, triggers, known: "shape", checked };
}

/** What middleware checks, and the APIs in front of all functions that run the handler. */
function allChecked(checked: Schema | undefined, runs: readonly Run[]): Schema | undefined {
  const [first, ...others] = runs.map(({ deployed }) => checkedByGateway(deployed));
  const before = others.reduce((all, one) => all && one && eitherSchema(all, one), first);
  return checked && before ? bothSchemas(checked, before) : (checked ?? before);
}

const kindOf = ({ kind, isOfAws }: Trigger): TriggerKind => (isOfAws ? "aws-event" : kind);

/** Exported functions, seen through wrappers such as `middy(fn)`, then those that only running the module shows: `makeHandler(db)`. */
function exportsOf(facts: ModuleFacts, given: readonly Given[]): readonly Exported[] {
  const found = new Map<string, Exported>();
  const declared = declarationsIn(facts.document.statements);
  for (const one of given) {
    const made = madeFunction(facts, one.exported);
    const fn = (one.value && writtenFunction(one, declared)) ?? made;
    if (!fn) continue;
    const type = annotationOf(one, facts.document);
    const wrapper = isOnlyOne(made, facts) ? wrapperOf(fn, made, facts) : undefined;
    // the last one is what is given out
    found.set(one.exported, {
      exported: one.exported,
      fn,
      wrapper,
      at: one.at,
      type,
      checked: checkedBefore(one.value, facts),
    });
  }
  for (const exported of facts.exported.shape?.properties.keys() ?? []) {
    const fn = found.has(exported) ? undefined : madeFunction(facts, exported);
    if (fn) found.set(exported, { exported, fn, at: fn });
  }
  return [...found.values()];
}

function writtenFunction({ value }: Given, declared: Declared): FunctionExpression | undefined {
  return value && behind(value, declared).find((one) => one.kind === "function");
}

/** The function of this module that an export was found to be. */
function madeFunction({ exported, summary }: ModuleFacts, name: string): FunctionExpression | undefined {
  const made = exported.shape?.properties.get(name)?.fn;
  return made && !made.ofClass && summary(made.fn) ? made.fn : undefined;
}

/** Whether no other export is made by the same wrapper: of those that are, one summary tells. */
const isOnlyOne = (made: FunctionExpression | undefined, { exported }: ModuleFacts): boolean =>
  [...(exported.shape?.properties.values() ?? [])].filter(({ fn }) => fn?.fn === made).length === 1;

/** What says of which type an export is: its annotation, `satisfies` or `as` behind its value, a comment of JSDoc in front of it. */
function annotationOf({ type, value, statement }: Given, document: ScriptDocument): string | undefined {
  if (type !== undefined) return type;
  if (value && value.block === statement.block) {
    const after = /^[\s)]*(?:satisfies|as)\s+([\w<>.,\s|&[\]"']+)/.exec(
      statement.block.text.slice(value.end, Math.min(statement.end, value.end + 300)),
    );
    if (after) return after[1];
  }
  const start = (document.blocks.get(statement.block) ?? 0) + statement.start;
  const before = document.file.text.slice(Math.max(0, start - 600), start).trimEnd();
  const open = before.endsWith("*/") ? before.lastIndexOf("/**") : -1;
  return open < 0 ? undefined : /@(?:type|satisfies|param)\s*\{([^}]*)\}/.exec(before.slice(open))?.[1];
}

/** Only the name of its parameter says that it is a handler, and it is not even one that Lambda waits for. */
const isHelper = (exported: string, { params, isAsync }: FunctionExpression, type: string | undefined): boolean =>
  exported !== "handler" && !isAsync && params.length < 2 && !/\w/.test(`${type ?? ""}${params[0]?.type ?? ""}`);

/** Exported as `handler` or with a first parameter named `event`, or typed as one. */
function looksLikeHandler(exported: string, fn: FunctionExpression, type: string | undefined): boolean {
  const first = fn.params[0];
  if (/Handler(V2)?\b/.test(type ?? "") || /\w+Event(V2)?\b/.test(first?.type ?? "")) return true;
  const name = first?.target.kind === "name" ? first.target.name : undefined;
  return exported === "handler" || /^_?(event|evt)$/.test(name ?? "");
}
