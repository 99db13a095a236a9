import { type Admitted, admittedBy, madeOf } from "./admitted.ts";
import {
  allChars,
  type Chars,
  charsIn,
  hasAny,
  isWithin,
  lineEnds,
  nonAscii,
  spaces,
  without,
  wordChars,
} from "./chars.ts";

/** What texts of an outsider must be for each kind of sink, so that they do no harm wherever they stand. */
type Condition = (texts: Admitted) => boolean;

const only =
  (allowed: Chars): Condition =>
  ({ anywhere }) =>
    isWithin(anywhere, allowed);
const none =
  (harmful: Chars): Condition =>
  ({ anywhere }) =>
    !hasAny(anywhere, harmful);

const words = wordChars | nonAscii;
const plain = words | charsIn(" .:@-");
const shellWords = words | charsIn(" \t.,:@/+=-");
const sqlWords = words | spaces | charsIn(".,:@/+=%-");

/** One name of a folder, or names below it: never upwards. Without `..` at all it stays below the folder that it is joined to. */
const isPathBelow: Condition = ({ anywhere, first, lacks }) => {
  if (lacks === "..") return true;
  const mayClimb = hasAny(anywhere, charsIn("."));
  if (!hasAny(anywhere, charsIn("/"))) return !mayClimb || !hasAny(first, charsIn("."));
  return !mayClimb && !hasAny(first, charsIn("/"));
};

const hasHost = ({ prefix }: Admitted): boolean => /^https?:\/\/[\w.-]+(?::\d+)?\//.test(prefix);

/** A path of the same site: nothing that a browser takes for a host. */
const isOwnPath: Condition = ({ anywhere, first, prefix, next }) =>
  !hasAny(anywhere, charsIn("\\:@")) &&
  (!hasAny(first, charsIn("/")) || (prefix === "/" ? !hasAny(next, charsIn("/")) : /^\/[^/]/.test(prefix)));

/** `constructor`, `__proto__` and the like cannot be spelt. */
const hasNoInheritedName: Condition = ({ anywhere, longest }) =>
  longest < 8 || !["__proto__", "constructor", "toString", "valueOf"].some((name) => isWithin(charsIn(name), anywhere));

const isNoObject = none(charsIn("["));

const conditions: Readonly<Record<string, Condition>> = {
  sql: only(sqlWords),
  statement: only(sqlWords),
  command: only(shellWords),
  argument: ({ first }) => !hasAny(first, charsIn("-")),
  code: only(plain),
  where: only(plain),
  template: only(plain | charsIn("/,")),
  graphql: only(plain),
  redis: only(plain),
  cypher: only(plain),
  influx: only(plain),
  xpath: only(plain),
  ldap: only(plain),
  yaml: only(words | charsIn(".-")),
  deserialize: only(words | charsIn(".-")),
  dynamodb: only(words | charsIn(".-")),
  search: (texts) => only(words | charsIn(".@-"))(texts) && !hasAny(texts.first, charsIn("-")),
  prompt: none(spaces),
  path: isPathBelow,
  // no kind of sink: a rule may ask for it. `..` by itself is a folder, which does harm only in front of other names
  "one name": none(charsIn("/")),
  zip: isPathBelow,
  import: isPathBelow,
  "s3-key": isPathBelow,
  url: (texts) => hasHost(texts) || none(charsIn("/\\:@?#%."))(texts),
  redirect: (texts) => hasHost(texts) || isOwnPath(texts),
  html: none(charsIn("<>\"'")),
  xml: none(charsIn("<>")),
  header: none(lineEnds),
  email: none(lineEnds),
  log: none(lineEnds),
  regex: none(charsIn("\\^$*+?()[]{}|")),
  "slow-pattern": ({ longest }) => longest <= 200,
  method: hasNoInheritedName,
  proto: hasNoInheritedName,
  // a test of the text of an object: `[object Object]` does not pass
  nosql: isNoObject,
  "request-object": isNoObject,
  "mass-assignment": isNoObject,
};

/** Letters are of no use where there are so few texts. */
const fewTexts = 64;
const identifiers = charsIn("0123456789abcdefABCDEF-");
const numbers = charsIn("0123456789.-");

/** The kinds of sinks that texts do no harm in; "*" for all. */
export function harmlessFor(texts: Admitted): readonly string[] {
  if (texts.count <= fewTexts || [numbers, identifiers].some((some) => isWithin(texts.anywhere, some))) return ["*"];
  return Object.keys(conditions).filter((kind) => conditions[kind]?.(texts));
}

/** The kinds of sinks that all texts are harmless for that a regular expression fits from their beginning to their end. */
export function harmlessTexts(pattern: RegExp): readonly string[] {
  const admitted = admittedBy(String(pattern));
  return admitted ? harmlessFor(admitted) : [];
}

/** Where an object may stand for a text, or be taken as a whole: kinds that any text is harmless for. */
export const harmlessAsText: readonly string[] = ["nosql", "request-object", "mass-assignment"];

/** What is harmless about one of an object's keys, where those that every object inherits count too. */
export const exceptInherited: readonly string[] = [
  ...Object.keys(conditions).filter((kind) => kind !== "method" && kind !== "proto"),
  "selector",
];

/** How it is noted among the kinds that a text is clean for, that a character or `..` is nowhere in it. */
const mark = "without ";

export const lacking = (chars: Chars, text?: string): readonly string[] => {
  const marks: string[] = text === undefined ? [] : [mark + text];
  for (let code = 0; code < 128; code++)
    if (hasAny(chars, charsIn(String.fromCharCode(code)))) marks.push(mark + String.fromCharCode(code));
  return marks;
};

/** The kinds, with those that follow from what the text has none of. Several tests or replacements may each take something away. */
export function withMarks(clean: readonly string[]): readonly string[] {
  const isOwnSite = clean.includes("begins /") && clean.includes("begins not //");
  const marks = clean.filter((kind) => kind.startsWith(mark)).map((kind) => kind.slice(mark.length));
  if (marks.length === 0) return isOwnSite ? [...clean, "redirect"] : clean;
  const lacked = charsIn(marks.filter((text) => text.length === 1).join(""));
  const left = without(allChars, lacked);
  const lacks = marks.includes("..") ? ".." : undefined;
  const kinds = harmlessFor({ ...madeOf(left), lacks }).filter((kind) => !harmlessAsText.includes(kind));
  return [...new Set([...clean, ...kinds])].sort();
}
