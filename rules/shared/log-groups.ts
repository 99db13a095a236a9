import { gathered, type Resource, referenceIn, resourcesOfType, value } from "../../engine/authoring.ts";
import { patternText } from "./pattern-text.ts";

/** Days that a cure keeps log lines: what Security Hub's CloudWatch.16 asks for. */
export const keptDays = 365;

/** Whether a template says where, or for how long, the lines of a function are kept; so too where it may. */
export function hasLogGroup(resource: Resource): boolean {
  const { template } = resource;
  if (resource.property("LoggingConfig/LogGroup")) return true;
  if (resource.writtenAs === "functions") return saysForHowLong(resource);
  if (resourcesOfType(template, "Custom::LogRetention").length > 0) return true;
  const name = patternText(resource.property("FunctionName")?.value);
  const keys = [anybody, resource.name, ...(name === undefined ? [] : [`/aws/lambda/${name}`])];
  return keys.some((key) => groups(template, key).length > 0);
}

/** What the Serverless Framework makes a function's log group from. */
function saysForHowLong({ template, entry }: Resource): boolean {
  const own = template.resolve(entry.value);
  const section = template.section("provider");
  const provider = section && template.resolve(section);
  if (own.kind !== "known" || (provider && provider.kind !== "known")) return true;
  const words = [value.at(own, "logRetentionInDays"), value.at(provider, "logRetentionInDays")];
  return words.some((word) => word !== undefined) || value.boolean(value.at(own, "disableLogs")) === true;
}

/** The log groups, by the path and by the resources in their names. */
const groups = gathered((group) => {
  const named = group.type === "AWS::Logs::LogGroup" ? group.property("LogGroupName")?.value : undefined;
  if (!named) return [];
  const path = patternText(named);
  const references = [
    referenceIn(named)?.resource,
    ...Array.from(path?.matchAll(/\$\{(\w+)\}/g) ?? [], ([, name]) => name),
  ];
  const keys = [path ?? anybody, ...references.filter((name) => name !== undefined)];
  return [...new Set(keys)].map((key) => [key, group.name] as const);
});

/** Of a group whose name is not to be known. */
const anybody = "*";
