import type { ScriptDocument } from "../syntax/document.ts";
import { type Abstract, property, unknown } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import { declare, type Frame, lookup } from "./frame.ts";
import { asLibrary } from "./library-path.ts";

/** Declares what a module imports. */
export function importNames(ev: Evaluation, document: ScriptDocument, frame: Frame): void {
  for (const statement of document.statements) {
    if (statement.kind !== "import") continue;
    const own = ev.imported(statement.from);
    const isLocal = own !== undefined || statement.from.startsWith(".");
    const whole: Abstract = own ?? (isLocal ? unknown : { taints: [], api: asLibrary(statement.from) });
    for (const { imported, local, at } of statement.names) {
      if (imported === "*" || (imported === "default" && !isLocal)) declare(frame, local, whole);
      else if (imported === "default") declare(frame, local, defaultOf(whole));
      else declare(frame, local, property(whole, imported, at));
    }
  }
}

/** A CommonJS module as a whole is its default export. */
const defaultOf = (whole: Abstract): Abstract => whole.shape?.properties.get("default") ?? whole;

/** Gives out what a module's export statements name. */
export function exportNames(ev: Evaluation, document: ScriptDocument, frame: Frame): void {
  const { named } = ev.exports;
  for (const statement of document.statements) {
    if (statement.kind !== "export") continue;
    const source = statement.from === undefined ? undefined : sourceOf(ev, statement.from);
    for (const { local, exported } of statement.names) {
      if (!source) named.set(exported, lookup(frame, local) ?? unknown);
      else if (local !== "*")
        named.set(exported, (local === "default" ? defaultOf(source) : part(source, local)) ?? unknown);
      else if (exported !== "*") named.set(exported, source);
      else for (const [key, value] of source.shape?.properties ?? []) if (key !== "default") addOnce(named, key, value);
    }
  }
}

const sourceOf = (ev: Evaluation, from: string): Abstract =>
  ev.imported(from) ?? (from.startsWith(".") ? unknown : { taints: [], api: asLibrary(from) });

const part = (source: Abstract, name: string): Abstract | undefined =>
  source.api === undefined ? source.shape?.properties.get(name) : property(source, name);

/** What a module names itself goes before what `export *` brings. */
function addOnce(named: Map<string, Abstract>, key: string, value: Abstract): void {
  if (!named.has(key)) named.set(key, value);
}

/** All that a module gives out, as an importer gets it. */
export function exportedBy({ exports: { named, whole } }: Evaluation): Abstract {
  if (!whole) return { taints: [], shape: { properties: named, open: true } };
  const properties = new Map([...(whole.shape?.properties ?? []), ...named]);
  return { ...whole, shape: { properties, open: whole.shape?.open ?? true } };
}
