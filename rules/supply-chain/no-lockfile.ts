import { type Dependency, manifestRule, type Node } from "../../engine/authoring.ts";

const lockFiles = [
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "bun.lockb",
] as const;

export default manifestRule<{ readonly count: number }>({
  meta: {
    id: "supply-chain/no-lockfile",
    severity: "warning",
    confidence: "high",
    summary: "Dependencies without a lock file",
    why: "Without a lock file every build installs the newest versions that the ranges allow, of the dependencies and of all that they depend on: what is deployed is not what was tested, and a release that was tampered with an hour ago is in the next deployment. `npm install --package-lock-only` writes the file; commit it, and install with `npm ci` in the pipeline. In a workspace, one lock file above is enough.",
    duty: "dependencies",
    cwe: [1357],
    controls: ["SAS-6", "A9"],
    references: [
      { title: "npm: package-lock.json", url: "https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json" },
      { title: "npm ci", url: "https://docs.npmjs.com/cli/v11/commands/npm-ci" },
    ],
    examples: [
      {
        title: "A function's package without a lock file",
        bad: `{
  "name": "photo-api",
  "dependencies": {
  ^^^^^^^^^^^^^^ no lock file beside or above this package.json
    "mysql2": "^3.11.0",
    "pg": "^8.13.0"
  }
}`,
      },
      {
        title: "With its lock file beside it",
        good: `{
  "name": "photo-api",
  "dependencies": { "mysql2": "^3.11.0" }
}
//- package-lock.json
{ "name": "photo-api", "lockfileVersion": 3 }`,
      },
      {
        title: "A package of a workspace, locked above",
        file: "services/photos/package.json",
        good: `{
  "name": "photos",
  "dependencies": { "mysql2": "^3.11.0" }
}
//- pnpm-lock.yaml
lockfileVersion: "9.0"`,
      },
      {
        title: "Nothing from a registry",
        good: `{
  "name": "photo-api",
  "dependencies": { "photo-model": "file:../photo-model" }
}`,
      },
    ],
  },
  *check(manifest) {
    if (manifest.kind !== "package.json" || lockFiles.some((name) => manifest.existsAbove(name))) return;
    const count = manifest.dependencies.filter(comesFromRegistry).length;
    const at = keyOf(manifest.root, "dependencies");
    if (at && count > 0) yield { at, data: { count } };
  },
  message: ({ count }) =>
    `no lock file beside or above this package.json: each build installs other versions of ${count === 1 ? "its dependency" : `its ${count} dependencies`}`,
});

/** The project's own folders and packages are not locked. */
const comesFromRegistry = ({ group, range }: Dependency): boolean =>
  group === "dependencies" && !/^(?:file|link|workspace|portal):/.test(range ?? "");

const keyOf = (root: Node, name: string) =>
  root.kind === "mapping" ? root.entries.find((entry) => entry.key.value === name)?.key : undefined;
