import type { Rule } from "../../engine/authoring.ts";
import { levelsOf } from "./schema.ts";

interface Manifest {
  contributes?: {
    configuration?: { properties?: Record<string, object> };
    snippets?: object[];
  };
}

/** package.json with the rules as a setting and the snippet files as contributions; the rest as it is. */
export function manifestOf(text: string, rules: readonly Rule[], snippets: readonly string[]): string {
  const manifest = JSON.parse(text) as Manifest;
  const { contributes } = manifest;
  const properties = contributes?.configuration?.properties;
  if (!contributes || !properties) throw new Error("package.json contributes no configuration");
  const { description: _own, ...levels } = levelsOf(rules) as { description: string };
  properties["handrail.rules"] = { ...properties["handrail.rules"], ...levels };
  // Without a language VS Code goes by each snippet's own scope.
  contributes.snippets = snippets.map((name) => ({ path: `./snippets/${name}` }));
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
