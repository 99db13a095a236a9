import type { Document } from "../syntax/document.ts";
import { kindOf } from "../template/identify.ts";
import type { Block } from "../text/source.ts";
import type { Hit } from "./hit.ts";
import { unreadable } from "./own.ts";

/** What a file's text tells of its purpose even where it cannot be read. Looked for in the first part only. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/AWSTemplateFormatVersion|AWS::[A-Z]\w+::|Transform["']?\s*:\s*["']?AWS::/, "template"],
  [/^(?:service|provider|functions)\s*:/m, "template"],
  [/"Statement"\s*:/, "policy"],
  [/\bexports?\b[^\n]{0,80}\bhandler\b/, "handler"],
];

/** The place where a template, policy or handler stops being readable: one finding a file. */
export function unreadableHits(document: Document): readonly Hit[] {
  const problem =
    document.problems.find((one) => one.fatal) ?? (document.language === "script" ? undefined : document.problems[0]);
  if (!problem) return [];
  const what = purposeOf(document);
  return what ? [{ rule: unreadable, match: { at: problem.at, data: { problem: problem.message, what } } }] : [];
}

/** Code of a handler that branches in more ways than are followed. */
export function cutShortHits(cutShort: readonly Block[]): readonly Hit[] {
  return cutShort.slice(0, 1).map((block) => {
    const at = { block, start: 0, end: block.text.search(/\r?\n|$/) };
    const problem = "it branches in more ways than are followed";
    return { rule: unreadable, match: { at, data: { problem, what: "handler" } } };
  });
}

function purposeOf(document: Document): string | undefined {
  if ((document.language === "yaml" || document.language === "json") && document.roots.length > 0) {
    const kind = kindOf(document);
    if (kind === "policy") return "policy";
    if (kind === "cloudformation" || kind === "sam" || kind === "serverless") return "template";
  }
  const start = document.file.text.slice(0, 20_000);
  return marks.find(([mark]) => mark.test(start))?.[1];
}
