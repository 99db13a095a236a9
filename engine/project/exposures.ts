import type { Exposure } from "../rule/exposure.ts";
import { isBehindNothing, type Opening, openingOf } from "../template/exposure.ts";
import type { Resource, Template } from "../template/model.ts";
import { referredTo } from "../template/references.ts";
import type { Block, Site } from "../text/source.ts";
import { type Deployed, deployedOf } from "./deployed.ts";

const kept = new WeakMap<
  Resource,
  { readonly opening: Opening | undefined; readonly isIdle: boolean; readonly exposure: Exposure | undefined }
>();

/** Who reaches a function; the same object as long as that is the same. Undefined: neither everyone nor surely nobody. */
export function exposureOf(fn: Resource): Exposure | undefined {
  const opening = openingOf(fn);
  const isIdle = opening === undefined && isBehindNothing(fn);
  const known = kept.get(fn);
  if (known && known.opening === opening && known.isIdle === isIdle) return known.exposure;
  const exposure = exposureBy(fn, opening, isIdle);
  kept.set(fn, { opening, isIdle, exposure });
  return exposure;
}

function exposureBy(fn: Resource, opening: Opening | undefined, isIdle: boolean): Exposure | undefined {
  if (opening)
    return { kind: "open", words: `anyone on the internet reaches '${fn.name}' by ${opening.route}`, at: opening.at };
  return isIdle ? { kind: "idle", words: `nothing here is known to call '${fn.name}'`, at: fn.key } : undefined;
}

/** Who reaches the handler that deployed functions run: everyone if one of them is open, nobody if none is called. */
export function exposureOfAll(deployed: readonly Deployed[]): Exposure | undefined {
  const all = deployed.map(({ resource }) => exposureOf(resource));
  return all.find((one) => one?.kind === "open") ?? (all.every((one) => one?.kind === "idle") ? all[0] : undefined);
}

/** Who reaches the function whose text, or the text of its own role, a site of the template is in. */
export function exposuresIn(template: Template): (at: Site) => Exposure | undefined {
  const ranges = new Map<Block, { readonly site: Site; readonly exposure: Exposure }[]>();
  const users = new Map<Resource, number>();
  const covered: { readonly site: Site; readonly exposure: Exposure; readonly role?: Resource }[] = [];
  for (const { resource } of deployedOf(template)) {
    const role = referredTo(resource.property("Role")?.value, template);
    if (role) users.set(role, (users.get(role) ?? 0) + 1);
    const exposure = exposureOf(resource);
    if (!exposure) continue;
    covered.push({ site: resource.entry, exposure });
    if (role) covered.push({ site: role.entry, exposure, role });
  }
  for (const { site, exposure, role } of covered)
    if (!role || users.get(role) === 1) ranges.set(site.block, [...(ranges.get(site.block) ?? []), { site, exposure }]);
  return (at) => ranges.get(at.block)?.find(({ site }) => site.start <= at.start && at.end <= site.end)?.exposure;
}
