import {
  type Node,
  type Resource,
  type Site,
  type SiteEdit,
  textAt,
  type Value,
  within,
} from "../../engine/authoring.ts";
import { variablesOf } from "./environment.ts";
import { isFirstWith } from "./told-once.ts";

/** One text that an environment variable may hold. */
export interface VariableText {
  readonly name: string;
  /** What is not known of it stands as `${Db.Endpoint.Address}`. */
  readonly text: string;
  /** What has to be changed. */
  readonly at: Node;
  /** `'IsProd' is false`. */
  readonly when?: string;
}

/** The texts of a function's variables that are told of here: what many functions share, with the first of them. */
export function variableTexts(resource: Resource): readonly VariableText[] {
  return variablesOf(resource).flatMap(({ name, value }) =>
    textsIn(value).map((one): VariableText => ({ name, ...one })),
  );
}

/** Whether this function is the one to tell of it. */
export const isToldHere = (resource: Resource, { name, at }: VariableText): boolean =>
  isFirstWith(resource, `Environment/Variables/${name}`, at);

function textsIn(found: Value, when?: string): readonly Omit<VariableText, "name">[] {
  const given = when === undefined ? {} : { when };
  if (found.kind === "oneOf") return found.options.flatMap((option) => textsIn(option.value, option.when));
  if (found.kind === "unknown") return found.pattern ? [{ text: found.pattern, at: found.at, ...given }] : [];
  const { value } = found;
  return value === null || typeof value === "object" ? [] : [{ text: String(value), at: found.at, ...given }];
}

/** Replaces the one place where a piece of text stands at a site. Undefined: it does not, or more than once. */
export function replacePiece(at: Site, piece: string, by: string): readonly SiteEdit[] | undefined {
  const written = textAt(at);
  const start = written.indexOf(piece);
  if (start < 0 || written.indexOf(piece, start + 1) >= 0) return undefined;
  return [{ at: within(at, start, start + piece.length), text: by }];
}
