import * as fs from "node:fs";
import * as path from "node:path";
import type { Rule } from "../../engine/authoring.ts";

export interface RuleFile {
  /** Below `rules/`, without the extension; the rule's id. */
  readonly name: string;
  readonly rule: Rule;
}

const NO_AREAS = new Set(["models", "facts", "shared"]);

/** Every rule, read from its own file, so that the index can be made before it exists. In the order of their ids. */
export function loadRules(root: string): RuleFile[] {
  const folder = path.join(root, "rules");
  const areas = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_AREAS.has(entry.name));
  return areas
    .flatMap((area) => ruleNamesIn(folder, area.name))
    .sort()
    .map((name) => ({ name, rule: loadRule(path.join(folder, `${name}.ts`), name) }));
}

function ruleNamesIn(folder: string, area: string): string[] {
  const files = fs.readdirSync(path.join(folder, area)).filter((file) => file.endsWith(".ts") && !file.startsWith("_"));
  return files.map((file) => `${area}/${path.basename(file, ".ts")}`);
}

function loadRule(file: string, name: string): Rule {
  const { default: rule } = require(file) as { default?: Rule };
  if (!rule?.meta) throw new Error(`rules/${name}.ts has no rule as its default export`);
  if (rule.meta.id !== name)
    throw new Error(`rules/${name}.ts holds the rule '${rule.meta.id}': the id is the file's own path`);
  return rule;
}
