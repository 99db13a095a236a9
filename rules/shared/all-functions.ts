import {
  type Edit,
  entryOf,
  followed,
  gathered,
  type Mapping,
  type Plain,
  type Resource,
  resourcesOfType,
  type Scalar,
  type SiteEdit,
  valueOf,
} from "../../engine/authoring.ts";
import { together } from "./together.ts";

const type = "AWS::Lambda::Function";

/** Functions of one template that all lack the same thing: told once, at the place that speaks for all of them if there is one. */
export interface Lacking {
  readonly functions: readonly Resource[];
  readonly at: Scalar;
}

/**
 * What a function that lacks something is told of: all functions that do, if none written like it has it, else itself. Undefined: the
 * finding is at the first of them.
 */
export function lackingWith(lacks: (one: Resource) => boolean): (resource: Resource) => Lacking | undefined {
  // by name, which stays the same while somebody types in a function
  const having = gathered((one) => (one.type === type && !lacks(one) ? [[one.writtenAs, one.name]] : []));
  return (resource) => {
    const { template, writtenAs, key } = resource;
    if (having(template, writtenAs).length > 0) return { functions: [resource], at: key };
    if (!isFirstAlike(resource)) return undefined;
    const alike = resourcesOfType(template, type).filter((one) => one.writtenAs === writtenAs);
    return { functions: alike, at: placeForAll(resource, alike.length) };
  };
}

/** How a message that denies something of several functions begins. */
export const noneOf = ({ length }: readonly Resource[]): string =>
  length === 2 ? "neither function" : `none of the ${length} functions`;

const names = gathered((one) => (one.type === type ? [[one.writtenAs, one.name]] : []));

const isFirstAlike = ({ template, writtenAs, name }: Resource): boolean => names(template, writtenAs)[0] === name;

function placeForAll({ template, writtenAs, key }: Resource, count: number): Scalar {
  if (count < 2) return key;
  if (writtenAs === "functions") return providerOf(template.root)?.key ?? key;
  return writtenAs === "AWS::Serverless::Function" ? (globalsOf(template.root)?.key ?? key) : key;
}

function providerOf(root: Mapping) {
  const entry = entryOf(root, "provider");
  return followed(entry?.value)?.kind === "mapping" ? entry : undefined;
}

const globalsOf = (root: Mapping) => entryOf(valueOf(root, "Globals"), "Function");

/** Writes a property for all the functions: once, where the dialect has a place for what they share, else into each. `shared`: the path below `provider`. */
export function setForAll(
  { functions }: Lacking,
  path: string,
  value: Plain,
  shared: string,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const [first] = functions;
  if (!first) return undefined;
  const { root } = first.template;
  if (functions.length > 1 && first.writtenAs === "functions") {
    const provider = followed(providerOf(root)?.value);
    if (provider?.kind === "mapping") return edit.set(provider, shared.split("/"), value);
  }
  if (functions.length > 1 && first.writtenAs === "AWS::Serverless::Function") {
    const keys = first.spelling(path)?.keys.slice(1);
    return keys && edit.set(root, ["Globals", "Function", ...keys], value);
  }
  return together(...functions.map((one) => edit.setProperty(one, path, value)));
}
