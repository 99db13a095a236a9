import { followed, type Node, valueOf } from "../syntax/node.ts";
import { entriesIn, textIn } from "../template/fields.ts";
import { joined } from "../text/path.ts";

/** The package that a specifier names: `@aws-sdk/client-s3`, `aws-sdk` of `aws-sdk/clients/s3`. Undefined: it is a path. */
export const packageName = (specifier: string): string | undefined =>
  /^(?:@[^/]+\/[^/]+|[^@./#][^/]*)/.exec(specifier)?.[0];

/**
 * What a package.json says that a package gives out under a subpath (`""`: the package itself), as absolute paths, those that run before
 * those that only declare types. Source: https://nodejs.org/api/packages.html (November 2026).
 */
export function exportedPaths(manifest: Node | undefined, folder: string, subpath: string): readonly string[] {
  const placed = (targets: readonly string[]) => targets.map((target) => joined(folder, target));
  const exports = valueOf(manifest, "exports");
  if (exports) return placed(targetsOf(exports, subpath === "" ? "." : `./${subpath}`));
  if (subpath !== "") return [joined(folder, subpath)];
  const named = ["source", "module", "main", "types", "typings"].flatMap((key) => textIn(valueOf(manifest, key)) ?? []);
  return placed([...named, "index", "src/index"]);
}

/** What a package's `imports` say that `#name` stands for: paths within the package begin with a dot, anything else is a specifier. */
export const importTargets = (manifest: Node | undefined, specifier: string): readonly string[] =>
  targetsOf(valueOf(manifest, "imports"), specifier);

/** The targets of a key, or of the pattern that fits it best. One that only names conditions speaks for ".". */
function targetsOf(map: Node | undefined, key: string): readonly string[] {
  const entries = entriesIn(map).map(({ key: written, value }) => [String(written.value), value] as const);
  if (key === "." && !entries.some(([written]) => written.startsWith("."))) return targetsIn(map);
  const exact = entries.find(([written]) => written === key);
  if (exact) return targetsIn(exact[1]);
  const [best] = entries
    .flatMap(([pattern, value]) => {
      const star = pattern.endsWith("/") && key.startsWith(pattern) ? key.slice(pattern.length) : starIn(pattern, key);
      return star === undefined ? [] : [{ pattern, value, star }];
    })
    .sort((a, b) => b.pattern.indexOf("*") - a.pattern.indexOf("*"));
  if (!best) return [];
  const isFolder = best.pattern.endsWith("/");
  return targetsIn(best.value).map((target) =>
    isFolder ? `${target}${best.star}` : target.replaceAll("*", () => best.star),
  );
}

/** What a pattern's star stands for in a text. Undefined: it has none, or the text does not fit. */
export function starIn(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf("*");
  if (star < 0) return undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}

const mostConditions = 6;

/** All targets under any condition, in order; `null` says that there is none. */
function targetsIn(value: Node | undefined, depth = 0): readonly string[] {
  const at = followed(value);
  if (!at || depth > mostConditions) return [];
  if (at.kind === "scalar") return typeof at.value === "string" ? [at.value] : [];
  if (at.kind === "sequence") return at.items.flatMap((item) => targetsIn(item, depth + 1));
  const isType = (key: string) => /^(types|typings|types@)/.test(key);
  const entries = entriesIn(at).map(({ key, value: target }) => [String(key.value), target] as const);
  const ordered = [...entries.filter(([key]) => !isType(key)), ...entries.filter(([key]) => isType(key))];
  return ordered.flatMap(([, target]) => targetsIn(target, depth + 1));
}
