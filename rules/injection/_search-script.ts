import type { Code, Cure, Edit, Flow } from "../../engine/authoring.ts";
import { namedPlaces } from "../shared/named-places.ts";
import { withProperties } from "../shared/object-properties.ts";

/** The values of a script as its parameters: `params.stars`. */
export function inSearchScript(flow: Flow, edit: Edit): Cure | undefined {
  const script = flow
    .around(flow.value)
    .findLast(
      (node): node is Code.ObjectExpression =>
        node.kind === "object" && node.properties.some(({ value }) => value === flow.value),
    );
  if (!script || script.properties.some(({ key }) => key === undefined)) return undefined;
  const params = script.properties.find(({ key }) => key === "params")?.value;
  if (params && params.kind !== "object") return undefined;
  const taken = (params?.properties ?? []).flatMap(({ key }) => (typeof key === "string" ? [key] : []));
  const placed = namedPlaces(flow.value, flow, edit.quote(flow.value), ({ name }) => `params.${name}`, taken);
  if (!placed) return undefined;
  const entries = placed.values.map(({ name, source }) => (name === source ? name : `${name}: ${source}`));
  const added = params
    ? withProperties(params, entries, edit)
    : withProperties(script, [`params: { ${entries.join(", ")} }`], edit);
  return {
    title: "Give the script its values as params",
    safety: "unsafe",
    edits: [...edit.text(flow.value, placed.text), ...added],
  };
}
