import { memo } from "../memo.ts";
import type { FunctionExpression } from "../program/ir.ts";
import { type ScriptDocument, startOf } from "../syntax/document.ts";
import type { Abstract, Closure } from "./abstract.ts";
import { cleaned } from "./taint-changes.ts";

/**
 * What comments of a module say of its functions: `@handrail-sanitizer sql path` in front of a function, or first in its body: what it gives
 * back does no harm of these kinds (without a kind: of any).
 */
export interface Sanitizers {
  /** Different wherever a comment says something else, or of another function. */
  readonly key: string;
  of(fn: FunctionExpression): readonly string[];
}

const mark = /@handrail-sanitizer\b[ \t]*([\w\-*, \t]*)/;

/** What may stand between the comment and the function: the rest of its declaration, on one line. */
const declaration = /^\s*[\w$.\s:<>=|[\]"'-]*$/;

const longest = 300;

const none: Sanitizers = { key: "", of: () => [] };

export const sanitizersIn = memo((document: ScriptDocument): Sanitizers => {
  const { text } = document.file;
  if (!text.includes("@handrail-sanitizer")) return none;
  const said = document.comments.flatMap((comment) => {
    const start = startOf(document, comment);
    const end = start + comment.end - comment.start;
    const [whole, words = ""] = mark.exec(text.slice(start, end)) ?? [];
    if (whole === undefined) return [];
    const kinds = words.match(/[\w-]+|\*/g) ?? ["*"];
    return [{ start, end, kinds }];
  });
  const key = said.map(({ end, kinds }) => `${kinds.join()} ${text.slice(end, end + longest)}`).join("\n");
  return {
    key,
    of(fn) {
      const [from, body] = [startOf(document, fn), startOf(document, fn.bodyAt)];
      const found = said.find(({ start, end }) => {
        if (start > body) return start - body < longest && /^\{\s*$/.test(text.slice(body, start));
        return end <= from && from - end < longest && isDeclaration(text.slice(end, from));
      });
      return found?.kinds ?? [];
    },
  };
});

/** No statement ends in between, and no line but the one that the function begins on. */
const isDeclaration = (between: string): boolean =>
  declaration.test(between) && !between.trim().includes("\n") && !/\b(?:return|case)\b/.test(between);

/** What a function gave back, harmless as its comment says. */
export function protectedBy(value: Abstract, { fn, home }: Closure): Abstract {
  const kinds = home.protects(fn);
  return kinds.length > 0 ? cleaned(value, kinds) : value;
}
