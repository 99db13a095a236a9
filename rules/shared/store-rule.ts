import { type Meta, type Resource, value } from "../../engine/authoring.ts";
import type { StoreSetting } from "../facts/data-stores.ts";
import { settingRule } from "./setting-rule.ts";

interface StoreSpec {
  readonly meta: Meta;
  readonly settings: readonly StoreSetting[];
  /** Stores that AWS protects anyway. */
  isProtected?(resource: Resource, setting: StoreSetting): boolean;
  /** What the claim means for whoever reads it, in a few words. */
  readonly consequence: string;
  readonly title: string;
}

/** A rule made from a table of data stores: each of its settings has to be good. */
export function storeRule({ meta, settings, isProtected, consequence, title }: StoreSpec) {
  const byAddress = new Map(settings.map((setting) => [setting.at, setting]));
  const settingAt = (resource: Resource, path: string) => byAddress.get(`${resource.type}/${path}`);
  return settingRule({
    meta,
    at: [...byAddress.keys()],
    isBad: (found, resource, path) => {
      const setting = settingAt(resource, path);
      if (!setting) return false;
      return found ? isOther(found, setting.value) : setting.isNeeded;
    },
    unless: (resource, path) => {
      const setting = settingAt(resource, path);
      return (
        !setting ||
        (setting.unless ?? []).some((other) => resource.property(other) !== undefined) ||
        (isProtected?.(resource, setting) ?? false)
      );
    },
    message: ({ resource, path }, when) =>
      `'${resource.name}' ${settingAt(resource, path)?.claim ?? "is open"}${when}: ${consequence}`,
    cure: {
      title,
      value: ({ resource, path }) => settingAt(resource, path)?.value,
      safety: "unsafe",
    },
  });
}

const isOther = (found: value.Known, good: string | boolean): boolean =>
  typeof good === "boolean" ? value.boolean(found) === !good : ![undefined, good].includes(value.text(found));
