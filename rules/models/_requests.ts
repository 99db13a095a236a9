import type { LibraryModel } from "../../engine/authoring.ts";

/** The parts of a request object, as a framework hands it to the functions of its routes. */
export function requestOrigins(
  requests: readonly string[],
  {
    text,
    map,
    data,
  }: { readonly text: readonly string[]; readonly map: readonly string[]; readonly data: readonly string[] },
): LibraryModel["facts"] {
  const below = (parts: readonly string[]) => requests.flatMap((request) => parts.map((part) => `${request}.${part}`));
  const facts = [
    { origin: "text", paths: below(text) },
    { origin: "map", paths: below(map) },
    { origin: "data", paths: below(data) },
  ] as const;
  return facts
    .filter(({ paths }) => paths.length > 0)
    .map((fact) => ({ ...fact, event: "the request", by: "outsider" as const }));
}

/** What the functions given to an application or a router, at any depth of its calls, get as a parameter. */
export const callbackOf = (makers: readonly string[], index = 0): readonly string[] =>
  makers.map((maker) => `${maker}.**.callback.${index}`);

/** What makes an application or a router of express, or one that takes its place. */
export const expressMakers: readonly string[] = [
  "express()",
  "express.Router()",
  "express.Router.new()",
  "express.express()",
  "express-promise-router()",
];
