import type { Expression } from "../program/ir.ts";
import type { Said } from "../program/sdk.ts";
import { type Context, type Thing, termsOf } from "./thing.ts";

const mostTexts = 24;
const mostDepth = 12;
const longestText = 2000;

/** What stands under a path in what is given. `things`: what the whole may be. */
export function saidAt(things: readonly Thing[], path: string, context: Context): Said {
  if (things.length === 0) return "absent";
  const keys = path === "" ? [] : path.split(".");
  const last = keys.at(-1) === "*" ? keys.pop() : undefined;
  let here: Found = { things, isAbsent: false };
  for (const key of keys) here = deeper(here, key, context);
  if (here.things.length === 0) return "absent";
  const texts = last === "*" ? keysOf(here.things, context) : here.things.flatMap((one) => textsOf(one, context, 0));
  return answer(texts);
}

interface Found {
  readonly things: readonly Thing[];
  /** On some way it is not there. */
  readonly isAbsent: boolean;
}

function answer(texts: readonly string[]): Said {
  const different = [...new Set(texts)];
  // `process.env.TABLE ?? ""` says nothing more than the variable
  const told = different.length > 1 ? different.filter((text) => text !== "") : different;
  if (told.every((text) => text === "\0")) return "unknown";
  return told.slice(0, mostTexts);
}

function deeper({ things, isAbsent }: Found, key: string, context: Context): Found {
  const found = things.flatMap((one) => under(one, key, context));
  return { things: found, isAbsent: isAbsent || found.length === 0 };
}

/** What is under a key; nothing: it is surely not there. */
function under(thing: Thing, key: string, context: Context): readonly Thing[] {
  return thing.kind === "value" && thing.value.kind === "literal" ? [] : context.property(thing, key);
}

/** The keys of an object, as texts. */
function keysOf(things: readonly Thing[], context: Context): readonly string[] {
  return things.flatMap((thing): readonly string[] => {
    if (thing.kind !== "value" || thing.value.kind !== "object") return ["\0"];
    const inside = thing.in ?? context;
    return thing.value.properties.flatMap(({ key, value }) => {
      if (typeof key === "string") return [key];
      return key === undefined ? keysOf(inside.of(value), inside) : textsIn(key, inside, 0);
    });
  });
}

const textsIn = (e: Expression, context: Context, depth: number): readonly string[] => {
  const found = context.of(e);
  return found.length === 0 ? ["\0"] : found.flatMap((one) => textsOf(one, context, depth + 1));
};

/** The texts that a thing may be, `\0` for what is not known. */
function textsOf(thing: Thing, context: Context, depth: number): readonly string[] {
  if (thing.kind === "library") {
    const variable = /^process\.env\.(\w+)$/.exec(thing.path)?.[1];
    return [variable === undefined ? "\0" : `\${process.env.${variable}}`];
  }
  if (thing.kind !== "value" || depth > mostDepth) return ["\0"];
  const { value } = thing;
  const inside = thing.in ?? context;
  if (value.kind === "literal") return value.value === null || value.regex ? ["\0"] : [String(value.value)];
  if (value.kind === "template" && !value.tag) {
    const parts = value.texts.flatMap((text, index) => {
      const e = value.expressions[index];
      return e ? [[text.value], textsIn(e, inside, depth)] : [[text.value]];
    });
    return joined(parts);
  }
  if (value.kind === "binary" && value.operator === "+")
    return joined(
      termsOf(value, (operator) => operator === "+")
        .slice(0, 60)
        .map((term) => textsIn(term, inside, depth)),
    );
  return ["\0"];
}

/** Every way to put one of each together. */
function joined(parts: readonly (readonly string[])[]): readonly string[] {
  let whole: readonly string[] = [""];
  for (const part of parts) {
    whole = whole.flatMap((before) => part.map((text) => `${before}${text}`.slice(0, longestText)));
    if (whole.length > mostTexts) return ["\0"];
  }
  return whole.map((text) => text.replace(/\0+/g, "\0"));
}
