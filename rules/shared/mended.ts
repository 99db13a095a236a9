import type { Flow } from "../../engine/authoring.ts";

/**
 * Whether the library at a flow's sink is, or may be, of a version in which the harm is mended. Its model says which: `mended`, for each
 * line of versions the first that is, `4.2.1 5.0.3`; `package`, whose versions are meant, if not the sink's own. Without a declared range
 * the newest version is taken to be in use.
 */
export function isMended(flow: Flow): boolean {
  const mended = flow.facts["mended"];
  if (mended === undefined) return false;
  const name = flow.facts["package"] ?? packageName(flow.library ?? "");
  const newest = newestIn(flow.dependency(name) ?? "");
  return newest === undefined || !isBefore(newest, mended.split(" ").map(numbersOf));
}

const packageName = (library: string): string =>
  library
    .split("/")
    .slice(0, library.startsWith("@") ? 2 : 1)
    .join("/");

type Version = readonly [number, number, number];
const any = Number.POSITIVE_INFINITY;

/** Whether a version is older than the first that is mended in its line. A line that is not named was mended before it began, or never. */
function isBefore(version: Version, mended: readonly Version[]): boolean {
  const next = mended.find((one) => one[0] >= version[0]);
  return next !== undefined && compared(version, next) < 0;
}

/** The newest version that a range of package.json lets in. Undefined: any, or the range is not understood. */
export function newestIn(range: string): Version | undefined {
  let newest: Version | undefined;
  for (const one of range.split("||")) {
    const part = newestInPart(one.trim());
    if (!part) return undefined;
    if (!newest || compared(part, newest) > 0) newest = part;
  }
  return newest;
}

function newestInPart(range: string): Version | undefined {
  const bounds = range
    .replace(/\s+-\s+/, " <=")
    .split(/\s+/)
    .map(newestWithin);
  if (bounds.some((bound) => bound === undefined)) return undefined;
  return bounds.reduce((least, bound) => (bound && (!least || compared(bound, least) < 0) ? bound : least), undefined);
}

/** The newest version that one comparison lets in. */
function newestWithin(comparison: string): Version | undefined {
  const found = /^(\^|~|>=?|<=?|=)?v?(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:-[\w.-]+)?$/i.exec(comparison);
  if (!found) return undefined;
  const [major, minor, patch] = numbersOf(`${found[2]}.${found[3] ?? "x"}.${found[4] ?? "x"}`);
  const sign = found[1] ?? "";
  if (sign.startsWith(">")) return [any, any, any];
  if (sign === "<") return before(major, zero(minor), zero(patch));
  if (sign === "^" && major > 0) return [major, any, any];
  if (sign === "^" && (minor > 0 || minor === any)) return [0, minor, any];
  return sign === "~" ? [major, minor, any] : [major, minor, patch];
}

function numbersOf(version: string): Version {
  const [major = 0, minor = any, patch = any] = version
    .split(".")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : any));
  return [major, minor, patch];
}

const zero = (number: number): number => (number === any ? 0 : number);

/** The newest version before one. */
function before(major: number, minor: number, patch: number): Version | undefined {
  if (patch > 0) return [major, minor, patch - 1];
  if (minor > 0) return [major, minor - 1, any];
  return major > 0 ? [major - 1, any, any] : undefined;
}

function compared(a: Version, b: Version): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? 0;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
