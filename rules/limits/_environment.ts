import { type Cure, type Edit, entryOf, followed, type Node, type Resource, value } from "../../engine/authoring.ts";
import { mostEnvironmentBytes, mostLayers, reservedVariables } from "../facts/limits.ts";
import { cured, grouped, type Refused } from "./_refused.ts";

/** What Lambda refuses in a function's environment variables. */
export function* environmentRefused(resource: Resource): Iterable<Refused> {
  const property = resource.property("Environment/Variables");
  const entries = value.map(property?.value)?.entries ?? [];
  for (const { key } of entries) {
    const name = String(key.value);
    if (reservedVariables.has(name)) {
      yield {
        at: key,
        message: `'${resource.name}' sets '${name}', which Lambda sets itself: the deployment is refused`,
        cure: (edit) => without(property?.at, name, edit),
      };
    } else if (/^(?![A-Za-z]\w+$)[\w.-]*$/.test(name)) {
      yield {
        at: key,
        message: `'${name}' of '${resource.name}' cannot name an environment variable: the deployment is refused`,
      };
    }
  }
  const bytes = entries.reduce((sum, { key, value: text }) => sum + String(key.value).length + lengthOf(text), 0);
  if (property && bytes > mostEnvironmentBytes) {
    const most = grouped(mostEnvironmentBytes);
    yield {
      at: property.key ?? resource.key,
      message: `the environment of '${resource.name}' takes ${grouped(bytes)} bytes or more: Lambda refuses more than ${most}`,
    };
  }
}

/** What is not known counts nothing: the sum is what there is at least. */
const lengthOf = (text: value.Value): number => String(value.primitive(text) ?? "").length;

/** Removes a variable where it is written, if others are left. Credentials are left alone: their values have to go elsewhere. */
function without(node: Node | undefined, name: string, edit: Edit): Cure | undefined {
  const mapping = followed(node);
  const entry = entryOf(mapping, name);
  if (mapping?.kind !== "mapping" || !entry || mapping.entries.length < 2) return undefined;
  if (/KEY|TOKEN/.test(name)) return undefined;
  return cured("Leave it to Lambda", edit.remove(mapping, entry));
}

/** More layers than a function can have. One that a condition may take away is not counted. */
export function* layersRefused(resource: Resource): Iterable<Refused> {
  const property = resource.property("Layers");
  const layers = value.list(property?.value)?.items.filter(({ kind }) => kind !== "oneOf") ?? [];
  if (!property || layers.length <= mostLayers) return;
  yield {
    at: property.key ?? resource.key,
    message: `'${resource.name}' has ${layers.length} layers: Lambda refuses more than ${mostLayers}`,
  };
}
