import type { Mapping } from "../syntax/node.ts";
import { entriesIn, field, fieldsOf, mappingOf } from "./fields.ts";
import type { Property, Resource } from "./model.ts";
import { propertyAt } from "./property.ts";
import type { Resolver } from "./scope.ts";
import { withProperties } from "./serverless-own.ts";
import { solid } from "./serverless-parts.ts";

interface Declared {
  readonly functions: readonly Resource[];
  /** Under `resources.Resources`. */
  readonly written: readonly Resource[];
  readonly made: readonly Resource[];
  /** The parts of `resources`. */
  readonly parts: readonly Mapping[];
  readonly resolver: Resolver;
}

/**
 * All resources of a service, with what its text says of those that the framework makes: an entry of `Resources` of the same logical id is
 * merged into them, an entry of `extensions` replaces their properties one by one.
 */
export function withExtensions({ functions, written, made, parts, resolver }: Declared): readonly Resource[] {
  const bodies = (section: string): ReadonlyMap<string, Mapping> =>
    new Map(
      parts
        .flatMap((part) => entriesIn(field(part, section)))
        .flatMap((entry) => {
          const body = mappingOf(solid(entry.value, resolver));
          return body ? [[String(entry.key.value), body] as const] : [];
        }),
    );
  const [merged, extensions] = [bodies("Resources"), bodies("extensions")];
  const byName = new Map(made.map((one) => [one.name, one]));
  const typed = new Set(written.map((one) => one.name));
  const speak = (resource: Resource, id: string): Resource => {
    const changed = changedBy(resource, typed.has(id) ? undefined : merged.get(id), resolver, false);
    return changedBy(changed, extensions.get(id), resolver, true);
  };
  return [
    ...functions.map((one) => speak(one, one.alias ?? one.name)),
    ...written.map((one) => withBase(one, byName.get(one.name))),
    ...[...byName.values()].filter((one) => !typed.has(one.name)).map((one) => speak(one, one.name)),
  ];
}

/** What a source runs is told by the event that names it. */
const running = /^(NotificationConfiguration|LambdaConfig|Subscription)(\/|$)/;

/** A written resource that the framework also makes has what it does not say from there. */
function withBase(resource: Resource, base: Resource | undefined): Resource {
  if (base?.type !== resource.type) return resource;
  return withProperties(
    resource,
    (path) => resource.property(path) ?? (running.test(path) ? undefined : base.property(path)),
  );
}

/** `replaces`: a property of the first level is taken as a whole. */
function changedBy(resource: Resource, body: Mapping | undefined, resolver: Resolver, replaces: boolean): Resource {
  if (!body) return resource;
  const written = field(body, "Properties");
  const properties = written && resolver.resolve(written);
  const said = (path: string): Property | undefined => {
    const keys = path.split("/");
    const found = propertyAt(properties, keys);
    if (found || !replaces || !propertyAt(properties, keys.slice(0, 1))) return found ?? resource.property(path);
    return undefined;
  };
  const attribute = (name: string): Property | undefined => {
    const entry = fieldsOf(body).get(name);
    if (!entry) return resource.attribute(name);
    return { value: resolver.resolve(entry.value), key: entry.key, at: entry.value, inherited: false };
  };
  return { ...withProperties(resource, said), attribute };
}
