import type { Plain } from "../edit/edit.ts";
import { samPolicyTemplates, type TemplateStatement } from "../facts/sam-policy-templates.ts";
import { formOf } from "./arn.ts";
import { actionsMatching } from "./catalogue.ts";
import { hasWildcard } from "./match.ts";
import type { Target } from "./target.ts";
import { writtenTarget } from "./written-arn.ts";

/** Actions on resources, as a SAM policy template may allow them. */
export interface Allowed {
  readonly actions: readonly string[];
  readonly targets: readonly Target[];
}

/** The use of the SAM policy template that allows exactly that. Undefined: none does. */
export function fittingTemplate({ actions, targets }: Allowed): { readonly [name: string]: Plain } | undefined {
  const wanted = keyOf(actions);
  for (const { name, statement } of byActions(wanted)) {
    const given = parametersOf(statement, targets);
    if (given) return { [name]: given };
  }
  return undefined;
}

const keyOf = (actions: readonly string[]): string =>
  [...new Set(actions.map((action) => action.toLowerCase()))].sort().join(" ");

interface Candidate {
  readonly name: string;
  readonly statement: TemplateStatement;
}

let candidates: Map<string, Candidate[]> | undefined;

/** The templates of one statement without conditions, by the actions that they allow; made at first use. */
function byActions(key: string): readonly Candidate[] {
  if (!candidates) {
    candidates = new Map();
    for (const [name, [statement, ...others]] of Object.entries(samPolicyTemplates)) {
      if (!statement || others.length > 0 || statement.isConditional) continue;
      const own = keyOf(statement.actions.flatMap(expanded));
      candidates.set(own, [...(candidates.get(own) ?? []), { name, statement }]);
    }
  }
  return candidates.get(key) ?? [];
}

const expanded = (action: string): readonly string[] =>
  hasWildcard(action) ? actionsMatching(action).map(({ name }) => name) : [action];

/** What the parameters have to be for the template's resources to be those. */
function parametersOf({ resources }: TemplateStatement, targets: readonly Target[]): Plain | undefined {
  if (resources.length !== targets.length) return undefined;
  const given: Record<string, Plain> = {};
  const left = new Set(targets);
  for (const pattern of resources) {
    const found = [...left].flatMap((target) => {
      const one = parameterIn(pattern, target);
      return one && (one.name === undefined || isSame(given[one.name], one.value)) ? [{ ...one, target }] : [];
    })[0];
    if (!found) return undefined;
    left.delete(found.target);
    if (found.name !== undefined) given[found.name] = found.value;
  }
  return given;
}

const isSame = (before: Plain | undefined, now: Plain): boolean =>
  before === undefined || JSON.stringify(before) === JSON.stringify(now);

/** The parameter of a pattern that makes it a target's ARN. Undefined: none does. */
function parameterIn(pattern: string, target: Target): { readonly name?: string; readonly value: Plain } | undefined {
  const parts = pattern.split(/\$\{@(\w+)\}/);
  const [before = "", name, after = ""] = parts;
  if (parts.length === 1) return pattern === target.arn ? { value: "" } : undefined;
  if (parts.length !== 3 || name === undefined) return undefined;
  if (before === "" && after === "") return target.arn === "*" ? undefined : { name, value: writtenTarget(target) };
  const { arn } = target;
  if (!arn.startsWith(before) || !arn.endsWith(after) || arn.length <= before.length + after.length) return undefined;
  const value = nameWritten(arn.slice(before.length, arn.length - after.length), target);
  return value === undefined ? undefined : { name, value };
}

/** The name of a target's resource as a template writes it. */
function nameWritten(name: string, { resource }: Target): Plain | undefined {
  if (/[*?:]/.test(name)) return undefined;
  const form = resource && formOf(resource);
  if (!form) return name.includes("${") ? { "Fn::Sub": name } : name;
  const id = resource.alias ?? resource.name;
  if (form.ref === "name" || form.ref === "id") return { Ref: id };
  return form.nameAttribute === undefined ? undefined : { "Fn::GetAtt": [id, form.nameAttribute] };
}
