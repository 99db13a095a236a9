import type { Node } from "../syntax/node.ts";
import { dirname, joined } from "../text/path.ts";
import { entriesIn, field, mappingOf, textIn } from "./fields.ts";
import type { Surroundings } from "./surroundings.ts";
import { known, primitive, unknown, type Value } from "./value.ts";

/** One service of a `serverless-compose.yml`. */
export interface ComposedService {
  readonly name: string;
  /** Absolute paths that its configuration may have, likeliest first. */
  readonly files: readonly string[];
  readonly folder: string;
  /** What it is given as parameters, by name. */
  readonly parameters: ReadonlyMap<string, Node>;
}

const names = [
  "serverless-compose.yml",
  "serverless-compose.yaml",
  "serverless-compose.json",
  "serverless-compose.ts",
  "serverless-compose.js",
];

const configurations = ["serverless.yml", "serverless.yaml", "serverless.json", "serverless.ts", "serverless.js"];

/** A compose file is looked for in so many folders above that of the service. */
const highest = 4;

/** The services that the compose file at a path puts together. */
export function composedServices(path: string, around: Surroundings): readonly ComposedService[] {
  const root = mappingOf(around.tree(path)?.roots[0]);
  return entriesIn(field(root, "services")).flatMap(({ key, value }) => {
    const written = textIn(field(value, "path"));
    if (written === undefined) return [];
    const folder = joined(dirname(path), written).replace(/\/$/, "");
    const config = textIn(field(value, "config"));
    const parameters = entriesIn(field(value, "params")).map(
      (entry) => [String(entry.key.value), entry.value] as const,
    );
    return [
      {
        name: String(key.value),
        folder,
        files: (config === undefined ? configurations : [config]).map((file) => joined(folder, file)),
        parameters: new Map(parameters),
      },
    ];
  });
}

/** The compose file above a service that names it, with all its services. */
export function composition(
  service: string,
  around: Surroundings,
): { readonly path: string; readonly services: readonly ComposedService[]; readonly own: ComposedService } | undefined {
  let folder = dirname(service);
  for (let up = 0; up < highest && folder !== ""; up++) {
    folder = dirname(folder);
    for (const name of names) {
      const path = `${folder}/${name}`;
      const services = composedServices(path, around);
      const own = services.find((one) => one.files.includes(service));
      if (own) return { path, services, own };
    }
  }
  return undefined;
}

/** What the compose file above a service gives to one of its parameters. Undefined: nothing. */
export function composedParameter(name: string, at: Node, service: string, around: Surroundings): Value | undefined {
  const composed = composition(service, around);
  const node = composed?.own.parameters.get(name);
  if (!composed || !node) return undefined;
  const written = node.kind === "scalar" ? node.value : undefined;
  if (written === undefined) return unknown(at, `the compose file gives '${name}'`);
  if (typeof written !== "string" || !written.includes("${")) return known(node, written);
  const output = /^\$\{\s*([\w-]+)\.([\w.-]+)\s*\}$/.exec(written);
  const source = output && composed.services.find((one) => one.name === output[1]);
  return (source && outputOf(source, output[2] ?? "", around)) ?? unknown(node, `'${written}' is known at deployment`);
}

/** An output of another service, if it is a plain value. What it refers to is in that service, so it means nothing here. */
function outputOf(service: ComposedService, name: string, around: Surroundings): Value | undefined {
  for (const file of service.files) {
    const value = around.outputs(file)?.get(name);
    if (value) return primitive(value) === undefined ? unknown(value.at, "it is known after deployment") : value;
  }
  return undefined;
}
