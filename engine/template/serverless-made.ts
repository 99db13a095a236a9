import { memoByText } from "../memo.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import { resourceFrom } from "./declare.ts";
import { field } from "./fields.ts";
import type { Property, Resource, Spelling, Template } from "./model.ts";
import { type Naming, writtenAt } from "./naming.ts";
import { computedMap, propertyAt } from "./property.ts";
import { known, list, map, text, unknown, type Value } from "./value.ts";

/** A resource that the framework makes by itself: nobody writes it, though some of its properties are written. */
export interface Made {
  /** The logical id that the framework gives to it. */
  readonly name: string;
  readonly type: string;
  /** Whose part it is, `provider.apiGateway` or `events.sqs`. */
  readonly writtenAs: string;
  /** The nearest thing that is written: where a finding about something that is missing goes. */
  readonly entry: Entry;
  /** Where its properties are read from, by the names in `namings`. */
  readonly own: Value | undefined;
  readonly shared?: Value | undefined;
  readonly namings: readonly Naming[];
  /** The mapping below which they are written. */
  readonly body?: Mapping | undefined;
  readonly prefix?: readonly string[];
  /** What the framework writes where nothing else is said, by CloudFormation's name. */
  readonly given?: Given;
  /** It is no resource of the stack, so `resources.extensions` cannot speak of it. */
  readonly isOutside?: true;
}

/** Whether the Serverless Framework makes a resource by itself. */
export const isMade = ({ writtenAs }: Resource): boolean =>
  /^(?:(?:provider|events|functions)\.|layers$)/.test(writtenAs);

export type Given = Readonly<Record<string, Value | undefined>>;

export function madeResource(template: Template, made: Made): Resource {
  const { name, type, writtenAs, entry, own, shared, namings, body, prefix = [], given = {} } = made;
  const vocabulary = { namings, alike: false };
  const layers = { own, ...(shared ? { shared } : {}) };
  const read = resourceFrom(template, { name, type, writtenAs, entry, layers, vocabulary, body, prefix });
  const constants = mapOf(entry.key, given);
  const property = memoByText((path) => read.property(path) ?? propertyAt(constants, path.split("/")));
  return {
    ...read,
    template,
    property,
    attribute: () => undefined,
    spelling: (path) => {
      const written = body && writtenAt(path, vocabulary);
      if (written) return { ...written, under: body, keys: [...prefix, ...written.keys] };
      const [top = ""] = path.split("/");
      return made.isOutside || property(top) ? undefined : asExtension(path, name, template);
    },
  };
}

/** `resources.extensions` sets properties of what the framework makes. */
function asExtension(path: string, name: string, template: Template): Spelling | undefined {
  const resources = field(template.root, "resources");
  if (resources && resources.kind !== "mapping") return undefined;
  return { under: template.root, keys: ["resources", "extensions", name, "Properties", ...path.split("/")] };
}

/** Shown where a node stands, though no edit finds it: what is written there has another form than the value that it makes. */
export const shown = (node: Node): Node => ({ ...node });

/** A value that the framework computes from what is written at a node. */
export const computed = (at: Node, value: string | number | boolean): Value => known(shown(at), value);

export const listOf = (at: Node, items: readonly Value[]): Value => known(shown(at), { kind: "list", items });

/** A map of values that are there; undefined ones are left out. */
export function mapOf(at: Node, values: Readonly<Record<string, Value | undefined>>): Value {
  const parts = Object.entries(values).flatMap(([name, value]): [string, Property][] =>
    value ? [[name, { value, at: value.at, inherited: false }]] : [],
  );
  const { block, start, end } = at;
  return known(
    shown(at),
    computedMap(new Map(parts), { kind: "scalar", block, start, end, value: "", style: "plain" }),
  );
}

/** A reference to a resource by its logical id. */
export const referenceTo = (at: Node, resource: string, attribute?: string): Value =>
  unknown(shown(at), `'${resource}' is known after deployment`, {
    refersTo: attribute === undefined ? { resource } : { resource, attribute },
    pattern: attribute === undefined ? `\${${resource}}` : `\${${resource}.${attribute}}`,
  });

/** One value as the list that CloudFormation wants. */
export const asList = (value: Value): Value => (list(value) ? value : listOf(value.at, [value]));

/** A word in upper case. */
export function upper(value: Value): Value {
  const word = text(value);
  return word === undefined ? value : computed(value.at, word.toUpperCase());
}

/** A destination as its ARN: an ARN, `{ type, arn }`, or the name of a function. */
export function destination(value: Value): Value | undefined {
  if (map(value)) return map(value)?.get("arn");
  const name = text(value);
  return name === undefined || name.startsWith("arn:") ? value : referenceTo(value.at, functionId(name), "Arn");
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** A name as part of a logical id. */
export const normalName = (name: string): string => capital(name.replace(/-/g, "Dash").replace(/_/g, "Underscore"));

/** A name as part of a logical id, where only letters and digits are kept. */
export const plainName = (name: string): string => capital(name.replace(/[^0-9A-Za-z]/g, ""));

/** How the framework names the CloudFormation resource of a function. */
export const functionId = (name: string): string => `${normalName(name)}LambdaFunction`;
