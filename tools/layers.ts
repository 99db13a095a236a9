import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { cyclesOf } from "./layers/cycles.ts";
import { type Import, importsOf } from "./layers/imports.ts";
import { outsideWorldIn } from "./layers/outside-world.ts";

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

interface Layer {
  /** Folders, or single files, of the project it may import beside its own. */
  readonly below: readonly string[];
  /** Packages it may import; absent: any. */
  readonly packages?: readonly string[];
  /** Whether it is pure: no Node, no editor, no clock, no promise. */
  readonly isPure?: true;
}

const LAYERS: Readonly<Record<string, Layer>> = {
  engine: { below: [], packages: ["typescript", "yaml", "jsonc-parser"], isPure: true },
  rules: { below: ["engine/authoring.ts"], packages: [], isPure: true },
  disk: { below: ["engine"] },
  server: { below: ["engine", "rules", "disk"] },
  cli: { below: ["engine", "rules", "disk"] },
  client: { below: [] },
  tools: { below: ["engine", "rules", "disk", "server", "cli"] },
  test: { below: ["engine", "rules", "disk", "server", "cli", "tools"] },
};

/** Every place below `root` where a layer reaches for what it may not, and every circle of imports. */
export function violationsIn(root: string): Violation[] {
  const imports = new Map<string, Import[]>();
  const found: Violation[] = [];
  for (const file of sourceFilesIn(root)) {
    const text = fs.readFileSync(path.join(root, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const own = importsOf(source);
    imports.set(file, own);
    found.push(...own.flatMap((one) => wrongImport(file, one)));
    if (layerOf(file).isPure) found.push(...outsideWorldIn(source).map((use) => ({ file, ...use })));
  }
  return [...found, ...cyclesOf(imports)];
}

function wrongImport(file: string, { specifier, target, line, isType }: Import): Violation[] {
  const layer = layerOf(file);
  const folder = folderOf(file);
  const say = (why: string) => [{ file, line, message: `imports '${specifier}': ${why}` }];
  if (target === undefined) return wrongPackage(specifier, isType, layer).flatMap(say);
  if (
    folderOf(target) === folder ||
    layer.below.some((allowed) => target === allowed || target.startsWith(`${allowed}/`))
  )
    return [];
  return say(`${folder} may import only from ${[folder, ...layer.below].join(", ")}`);
}

function wrongPackage(specifier: string, isType: boolean, layer: Layer): string[] {
  const isNode = specifier.startsWith("node:");
  if (layer.isPure && (isNode || specifier === "vscode"))
    return ["below the server there is neither Node nor an editor"];
  if (layer.packages && !layer.packages.includes(specifier)) return ["this layer does not use that package"];
  if (layer.isPure && specifier === "typescript" && !isType)
    return ["'typescript' is loaded when the first script is seen, so only types may be imported"];
  return [];
}

function layerOf(file: string): Layer {
  return LAYERS[folderOf(file)] ?? { below: [] };
}

function folderOf(file: string): string {
  return file.split("/")[0] ?? "";
}

function sourceFilesIn(root: string): string[] {
  return Object.keys(LAYERS)
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .map((name) => `${folder}/${name.split(path.sep).join("/")}`),
    )
    .filter((file) => /\.m?ts$/.test(file) && !/(^|\/)(fixtures|node_modules)\//.test(file))
    .sort();
}

export function textOf({ file, line, message }: Violation): string {
  return `${file}:${line} ${message}`;
}

if (require.main === module) {
  const violations = violationsIn(path.join(__dirname, ".."));
  for (const violation of violations) console.error(textOf(violation));
  process.exitCode = violations.length > 0 ? 1 : 0;
}
