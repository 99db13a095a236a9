import type { Analysis } from "../project/analysis.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Task } from "../task.ts";
import type { Resource, Template } from "../template/model.ts";
import { resourcesOfType } from "../template/of-type.ts";
import { referenceIn } from "../template/references.ts";
import { items } from "../template/value.ts";
import type { Completion } from "./completion.ts";
import { completionsOf } from "./completions.ts";
import { actionsNeededBy } from "./needed-actions.ts";
import { type PolicySpot, policySpot, resourceLevel } from "./policy-spot.ts";
import type { Spot } from "./spot.ts";
import { spotAt } from "./spot-at.ts";
import { templatesOver } from "./templates-over.ts";

/** What can be written at an offset of a file, where a policy stands there. */
export function* completionsAt(analysis: Analysis, path: string, offset: number): Task<readonly Completion[]> {
  const document = analysis.document(path);
  if (document?.language !== "yaml" && document?.language !== "json") return [];
  const spot = spotAt(document.file, document.language, offset);
  const found = spot && policySpot(spot);
  if (!spot || !found) return [];
  yield* analysis.readTrees();
  return completionsOf(found.what, asked(analysis, document, spot, found));
}

function asked(analysis: Analysis, document: TreeDocument, spot: Spot, { statement }: PolicySpot) {
  const [template] = templatesOver(analysis, document.file.path);
  return {
    file: document.file,
    spot,
    statement,
    isTemplate: template !== undefined,
    resources: template?.resources ?? [],
    needs: () => (template ? functionsWith(template, spot).flatMap((one) => actionsNeededBy(analysis, one)) : []),
  };
}

/** Of more functions than this nobody looks through the needs. */
const mostFunctions = 40;

/** The functions that get the policy around a spot. */
function functionsWith(template: Template, { path }: Spot): readonly Resource[] {
  const all = resourcesOfType(template, "AWS::Lambda::Function");
  if (path[0]?.key === "provider") return all.slice(0, mostFunctions);
  const name = resourceLevel(path)?.key;
  const resource = name === undefined ? undefined : template.resource(name);
  if (!resource) return all.filter((one) => one.name === name);
  const roles = new Set([resource.name, ...rolesOf(resource)]);
  const roleOf = (one: Resource) => referenceIn(one.property("Role")?.value)?.resource ?? "";
  return all.filter((one) => one === resource || roles.has(roleOf(one))).slice(0, mostFunctions);
}

/** The roles that a policy of its own is attached to. */
const rolesOf = (policy: Resource): readonly string[] =>
  policy.type.startsWith("AWS::IAM::")
    ? ["Roles", "RoleName"].flatMap((name) =>
        items(policy.property(name)?.value).flatMap((value) => referenceIn(value)?.resource ?? []),
      )
    : [];
