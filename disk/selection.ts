/** Folders whose content is not the user's own text: installed, generated, or the memory of a tool. */
const foreignFolders: ReadonlySet<string> = new Set([
  "node_modules",
  ".git",
  ".hg",
  ".svn",
  "dist",
  "build",
  "out",
  "coverage",
  ".aws-sam",
  ".serverless",
  ".vscode-test",
  ".cache",
  ".yarn",
  ".venv",
  ".terraform",
  "__pycache__",
]);

/** Files of which only the existence matters. */
const knownByName: ReadonlySet<string> = new Set([
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "bun.lockb",
  "deno.lock",
  "poetry.lock",
  "Pipfile.lock",
  "uv.lock",
  ".renovaterc",
  "renovate.json5",
]);

const extensions = "js,ts,jsx,tsx,mjs,cjs,mts,cts,yaml,yml,json,jsonc,template,toml,vtl".split(",");
const readable = new RegExp(`\\.(?:${extensions.join("|")})$`, "i");
const environment = /^\.env(?:$|[.\w-])/;

/**
 * Globs that together match every file that `use` wants, as editors understand them: none has braces within braces, which VS Code takes
 * for a text.
 */
export const selectionGlobs: readonly string[] = [
  `**/*.{${extensions.join(",")}}`,
  "**/.env*",
  `**/{${[...knownByName].filter((name) => !readable.test(name)).join(",")}}`,
];

/** Files bigger than this are known by their name only. */
export const largestFile = 2 * 1024 * 1024;

/** What a file of this name is good for. Undefined: nothing. */
export function use(name: string): "text" | "name" | undefined {
  if (knownByName.has(name)) return "name";
  return readable.test(name) || environment.test(name) ? "text" : undefined;
}

/** Whether a walk leaves a folder out. */
export const isForeign = (name: string): boolean => foreignFolders.has(name);

/** Whether a walk from `root` would go through the folder of `path`, which lies below it. Both with forward slashes. */
export function isOwn(root: string, path: string): boolean {
  const names = path.slice(root.length).split("/").filter(Boolean);
  return !names.slice(0, -1).some(isForeign);
}

/** Whether `path` is `folder` or below it. Both with forward slashes. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
