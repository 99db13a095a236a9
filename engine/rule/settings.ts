import type { Config } from "../project/config.ts";
import { type Confidence, confidences, type Profile, type Severity } from "./finding.ts";
import type { Meta } from "./rule.ts";

/** What the configuration makes of a rule: its severity, or undefined if it is off. A rule's own entry beats its area's (`iam/*`). */
export function severityOf(meta: Meta, config: Config): Severity | undefined {
  const area = `${meta.id.slice(0, meta.id.indexOf("/"))}/*`;
  const said = config.rules[meta.id] ?? config.rules[area];
  if (said === "off" || (said === undefined && !isInProfile(meta, config.profile))) return undefined;
  return said === undefined || said === "on" ? meta.severity : said;
}

const isInProfile = ({ profiles }: Meta, profile: Profile): boolean =>
  profiles === undefined || profile === "strict" || profiles.some((name) => name === profile);

/** Whether the configuration itself sets the rule's severity, so that a match's own severity does not count. */
export const isSeveritySet = (meta: Meta, config: Config): boolean => {
  const area = `${meta.id.slice(0, meta.id.indexOf("/"))}/*`;
  return !["on", undefined].includes(config.rules[meta.id] ?? config.rules[area]);
};

/** Whether a confidence is at least another. */
export const isAtLeast = (confidence: Confidence, least: Confidence): boolean =>
  confidences.indexOf(confidence) <= confidences.indexOf(least);

/** What switches on a rule that is off by default: "profile 'fsbp', 'strict'". */
export const switchesOf = ({ profiles = [] }: Meta): string =>
  `profile ${[...profiles, "strict"].map((name) => `'${name}'`).join(", ")} or its own setting says so`;
