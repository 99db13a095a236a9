import type { Entry } from "../program/code.ts";
import type { Taint } from "./abstract.ts";
import type { Controller, Form, SourceModel } from "./models.ts";

/** Who decides what a text is, and how sure that is. */
export interface Controlling {
  /** Which event brings it, in words. */
  readonly event: string;
  readonly by: Controller;
  readonly mayBeObject: boolean;
  /** `template`: it is declared. */
  readonly known: Entry["known"] | "unknown";
}

/** Who controls a path of the event: under the triggers that are known, or any path if none is. Undefined: no outsider. */
export function controllingOf(taint: Taint, entry: Entry, sources: readonly SourceModel[]): Controlling | undefined {
  const path = [...(entry.base ?? []), ...taint.path];
  if (entry.triggers.length === 0) {
    if (path.length === 0 && !taint.settled && !taint.data) return undefined;
    return { event: "the event", by: "producer", mayBeObject: taint.data || !taint.settled, known: "unknown" };
  }
  for (const source of sources) {
    if (!entry.triggers.includes(source.trigger)) continue;
    if (source.except?.some((one) => startsWith(path, segmentsOf(one)))) continue;
    for (const { path: pattern, form, by } of source.controlled) {
      const wanted = segmentsOf(pattern);
      if (!reaches(path, wanted, taint.settled)) continue;
      return {
        event: source.event,
        by,
        mayBeObject: mayBeObject(taint, form, path.length - wanted.length) || isParsed(taint, form, path, wanted),
        known: entry.known,
      };
    }
  }
  return undefined;
}

/** A part of what comes as text: it was parsed before the handler got it, by middleware or a wrapper. */
const isParsed = ({ settled }: Taint, form: Form, path: readonly string[], wanted: readonly string[]): boolean =>
  form === "text" && !settled && path.length > wanted.length;

/** Whether it may be an object where text is expected; `depth`: how far below what is controlled it lies. */
export function mayBeObject({ settled, data }: Taint, form: Form, depth: number): boolean {
  if (data) return true;
  return !settled && (form === "data" || (form === "map" && depth <= 0));
}

const segmentsOf = (pattern: string): readonly string[] =>
  pattern === ""
    ? []
    : pattern
        .replaceAll("[]", ".[]")
        .split(".")
        .filter((segment) => segment !== "");

/** Whether a path is what a pattern names or below it; text made of something carries all that is in it. */
function reaches(path: readonly string[], wanted: readonly string[], isText: boolean): boolean {
  const shared = Math.min(wanted.length, path.length);
  for (let i = 0; i < shared; i++) if (wanted[i] !== path[i] && wanted[i] !== "*") return false;
  return path.length >= wanted.length || isText;
}

const startsWith = (path: readonly string[], wanted: readonly string[]): boolean =>
  path.length >= wanted.length && wanted.every((segment, index) => segment === path[index] || segment === "*");
