import fs from "node:fs";
import path from "node:path";
import type { Rule } from "../engine/authoring.ts";

/**
 * Puts another text in the place of an example's text, in the rule's own file (`npm test -- ID --update`). The text is looked for as a
 * template literal spells it; one that is spelled otherwise has to be changed by hand.
 */
export function rewriteExample(rule: Rule, key: "bad" | "fixed", before: string, after: string): void {
  const file = path.join(__dirname, "..", rule.kind === "own" ? "engine/rule/own.ts" : `rules/${rule.meta.id}.ts`);
  const source = fs.readFileSync(file, "utf8");
  const literal = `${key}: \`${spelled(before)}\``;
  if (!source.includes(literal)) throw new Error(`no such '${key}' in ${file}; it should be:\n${after}`);
  fs.writeFileSync(
    file,
    source.replace(literal, () => `${key}: \`${spelled(after)}\``),
  );
}

const spelled = (text: string): string => text.replace(/[`\\]|\$\{/g, (special) => `\\${special}`);
