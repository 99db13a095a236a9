import type { Finding, Fix, Hover } from "./finding.ts";
import type { Duty, Meta } from "./rule.ts";

/** Who is responsible, in a reader's words: the shared-responsibility model's list of what stays with the customer. */
export const dutyWords: Readonly<Record<Duty, string>> = {
  code: "Your responsibility: application code security",
  dependencies: "Your responsibility: dependency management",
  iam: "Your responsibility: identity and access management",
  encryption: "Your responsibility: data encryption",
  configuration: "Your responsibility: configuration security",
  "third-party": "Your responsibility: third-party service integration",
};

const weightOf = (exposure: string): string =>
  `${exposure.charAt(0).toUpperCase()}${exposure.slice(1)}: it counts one step ${exposure.startsWith("anyone") ? "more" : "less"}.`;

/** What a finding says to a reader who asks for more: why, who is responsible, what can be done. Its message the editor shows itself. */
export function hoverOf(finding: Finding, meta: Meta, fixes: readonly Fix[]): Hover {
  const cures = fixes.map((fix) => `- ${fix.title}${fix.safety === "safe" ? "" : " (look before you apply)"}`);
  const links = meta.references.map(({ title, url }) => `[${title}](${url})`);
  const sections = [
    `**${meta.id}** · ${finding.severity}, ${finding.confidence} confidence`,
    finding.exposure === undefined ? "" : `_${weightOf(finding.exposure)}_`,
    meta.why,
    cures.length > 0 ? `**Fixes**\n\n${cures.join("\n")}` : "",
    `_${dutyWords[meta.duty]}_`,
    links.join(" · "),
  ];
  return { at: finding.at, markdown: sections.filter((section) => section !== "").join("\n\n") };
}
