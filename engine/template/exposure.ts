import type { Site } from "../text/source.ts";
import { apiOf } from "./apis.ts";
import { derived, gathered } from "./derived.ts";
import type { Resource } from "./model.ts";
import type { Operation } from "./operation.ts";
import { operationsAt } from "./operations.ts";
import { triggersOf } from "./triggers.ts";

/** A way by which anyone on the internet reaches a function. */
export interface Opening {
  /** `GET /photos/{id}`, or `its URL`. */
  readonly route: string;
  readonly at: Site;
}

/** The first way by which anyone on the internet makes a function run, without a credential of any sort. Undefined: none is known. */
export const openingOf = derived((fn): Opening | undefined => {
  const [route] = openRoutes(fn.template, fn.name);
  if (route) return route;
  const url = triggersOf(fn).find(({ kind, authorizer }) => kind === "function-url" && authorizer === "none");
  return url && { route: "its URL", at: url.at };
});

const openRoutes = gathered((resource) =>
  operationsAt(resource).flatMap((operation): (readonly [string, Opening])[] =>
    operation.runs && isOpen(operation)
      ? [[operation.runs.name, { route: routeOf(operation), at: operation.key }]]
      : [],
  ),
);

const isOpen = (operation: Operation): boolean =>
  operation.authorizer === "none" &&
  operation.needsKey === false &&
  !operation.isPreflight &&
  (operation.api ? apiOf(operation.api)?.isPrivate !== true : true);

const routeOf = ({ method, path }: Operation): string => [method, path ?? "its route"].filter(Boolean).join(" ");

/** Characters from which on a file is not searched for words of a function: it would be done anew at each keystroke. */
const longest = 100_000;

/** Whether nothing in a template's file makes a function run or speaks of it outside of its own entry. Of a long file it is not said. */
export function isBehindNothing(fn: Resource): boolean {
  if (triggersOf(fn).length > 0) return false;
  const { document } = fn.template;
  const start = document.blocks.get(fn.entry.block);
  if (start === undefined) return false;
  const { text } = document.file;
  if (text.length > longest) return false;
  const others = [text.slice(0, start + fn.entry.start), text.slice(start + fn.entry.end)];
  const names = [fn.name, ...(fn.alias === undefined ? [] : [fn.alias])];
  return !names.some((name) => others.some((other) => other.includes(name)));
}
