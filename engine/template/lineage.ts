import type { Template } from "./model.ts";

/**
 * The versions of one file's template. What is kept of one is kept for the next; resources belong to a lineage, and their template is the
 * one that is current. It changes with each version, and is the only thing here that does.
 */
export interface Lineage {
  current: Template;
}

const lineages = new WeakMap<Template, Lineage>();

/** Makes a template the current one of a lineage, or the first of a new one. */
export function continued(template: Template, lineage: Lineage | undefined): Lineage {
  const line = lineage ?? { current: template };
  line.current = template;
  lineages.set(template, line);
  return line;
}

/** A template that nobody has put into a lineage has its own. */
export const lineageOf = (template: Template): Lineage => lineages.get(template) ?? continued(template, undefined);
