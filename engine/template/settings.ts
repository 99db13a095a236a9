import { propertyDefaults } from "../facts/property-defaults.ts";
import type { Node, Scalar } from "../syntax/node.ts";
import { textAt } from "../text/source.ts";
import type { Property, Resource } from "./model.ts";
import { whileDeployed } from "./presence.ts";
import type { Known } from "./value.ts";
import { known, possibilities } from "./value.ts";

/** One thing that a property may be where the template is deployed. */
export interface Setting {
  /** The value written, else the documented default. Undefined: nothing is written, and nothing is said of what that means. */
  readonly value: Known | undefined;
  readonly isWritten: boolean;
  /** The condition under which, `'IsProd' is false`. Undefined: in every deployment. */
  readonly when?: string;
  /** The text to change: the value (maybe in `Globals`, `Parameters` or another file), the resource's name where nothing is written. */
  readonly at: Node | Scalar;
}

/** All that a property may be. `isComplete` is false where some of it is not to be known. */
export interface Settings {
  readonly all: readonly Setting[];
  readonly isComplete: boolean;
  readonly property: Property | undefined;
}

/** What the property at a CloudFormation path may be, with documented defaults filled in. An unknown value gives no setting. */
export function settingsOf(resource: Resource, path: string): Settings {
  const property = resource.property(path);
  if (!property) return { all: [absent(resource, path)], isComplete: true, property };
  const { known, certain } = possibilities(whileDeployed(property.value, resource));
  const all = known.map(({ value, when }): Setting => {
    if (value.value === null) return { ...absent(resource, path), at: property.at, when };
    return { value, isWritten: true, when, at: value.at };
  });
  return { all, isComplete: certain, property };
}

function absent(resource: Resource, path: string): Setting {
  const standard = propertyDefaults[resource.writtenAs]?.[path] ?? propertyDefaults[resource.type]?.[path];
  return { value: standard && known(resource.key, standard.value), isWritten: false, at: resource.key };
}

/** A property that is not as it should be, in some deployment. */
export interface Failing extends Setting {
  /** The conditions under which it is; undefined: always. */
  readonly when?: string;
  readonly property: Property | undefined;
}

/** The first setting of a property that is bad, with the conditions of all that are. Undefined: none is, as far as can be known. */
export function failing(
  resource: Resource,
  path: string,
  isBad: (value: Known | undefined) => boolean,
): Failing | undefined {
  const { all, isComplete, property } = settingsOf(resource, path);
  const bad = all.filter(({ value }) => isBad(value));
  const [first] = bad;
  if (!first) return undefined;
  const isAlways = isComplete && bad.length === all.length;
  const conditions = [...new Set(bad.flatMap(({ when }) => when ?? []))];
  return { ...first, property, when: isAlways || conditions.length === 0 ? undefined : conditions.join(" or ") };
}

/** The end of a message about something that is so under a condition: ` when 'IsProd' is false`; nothing for one that always is. */
export const whenText = ({ when }: { readonly when?: string | undefined }): string => (when ? ` when ${when}` : "");

/** The value as it is written, cut to a length that fits into a message. */
export function writtenText(setting: Setting): string {
  const written = setting.isWritten ? textAt(setting.at) : String(setting.value?.value ?? "");
  const line = written.split(/\r?\n/, 1)[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
