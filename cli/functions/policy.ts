import { jsonOf, yamlOf } from "../../engine/edit/written.ts";
import { writtenForSam } from "../../engine/policy/written-policy.ts";
import { writtenPolicy } from "../../engine/policy/written-statement.ts";
import { suggestion } from "../nearest.ts";
import { Refusal } from "../refusal.ts";
import type { Found } from "./functions.ts";

export const policyFormats = ["json", "yaml", "sam"] as const;
export type PolicyFormat = (typeof policyFormats)[number];

/** The function of a name, which `template:name` tells from others of that name. Throws a `Refusal` if there is none, or several. */
export function functionNamed(name: string, found: readonly Found[], folder: (path: string) => string): Found {
  const nameOf = ({ privileges }: Found) => privileges.deployed.resource.name;
  const wholeOf = (one: Found) => `${folder(one.privileges.deployed.template.document.file.path)}:${nameOf(one)}`;
  const named = found.filter((one) => nameOf(one) === name || `/${wholeOf(one)}`.endsWith(`/${name}`));
  const [first, second] = named;
  if (first && second)
    throw new Refusal(`There are several functions '${name}': ${named.map((one) => `'${wholeOf(one)}'`).join(", ")}.`);
  if (!first) throw new Refusal(`No template here deploys a function '${name}'.${suggestion(name, found.map(nameOf))}`);
  return first;
}

/** The policy that allows what the function needs and nothing else. */
export function policyText({ privileges }: Found, format: PolicyFormat): string {
  if (format === "sam") return yamlOf({ Policies: writtenForSam(privileges.exact) });
  const policy = writtenPolicy(privileges.exact);
  return format === "json" ? jsonOf(policy) : yamlOf(policy);
}
