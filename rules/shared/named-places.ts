import type { Code, Flow } from "../../engine/authoring.ts";
import { operandsOf, type Part, written } from "./query-text.ts";

/** A value that is put into a text by name. */
export interface NamedValue {
  readonly name: string;
  /** The expression, as JavaScript. */
  readonly source: string;
  /** What stands before and behind it in the text. */
  readonly before: string;
  readonly after: string;
}

export interface NamedPlaces {
  /** The whole text as JavaScript. */
  readonly text: string;
  readonly values: readonly NamedValue[];
}

/** What is written in the place of a value; undefined: none can stand there. */
export type Stand = (value: NamedValue, index: number) => string | undefined;

/**
 * A built text with names in place of all that is put into it, except constants; quotes around a value go. Undefined if that cannot be
 * done for the whole. `taken`: names that mean something already.
 */
export function namedPlaces(
  built: Code.Expression,
  flow: Flow,
  quote: '"' | "'",
  stand: Stand,
  taken: readonly string[] = [],
): NamedPlaces | undefined {
  const operands = operandsOf(built, flow.literal);
  const parts = operands?.flatMap((operand) => operand.parts);
  if (!parts) return undefined;
  const done: Part[] = [];
  const values: NamedValue[] = [];
  const names = new Set(taken);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part?.kind !== "hole" || part.known !== undefined) {
      if (part) done.push(part);
      continue;
    }
    const quoted = unquoted(done.at(-1), parts[i + 1]);
    if (!quoted) return undefined;
    const value = { name: nameFor(part.source, names), source: part.source, ...quoted };
    const text = stand(value, values.length);
    if (text === undefined) return undefined;
    values.push(value);
    if (done.at(-1)?.kind === "text") done.pop();
    if (quoted.before) done.push({ kind: "text", value: quoted.before });
    done.push({ kind: "text", value: text });
    if (parts[i + 1]?.kind === "text") {
      if (quoted.after) done.push({ kind: "text", value: quoted.after });
      i++;
    }
  }
  const form = operands?.some((operand) => operand.form === "template") ? "template" : "string";
  return values.length === 0 ? undefined : { text: written(joined(done), quote, form), values };
}

/** The texts around a value, without the quotes that hold nothing else. */
function unquoted(before: Part | undefined, after: Part | undefined): { before: string; after: string } | undefined {
  const [left, right] = [before?.kind === "text" ? before.value : "", after?.kind === "text" ? after.value : ""];
  const [opened, closed] = [/['"]$/.exec(left)?.[0], /^['"]/.exec(right)?.[0]];
  if (opened === undefined && closed === undefined) {
    const isInside = (left.match(/'/g)?.length ?? 0) % 2 === 1 || (left.match(/"/g)?.length ?? 0) % 2 === 1;
    return isInside ? undefined : { before: left, after: right };
  }
  return opened === closed ? { before: left.slice(0, -1), after: right.slice(1) } : undefined;
}

/** The last word of an expression, made one that is not taken. */
function nameFor(source: string, taken: Set<string>): string {
  const word = /([A-Za-z]\w*)\W*$/.exec(source.replace(/\?\?.*$/s, ""))?.[1] ?? "value";
  let name = word;
  for (let i = 2; taken.has(name); i++) name = `${word}${i}`;
  taken.add(name);
  return name;
}

function joined(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const before = found.at(-1);
    if (part.kind === "text" && before?.kind === "text")
      found[found.length - 1] = { kind: "text", value: before.value + part.value };
    else found.push(part);
  }
  return found;
}
