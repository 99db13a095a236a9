import { samPolicyTemplates } from "../facts/sam-policy-templates.ts";
import { managedNameSuggestions } from "./complete-managed.ts";
import type { Asked, Suggestion } from "./completion.ts";

/** The parameters of a SAM policy template, in the order of their use. */
export function parametersOf(template: string): readonly string[] {
  const statements = Object.hasOwn(samPolicyTemplates, template) ? (samPolicyTemplates[template] ?? []) : [];
  const found = statements.flatMap(({ resources }) => resources.flatMap((one) => [...one.matchAll(/\$\{@(\w+)\}/g)]));
  return [...new Set([...found.map(([, name = ""]) => name), ...(inConditions[template] ?? [])])];
}

/** Parameters that only the condition of a policy template uses, which our table leaves out. */
const inConditions: Readonly<Record<string, readonly string[]>> = {
  AWSSecretsManagerRotationPolicy: ["FunctionName"],
  EFSWriteAccessPolicy: ["AccessPoint"],
};

/** SAM's policy templates with their parameters, then the managed policies that let Lambda do its work. */
export function samPolicySuggestions(asked: Asked): readonly Suggestion[] {
  const names = Object.keys(samPolicyTemplates);
  const isItem = asked.spot.path.at(-1)?.key === undefined || asked.spot.needsDash;
  const templates = isItem ? names.map((name) => templateSuggestion(name, asked)) : [];
  return [...templates, ...(asked.spot.takes === "key" ? [] : managedNameSuggestions())];
}

function templateSuggestion(name: string, { spot }: Asked): Suggestion {
  const parameters = parametersOf(name);
  const said = {
    label: name,
    kind: "template",
    detail: parameters.join(", "),
    markdown: markdownOfTemplate(name),
    text: name,
    isSnippet: true,
    order: `1${name}`,
  } as const;
  if (spot.hasColon) return { ...said, isSnippet: false };
  if (spot.form === "block") {
    const lines = parameters.map((parameter, index) => `\n    ${parameter}: $${index + 1}`);
    return { ...said, raw: parameters.length === 0 ? `${name}: {}` : `${name}:${lines.join("")}` };
  }
  const quote = spot.form === "json" ? '"' : "";
  const pairs = parameters.map((parameter, index) => ` ${quote}${parameter}${quote}: $${index + 1}`);
  const body = pairs.length === 0 ? "{}" : `{${pairs.join(",")} }`;
  const entry = `${quote}${name}${quote}: ${body}`.replace(/\}/g, "\\}");
  return { ...said, raw: spot.takes === "key" ? entry : `{ ${entry} \\}` };
}

/** What a SAM policy template allows. Undefined: there is none of that name. */
export function markdownOfTemplate(name: string): string | undefined {
  if (!Object.hasOwn(samPolicyTemplates, name)) return undefined;
  const statements = (samPolicyTemplates[name] ?? []).map(({ actions, resources, isConditional }) => {
    const on = resources.map((one) => `\`${one.replaceAll("${@", "${")}\``).join(", ");
    const list = actions.map((action) => `\`${action}\``).join(", ");
    return `- ${list} on ${on}${isConditional ? ", under a condition" : ""}`;
  });
  const parameters = parametersOf(name);
  const given = parameters.length > 0 ? `Parameters: ${parameters.map((one) => `\`${one}\``).join(", ")}` : "";
  return [`**${name}** · policy template of SAM`, statements.join("\n"), given]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Parameters of a policy template that are not given yet. */
export function parameterSuggestions({ spot }: Asked, template: string): readonly Suggestion[] {
  const given = spot.path.at(-1)?.text() ?? "";
  return parametersOf(template)
    .filter((name) => name === spot.typed || !new RegExp(`\\b${name}["']?\\s*:`).test(given))
    .map((name, index) => ({ label: name, kind: "key", text: name, after: ": ", order: String(index) }));
}
