import { itemsOf, type Manifest, manifestRule, type Scalar, textAt, valueOf } from "../../engine/authoring.ts";
import { type KnownAction, knownActions } from "../facts/actions.ts";
import { type ActionReference, actionsIn, isCommit, majorOf } from "../shared/action-reference.ts";

interface Outdated extends KnownAction {
  readonly at: Scalar;
  readonly repository: string;
  readonly ref: string;
  readonly version: string;
  /** Runs on code that is not the repository's own, where `actions/checkout` has become stricter. */
  readonly servesStrangers: boolean;
}

export default manifestRule<Outdated>({
  meta: {
    id: "supply-chain/action-outdated",
    severity: "info",
    confidence: "high",
    summary: "An action whose Node.js is gone from the runners",
    why: "An action brings its own code but not its own Node.js: it names the version that the runner should start it with. GitHub removed Node.js 20 from its runners in September 2026, as it removed 12 and 16 before; an action of that age is started on a version that it was never tested with, or fails. It gets no fixes either: maintainers mend the current major.\n\nReported is a major that runs on Node.js 20 or older, of the actions in Handrail's own table. One that runs on Node.js 24 is left alone, however many newer there are. For a commit id, the version in the comment beside it counts.",
    duty: "dependencies",
    cwe: [1104],
    controls: ["SAS-6", "A9"],
    references: [
      {
        title: "GitHub: deprecation of Node 20 on Actions runners",
        url: "https://github.blog/changelog/2025-09-19-deprecation-of-node-20-on-github-actions-runners/",
      },
    ],
    examples: [
      {
        title: "Five majors behind",
        file: ".github/workflows/scan.yml",
        bad: `name: Security Scan
on: [push]
permissions:
  contents: read
jobs:
  security:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v2
              ^^^^^^^^^^^^^^^^^^^ 'actions/checkout@v2' needs a Node.js that GitHub's runners no longer have
      - run: npm audit --audit-level=moderate`,
        fixed: `name: Security Scan
on: [push]
permissions:
  contents: read
jobs:
  security:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: npm audit --audit-level=moderate`,
      },
      {
        title: "A commit id, its version in the comment",
        file: ".github/workflows/deploy.yml",
        bad: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@61815dcd50bd041e203e49132bacad1fd04d2708 # v5.1.1
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'aws-actions/configure-aws-credentials' v5.1.1 needs a Node.js`,
      },
      {
        title: "Majors that run on Node.js 24, and an action that is not in the table",
        file: ".github/workflows/deploy.yml",
        good: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@6044e13b5dc448c55e2357c09f80417699197238 # v6.2.0
      - uses: acme/deploy@v1`,
      },
    ],
  },
  *check(manifest) {
    for (const action of actionsIn(manifest)) {
      const known = knownActions.get(action.repository);
      const version = known && versionOf(action);
      const major = version === undefined ? undefined : majorOf(version);
      if (!known || version === undefined || major === undefined || major >= known.supported) continue;
      const { at, repository, ref } = action;
      yield { at, data: { ...known, at, repository, ref, version, servesStrangers: servesStrangers(manifest) } };
    }
  },
  message: ({ repository, ref, version }) =>
    `${version === ref ? `'${repository}@${ref}'` : `'${repository}' ${version}`} needs a Node.js that GitHub's runners no longer have`,
  fix: ({ at, ref, current, isDropIn, servesStrangers: isStricter }, edit) => {
    if (isCommit(ref)) return undefined;
    const text = textAt(at);
    const start = at.start + text.lastIndexOf("@") + 1;
    return {
      title: `Use its current major, v${current}`,
      safety: isDropIn && !isStricter ? "safe" : "unsafe",
      edits: edit.text({ block: at.block, start, end: start + ref.length }, `v${current}`),
    };
  },
});

/** The tag itself, or for a commit id the version in the comment on its line. */
function versionOf({ at, ref }: ActionReference): string | undefined {
  if (!isCommit(ref)) return ref;
  const rest = at.block.text.slice(at.end, at.end + 80);
  return /^["']?[ \t]+#[ \t]*(?:tag[= ])?(v?\d[\w.-]*)/.exec(rest)?.[1];
}

function servesStrangers(manifest: Manifest): boolean {
  if (manifest.kind !== "workflow") return false;
  const on = valueOf(manifest.root, "on");
  const names = on?.kind === "mapping" ? on.entries.map(({ key }) => key.value) : itemsOf(on, true).map(scalarOf);
  return names.some((name) => name === "pull_request_target" || name === "workflow_run");
}

const scalarOf = (node: { readonly kind: string; readonly value?: unknown }): unknown => node.value;
