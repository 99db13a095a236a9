import type { Severity } from "../../engine/rule/finding.ts";
import type { Meta } from "../../engine/rule/rule.ts";

export interface SarifRule {
  readonly id: string;
}

/** SARIF calls both of the mild severities notes. */
export const levelOf = (severity: Severity): "error" | "warning" | "note" =>
  severity === "error" || severity === "warning" ? severity : "note";

/** CVSS-like numbers, from which code hosts make critical, high, medium and low. */
const securitySeverity: Record<Severity, string> = { error: "8.0", warning: "5.5", info: "3.0", hint: "1.0" };

/** A rule as SARIF describes it; `meta` undefined for what the engine itself reports. */
export function descriptor(id: string, meta: Meta | undefined): SarifRule {
  if (!meta) return { id };
  const properties = {
    tags: ["security", ...meta.cwe.map(cweTag), ...meta.controls],
    precision: meta.confidence,
    "security-severity": securitySeverity[meta.severity],
  };
  return {
    id,
    shortDescription: { text: meta.summary },
    fullDescription: { text: plainOf(meta.why), markdown: meta.why },
    help: { text: helpText(meta), markdown: helpMarkdown(meta) },
    defaultConfiguration: { level: levelOf(meta.severity), ...(meta.profiles ? { enabled: false } : {}) },
    properties,
  } as SarifRule;
}

const cweTag = (number: number): string => `external/cwe/cwe-${String(number).padStart(3, "0")}`;

function helpText({ summary, why, references }: Meta): string {
  const sources = references.map(({ title, url }) => `${title}: ${url}`);
  return [`${summary}`, plainOf(why), ...sources].join("\n\n");
}

function helpMarkdown({ summary, why, examples, references }: Meta): string {
  const shownExamples = examples.slice(0, 2).map((example) => {
    const code = "bad" in example ? example.bad : example.good;
    const fixed = "bad" in example && example.fixed !== undefined ? `\n\nFixed:\n\n${fenced(example.fixed)}` : "";
    return `**${example.title}**\n\n${fenced(code)}${fixed}`;
  });
  const sources = references.map(({ title, url }) => `- [${title}](${url})`).join("\n");
  return [summary, why, ...shownExamples, sources].filter(Boolean).join("\n\n");
}

const fenced = (code: string): string => `\`\`\`\n${code.trimEnd()}\n\`\`\``;

/** Markdown without the marks that matter least to a reader: emphasis, code and links. */
const plainOf = (markdown: string): string =>
  markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]{1,2}/g, "");
