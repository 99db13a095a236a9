import { covers } from "./arn-match.ts";
import { isInRange } from "./ip-range.ts";
import { matchesText } from "./match.ts";
import type { Truth } from "./truth.ts";

/** What a condition's operator says of one value of the policy and one of the request. */
export interface Comparison {
  readonly holds: (written: string, given: string) => Truth;
  /** The condition is met if none of the policy's values is. */
  readonly isNegated: boolean;
  /** Texts in which `${aws:username}` and the like stand for what is in the request. */
  readonly takesVariables: boolean;
  /** `*` and `?` in a policy's value are wildcards. */
  readonly takesWildcards: boolean;
}

/** The operators of conditions without `IfExists` and the set words; `Null` is none of them. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ...both("StringEquals", "StringNotEquals", (written, given) => written === given, "variables"),
  ...both(
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    (written, given) => written.toLowerCase() === given.toLowerCase(),
    "variables",
  ),
  ...both("StringLike", "StringNotLike", matchesText, "variables wildcards"),
  ...both(
    "NumericEquals",
    "NumericNotEquals",
    numeric((written, given) => given === written),
  ),
  ...only(
    "NumericLessThan",
    numeric((written, given) => given < written),
  ),
  ...only(
    "NumericLessThanEquals",
    numeric((written, given) => given <= written),
  ),
  ...only(
    "NumericGreaterThan",
    numeric((written, given) => given > written),
  ),
  ...only(
    "NumericGreaterThanEquals",
    numeric((written, given) => given >= written),
  ),
  ...both(
    "DateEquals",
    "DateNotEquals",
    dated((written, given) => given === written),
  ),
  ...only(
    "DateLessThan",
    dated((written, given) => given < written),
  ),
  ...only(
    "DateLessThanEquals",
    dated((written, given) => given <= written),
  ),
  ...only(
    "DateGreaterThan",
    dated((written, given) => given > written),
  ),
  ...only(
    "DateGreaterThanEquals",
    dated((written, given) => given >= written),
  ),
  ...only("Bool", (written, given) => written.toLowerCase() === given.toLowerCase()),
  ...only("BinaryEquals", (written, given) => written === given),
  ...both("IpAddress", "NotIpAddress", isInRange),
  ...both("ArnEquals", "ArnNotEquals", isArnLike, "variables wildcards"),
  ...both("ArnLike", "ArnNotLike", isArnLike, "variables wildcards"),
]);

type Entry = readonly [name: string, comparison: Comparison];

function only(name: string, holds: Comparison["holds"], takes = ""): readonly Entry[] {
  const [takesVariables, takesWildcards] = [takes.includes("variables"), takes.includes("wildcards")];
  return [[name, { holds, isNegated: false, takesVariables, takesWildcards }]];
}

function both(name: string, negated: string, holds: Comparison["holds"], takes = ""): readonly Entry[] {
  const own = only(name, holds, takes);
  return [...own, ...own.map(([, comparison]): Entry => [negated, { ...comparison, isNegated: true }])];
}

/** Both ARNs are in normal form, or have their partition written. */
function isArnLike(written: string, given: string): Truth {
  const [mine, theirs] = [written, given].map((arn) => arn.split(":")[1] ?? "");
  const isPartitionKnown = !`${mine}${theirs}`.includes("${");
  if (isPartitionKnown && !matchesText(mine ?? "", theirs ?? "") && /^arn:/.test(written)) return false;
  return covers(written, given);
}

function numeric(holds: (written: number, given: number) => boolean): Comparison["holds"] {
  return (written, given) => {
    const [mine, theirs] = [numberIn(written), numberIn(given)];
    return mine === undefined || theirs === undefined ? undefined : holds(mine, theirs);
  };
}

const numberIn = (text: string): number | undefined => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);

function dated(holds: (written: number, given: number) => boolean): Comparison["holds"] {
  return (written, given) => {
    const [mine, theirs] = [timeIn(written), timeIn(given)];
    return mine === undefined || theirs === undefined ? undefined : holds(mine, theirs);
  };
}

/** Milliseconds of a time that says its zone, or of seconds since 1970. */
function timeIn(text: string): number | undefined {
  if (/^\d{5,12}$/.test(text)) return Number(text) * 1000;
  const isIso = /^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/.test(text);
  const time = isIso ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
