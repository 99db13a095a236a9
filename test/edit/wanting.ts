import { type Edit, type Meta, type Resource, type SiteEdit, templateRule } from "../../engine/authoring.ts";
import type { Rule } from "../../engine/rule/rule.ts";

const meta = (id: string): Meta => ({
  id,
  severity: "warning",
  confidence: "high",
  summary: "",
  why: "",
  duty: "configuration",
  cwe: [],
  controls: [],
  references: [],
  examples: [],
});

/** A rule that wants a property of all resources of a type, and writes it with what belongs to it. */
export const wanting = (
  address: string,
  fix: (resource: Resource, edit: Edit) => readonly (readonly SiteEdit[] | undefined)[],
): Rule =>
  templateRule<Resource>({
    meta: meta(`test/${address.replace(/\W+/g, "-").toLowerCase()}`),
    at: address,
    *check(property, resource) {
      if (!property) yield { at: resource.key, data: resource };
    },
    message: ({ name }) => name,
    fix: (resource, edit) => {
      const edits = fix(resource, edit);
      return edits.includes(undefined)
        ? undefined
        : { title: "Write it", safety: "safe", edits: edits.flatMap((some) => some ?? []) };
    },
  });
