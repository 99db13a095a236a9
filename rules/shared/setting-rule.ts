import {
  type Cure,
  type Edit,
  type Failing,
  failing,
  type Meta,
  type Plain,
  type Resource,
  type Setting,
  type Severity,
  type SiteEdit,
  templateRule,
  whenText,
} from "../../engine/authoring.ts";
import { itemPaths } from "./item-paths.ts";
import { together } from "./together.ts";

/** A property that is not as it should be. */
export interface Finding {
  readonly resource: Resource;
  /** The property's CloudFormation path. */
  readonly path: string;
  readonly failing: Failing;
}

/** What a rule about the value of one property (or a few of one kind) says. */
export interface SettingSpec {
  readonly meta: Meta;
  /** `AWS::Type/Property/Path`; each resource is looked at once for each path of its type. `*` in a path stands for each item of a list. */
  readonly at: string | readonly string[];
  /** Whether a value is bad: a written one, else the documented default, else undefined. Unknown values are never asked about. */
  isBad(value: Setting["value"], resource: Resource, path: string): boolean;
  /** Resources that the rule says nothing about. */
  unless?(resource: Resource, path: string): boolean;
  /** What is. `when`: to be put behind its claim: " when 'IsProd' is false", or nothing. */
  message(finding: Finding, when: string): string;
  /** Where it is not always that of `meta`. */
  severityOf?(finding: Finding): Severity | undefined;
  readonly cure?: SettingCure;
}

export interface SettingCure {
  readonly title: string | ((finding: Finding) => string);
  /** What the property is set to; undefined: there is no cure here. */
  readonly value: Plain | ((finding: Finding) => Plain | undefined);
  /** The path to be written, where another than the one looked at. */
  readonly path?: string | ((finding: Finding) => string);
  readonly safety: Cure["safety"] | ((finding: Finding) => Cure["safety"]);
  /** What else has to be written for it, a key or a queue. Undefined: it cannot be, and there is no cure. */
  with?(finding: Finding, edit: Edit): readonly SiteEdit[] | undefined;
}

/** A template rule that wants one property to have, or not to have, some values. */
export function settingRule(spec: SettingSpec) {
  const paths = pathsByType(spec.at);
  return templateRule<Finding>({
    meta: spec.meta,
    at: [...paths.keys()],
    *check(_property, resource) {
      for (const path of (paths.get(resource.type) ?? []).flatMap((one) => itemPaths(resource, one))) {
        if (spec.unless?.(resource, path)) continue;
        const found = failing(resource, path, (value) => spec.isBad(value, resource, path));
        if (!found) continue;
        const data = { resource, path, failing: found };
        yield { at: found.at, data, severity: spec.severityOf?.(data) };
      }
    },
    message: (finding) => spec.message(finding, whenText(finding.failing)),
    ...(spec.cure ? { fix: cureWith(spec.cure) } : {}),
  });
}

function pathsByType(at: string | readonly string[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const address of typeof at === "string" ? [at] : at) {
    const slash = address.indexOf("/");
    const type = address.slice(0, slash);
    paths.set(type, [...(paths.get(type) ?? []), address.slice(slash + 1)]);
  }
  return paths;
}

const cureWith =
  (cure: SettingCure) =>
  (finding: Finding, edit: Edit): Cure | undefined => {
    const value = typeof cure.value === "function" ? cure.value(finding) : cure.value;
    const edits = value === undefined ? undefined : settingEdits(finding, pathOf(cure, finding), value, edit);
    const all = together(edits, cure.with ? cure.with(finding, edit) : []);
    if (!all) return undefined;
    const title = typeof cure.title === "function" ? cure.title(finding) : cure.title;
    const safety = typeof cure.safety === "function" ? cure.safety(finding) : cure.safety;
    return { title, safety, edits: all };
  };

const pathOf = (cure: SettingCure, finding: Finding): string =>
  typeof cure.path === "function" ? cure.path(finding) : (cure.path ?? finding.path);

/**
 * Writes the value where the bad one stands, which may be in `Globals`, in one branch of a condition or the default of a parameter; else
 * into the resource. A parameter's allowed values are left alone.
 */
function settingEdits(
  { resource, path, failing }: Finding,
  target: string,
  value: Plain,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  if (!failing.isWritten || target !== path) {
    return failing.when === undefined ? edit.setProperty(resource, target, value) : undefined;
  }
  if (failing.when !== undefined && failing.at.block !== resource.entry.block) return undefined;
  return edit.replace(failing.at, value);
}
