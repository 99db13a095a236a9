import { type Resource, value } from "../../engine/authoring.ts";

/** Words in the name of a table whose items live for minutes or hours and can be made again. */
const passing =
  /session|cache|lock|idempoten|token|nonce|\botp|one.?time|rate.?limit|throttl|connection|websocket|captcha|challenge|temp(?:orary)?\b/i;

/** Whether a table is named for things that pass: sessions, locks, connections. */
export const isNamedForPassing = (table: Resource): boolean =>
  passing.test(spaced(table.name)) || passing.test(spaced(value.text(table.property("TableName")?.value) ?? ""));

/** Whether a table holds what passes: by its name, and by a time to live. */
export const isPassing = (table: Resource): boolean =>
  table.property("TimeToLiveSpecification") !== undefined && isNamedForPassing(table);

const spaced = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[_-]/g, " ");
