import { sinkKinds } from "../flow/kinds.ts";
import type { Fact, LibraryModel } from "../flow/models.ts";

/**
 * Reads `models` of `handrail.json`. They are as in `rules/models`, but for two regular expressions: `looksLike` is a list of words, and
 * `given` says what the literal `equals`. A fact that is wrong is left out and told of in a sentence.
 */
export function readModels(value: unknown, problems: string[]): readonly LibraryModel[] {
  if (!Array.isArray(value)) {
    problems.push("'models' is not a list");
    return [];
  }
  return value.flatMap((item, index) => readLibrary(item, `models[${index}]`, problems));
}

function readLibrary(value: unknown, at: string, problems: string[]): readonly LibraryModel[] {
  const wanted = { library: text, facts: list } satisfies Shape;
  if (!holds(value, { wanted, allowed: { source: text } }, at, problems)) return [];
  const { library, source, facts } = value as unknown as LibraryModel;
  const read = facts.flatMap((fact, index) => readFact(fact, `${at}.facts[${index}]`, problems));
  return [{ library, source: source ?? "handrail.json", facts: read }];
}

function readFact(value: unknown, at: string, problems: string[]): readonly Fact[] {
  const kind = isRecord(value) ? kinds.find((word) => word in value) : undefined;
  if (kind === undefined) {
    problems.push(`'${at}' is no fact: it has none of 'sink', 'barrier', 'pass' and 'origin'`);
    return [];
  }
  if (!holds(value, shapes[kind], at, problems)) return [];
  if (kind === "sink" && "callees" in value === "methods" in value) {
    problems.push(`'${at}' has to have either 'callees' or 'methods'`);
    return [];
  }
  return [asFact(value)];
}

/** A property's check answers what it has to be, if it is not that. */
type Check = (value: unknown) => string | undefined;
type Shape = Readonly<Record<string, Check>>;
interface Shapes {
  readonly wanted: Shape;
  readonly allowed: Shape;
}

const kinds = ["sink", "barrier", "pass", "origin"] as const;

const text: Check = (value) => (typeof value === "string" && value !== "" ? undefined : "a text");
const list: Check = (value) => (Array.isArray(value) ? undefined : "a list");
const index: Check = (value) => (isIndex(value) ? undefined : "the index of an argument");
const indexOrThis: Check = (value) => (isIndex(value) || value === "this" ? undefined : "an index or 'this'");
const which: Check = (value) =>
  isIndex(value) || value === "all" || value === "this" || (typeof value === "string" && /^\d{1,2}\+$/.test(value))
    ? undefined
    : "an index, such as '1+', 'all' or 'this'";
const texts: Check = (value) => (isTexts(value) ? undefined : "a list of texts");
const words: Check = (value) =>
  isTexts(value) && value.every((word) => /^[\w ]+$/.test(word)) ? undefined : "a list of words";
const patterns: Check = (value) =>
  isTexts(value) && value.every(isPattern) ? undefined : "a list of paths such as '@acme/db.connect().**.run'";
const kindList: Check = (value) =>
  isTexts(value) && value.every((word) => word === "*" || isKind(word))
    ? undefined
    : `'*' or of ${sinkKinds.join(", ")}`;
const facts: Check = (value) =>
  isRecord(value) && Object.values(value).every((one) => typeof one === "string") ? undefined : "an object of texts";
const oneOf =
  (...known: readonly string[]): Check =>
  (value) =>
    known.includes(value as string) ? undefined : `one of ${known.join(", ")}`;
const given: Check = (value) => {
  const shape = { wanted: { argument: index, equals: literal }, allowed: { property: text } };
  return holds(value, shape, "given", []) ? undefined : "an object with 'argument', 'equals' and perhaps 'property'";
};
const literal: Check = (value) =>
  ["string", "number", "boolean"].includes(typeof value) ? undefined : "a text, a number, true or false";

const shapes: { readonly [K in (typeof kinds)[number]]: Shapes } = {
  sink: {
    wanted: { sink: oneOf(...sinkKinds) },
    allowed: {
      callees: patterns,
      methods: texts,
      looksLike: words,
      argument: which,
      properties: texts,
      takes: oneOf("text", "object", "whole"),
      given,
      facts,
    },
  },
  barrier: {
    wanted: { barrier: oneOf("result", "guard", "refusal"), callees: patterns, protects: kindList },
    allowed: { argument: indexOrThis },
  },
  pass: {
    wanted: { pass: oneOf("same", "text", "data", "item", "list", "part"), callees: patterns },
    allowed: { from: which, into: indexOrThis },
  },
  origin: {
    wanted: { origin: oneOf("text", "data"), paths: patterns, event: text },
    allowed: { by: oneOf("outsider", "producer", "storage") },
  },
};

function holds(value: unknown, shape: Shapes, at: string, problems: string[]): value is Record<string, unknown> {
  if (!isRecord(value)) {
    problems.push(`'${at}' is not an object`);
    return false;
  }
  const { wanted, allowed } = shape;
  const missing = Object.keys(wanted).filter((key) => !(key in value));
  const wrong = Object.entries(value).flatMap(([key, one]) => {
    const check = Object.hasOwn(wanted, key) ? wanted[key] : Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    const is = check ? check(one) : "known";
    if (is === undefined) return [];
    return check ? `'${key}' of '${at}' is not ${is}` : `'${key}' of '${at}' is not a setting`;
  });
  const all = [...missing.map((key) => `'${at}' has no '${key}'`), ...wrong];
  problems.push(...all);
  return all.length === 0;
}

function asFact(value: Record<string, unknown>): Fact {
  const { looksLike, given, ...rest } = value;
  const condition = given as
    | { readonly argument: number; readonly property?: string; readonly equals: unknown }
    | undefined;
  return {
    ...rest,
    ...("origin" in rest && { by: rest["by"] ?? "outsider" }),
    ...(looksLike !== undefined && { looksLike: new RegExp(`\\b(?:${(looksLike as string[]).join("|")})\\b`, "i") }),
    ...(condition && {
      given: { argument: condition.argument, property: condition.property, fits: exactly(String(condition.equals)) },
    }),
  } as unknown as Fact;
}

const exactly = (literal: string): RegExp => new RegExp(`^${literal.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);

/** A pattern whose match costs little: `**` at most twice. */
const isPattern = (path: string): boolean =>
  path.length <= 200 && /^[^\s.][^\s]*$/.test(path) && path.split("**").length <= 3;

const isKind = (word: string): boolean => (sinkKinds as readonly string[]).includes(word);

const isIndex = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 100;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string" && item !== "");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
