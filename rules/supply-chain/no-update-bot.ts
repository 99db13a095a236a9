import { type Manifest, manifestRule, type Node } from "../../engine/authoring.ts";

type Package = Extract<Manifest, { kind: "package.json" }>;

const configurations = [
  ".github/dependabot.yml",
  ".github/dependabot.yaml",
  "renovate.json",
  "renovate.json5",
  ".github/renovate.json",
  ".github/renovate.json5",
  ".gitlab/renovate.json",
  ".renovaterc",
  ".renovaterc.json",
] as const;

interface Unattended {
  /** The folder that the configuration belongs in. */
  readonly folder: string;
  readonly hasWorkflows: boolean;
}

export default manifestRule<Unattended>({
  meta: {
    id: "supply-chain/no-update-bot",
    severity: "hint",
    confidence: "high",
    summary: "Nothing keeps the dependencies current",
    why: "Holes are found in old versions. Dependabot and Renovate open a pull request for each new version, security fixes first, so that an update is a glance at a green check instead of a project of its own. GitHub runs Dependabot for every repository that has a `.github/dependabot.yml`.",
    duty: "dependencies",
    cwe: [1104],
    controls: ["SAS-6", "A9"],
    references: [
      {
        title: "GitHub: Dependabot options",
        url: "https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference",
      },
      { title: "Renovate", url: "https://docs.renovatebot.com/" },
    ],
    examples: [
      {
        title: "Dependencies and a workflow, and no bot",
        bad: `{
  "name": "photo-api",
  "dependencies": {
  ^^^^^^^^^^^^^^ no update bot watches these dependencies
    "mysql2": "^3.11.0"
  }
}
//- .github/workflows/test.yml
on: push
permissions: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm ci && npm test`,
        fixed: `{
  "name": "photo-api",
  "dependencies": {
    "mysql2": "^3.11.0"
  }
}
//- .github/dependabot.yml
version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule:
      interval: weekly
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
`,
      },
      {
        title: "Dependabot",
        good: `{ "name": "photo-api", "dependencies": { "mysql2": "^3.11.0" } }
//- .github/dependabot.yml
version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule:
      interval: weekly`,
      },
      {
        title: "Renovate, in package.json itself",
        good: `{
  "name": "photo-api",
  "dependencies": { "mysql2": "^3.11.0" },
  "renovate": { "extends": ["config:recommended"] }
}`,
      },
    ],
  },
  *check(manifest) {
    if (manifest.kind !== "package.json" || hasParent(manifest) || configurations.some(manifest.existsAbove)) return;
    const at = keyOf(manifest.root, manifest.dependencies[0]?.group ?? "workspaces");
    if (!at || keyOf(manifest.root, "renovate")) return;
    const path = manifest.document.file.path;
    const hasWorkflows = manifest.exists(".github/workflows/");
    yield { at, data: { folder: path.slice(0, path.lastIndexOf("/")), hasWorkflows } };
  },
  message: () => "no update bot watches these dependencies: their security fixes wait until somebody looks",
  fix: ({ folder, hasWorkflows }, edit) => ({
    title: "Let Dependabot watch them",
    // without workflows beside it, this may not be the folder that GitHub looks in
    safety: hasWorkflows ? "safe" : "unsafe",
    edits: edit.create(
      `${folder}/.github/dependabot.yml`,
      dependabot(hasWorkflows ? ["npm", "github-actions"] : ["npm"]),
    ),
  }),
});

/** Only the outermost package.json is spoken of: one configuration serves all below it. */
const hasParent = ({ exists }: Package): boolean =>
  Array.from({ length: 12 }, (_, at) => `${"../".repeat(at + 1)}package.json`).some(exists);

const keyOf = (root: Node, name: string) =>
  root.kind === "mapping" ? root.entries.find((entry) => entry.key.value === name)?.key : undefined;

const dependabot = (ecosystems: readonly string[]): string =>
  `version: 2\nupdates:\n${ecosystems
    .map((name) => `  - package-ecosystem: ${name}\n    directory: /\n    schedule:\n      interval: weekly\n`)
    .join("")}`;
