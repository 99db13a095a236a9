import fs from "node:fs";
import path from "node:path";
import { ownRules } from "../../engine/rule/own.ts";
import { readJson } from "../../engine/syntax/json.ts";
import { valueOf } from "../../engine/syntax/node.ts";
import { languageOf } from "../../engine/syntax/read.ts";
import { readYaml } from "../../engine/syntax/yaml.ts";
import { rules } from "../../rules/index.ts";
import { usualNames } from "../../tools/example.ts";
import { type MarkedFile, readMarked } from "../markers.ts";

/** Files that belong together, to begin from: an example of a rule, or a template of an app. */
export interface Seed {
  readonly title: string;
  readonly files: readonly MarkedFile[];
}

/**
 * The examples of all rules, the templates and policies of the apps under `examples/`, and templates of many of those resources together,
 * which are large enough to be read in blocks.
 */
export function seeds(): readonly Seed[] {
  const small = [...fromRules(), ...fromApps()];
  const trees = small.flatMap(({ files }) => files.filter(isTree));
  return [...small, ...largeFrom(trees, "yaml"), ...largeFrom(trees, "json")];
}

/** Those of their files that are YAML or JSON, no text twice. */
export function seedTrees(): readonly MarkedFile[] {
  const files = seeds().flatMap((seed) => seed.files);
  return [...new Map(files.filter(isTree).map((file) => [file.text, file])).values()];
}

export const isTree = ({ path, text }: MarkedFile): boolean => ["yaml", "json"].includes(languageOf(path, text) ?? "");

export const isScript = ({ path, text }: MarkedFile): boolean => languageOf(path, text) === "script";

/** The code that tests of the analysis are made of, each file as a whole. */
export function scriptSeeds(): readonly Seed[] {
  const folder = path.join(__dirname, "../../test/fixtures");
  const names = ["flow", "models"].flatMap((one) =>
    fs.readdirSync(path.join(folder, one)).map((name) => path.join(one, name)),
  );
  return names.sort().map((name) => {
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    return { title: name, files: [{ path: `handler${path.extname(name)}`, text }] };
  });
}

function fromRules(): Seed[] {
  return [...rules, ...ownRules].flatMap(({ kind, meta }) =>
    meta.examples.flatMap((example) => {
      const first = example.file ?? usualNames[kind];
      const texts = "good" in example ? [example.good] : [example.bad, ...(example.fixed ? [example.fixed] : [])];
      return texts.map((text) => ({ title: `${meta.id}: ${example.title}`, files: readMarked(text, first).files }));
    }),
  );
}

function fromApps(): Seed[] {
  const root = path.join(__dirname, "../../examples");
  const names = fs.readdirSync(root, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /(?:template|serverless|policy)\.(?:ya?ml|json)$/.test(name))
    .sort()
    .map((name) => {
      const text = fs.readFileSync(path.join(root, name), "utf8");
      return { title: name, files: [{ path: path.basename(name), text }] };
    });
}

/** How many resources a large template has. */
const many = 40;

function largeFrom(files: readonly MarkedFile[], language: "yaml" | "json"): Seed[] {
  const fit = files.filter(({ path, text }) => languageOf(path, text) === language && /^template\./.test(path));
  const resources = fit.flatMap((file) => resourcesIn(file));
  const found: Seed[] = [];
  for (let at = 0; at < resources.length; at += many) {
    const some = resources.slice(at, at + many).map((write, index) => write(`R${index}`));
    const text =
      language === "yaml"
        ? `Transform: AWS::Serverless-2016-10-31\nResources:\n${some.map((one) => `  ${one}\n`).join("")}Outputs: {}\n`
        : `{\n  "Transform": "AWS::Serverless-2016-10-31",\n  "Resources": {\n    ${some.join(",\n    ")}\n  }\n}\n`;
    found.push({ title: `resources from ${at} on`, files: [{ path: `template.${language}`, text }] });
  }
  return found;
}

/** The resources of a template that are written one below the other, each to be written anew under another name. */
function resourcesIn({ path, text }: MarkedFile): ((name: string) => string)[] {
  const file = { path, version: 1, text };
  const root = (languageOf(path, text) === "json" ? readJson(file) : readYaml(file)).roots[0];
  const resources = valueOf(root, "Resources");
  if (resources?.kind !== "mapping" || (resources.flow && path.endsWith(".yaml")) || !/\n {2}\w+:|\{/.test(text))
    return [];
  return resources.entries.map(
    ({ key, end }) =>
      (name) =>
        (path.endsWith(".json") ? JSON.stringify(name) : name) + text.slice(key.end, end),
  );
}

/** Deployed functions with their code and roles: the projects that tests of what functions call, need and may do are made of. */
export function functionSeeds(): readonly Seed[] {
  const folder = path.join(__dirname, "../../test/fixtures/usage");
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".txt"));
  return names.sort().flatMap((name) => {
    const projects = fs.readFileSync(path.join(folder, name), "utf8").split(/^\/\/= .*\n/m);
    return projects.flatMap((project, index) => {
      const files = deployedFiles(project.replaceAll(/^\/\/> .*\n/gm, ""));
      return files.length > 0 ? [{ title: `${name}, ${index}`, files }] : [];
    });
  });
}

const oneFunction: MarkedFile = {
  path: "template.yaml",
  text: `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: index.handler
      Policies:
        - S3ReadPolicy: { BucketName: photos }
        - Statement: { Effect: Allow, Action: "dynamodb:*", Resource: "*" }
`,
};

/** The files of a project; one without a template gets one. */
function deployedFiles(project: string): readonly MarkedFile[] {
  const { files } = readMarked(project, "index.mjs");
  const some = files.filter(({ text }) => text.trim() !== "");
  const isDeployed = some.some((file) => isTree(file) && file.path !== "package.json");
  return isDeployed || some.length === 0 ? some : [oneFunction, ...some];
}
