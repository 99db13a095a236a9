import {
  entryOf,
  followed,
  itemsOf,
  type Job,
  type Manifest,
  manifestRule,
  type Node,
  type Scalar,
  textAt,
  valueOf,
} from "../../engine/authoring.ts";
import { readingAction, tokenUse } from "../facts/workflow-tools.ts";
import { linesBeforeJobs } from "../shared/workflow-edit.ts";

type Workflow = Extract<Manifest, { kind: "workflow" }>;

interface Unlimited {
  readonly workflow: Workflow;
  /** `write-all`, where it is written so. */
  readonly writeAll?: Node;
}

export default manifestRule<Unlimited>({
  meta: {
    id: "supply-chain/workflow-permissions",
    severity: "warning",
    confidence: "high",
    summary: "A workflow whose token may do more than it needs",
    why: "Each job gets a token for its repository, and every action in the job can use it. Without `permissions` it has what the repository's or organisation's settings say, which for older ones is the right to write almost everything: push code, publish packages, change releases. With `permissions` it has what is listed and nothing else. Give the workflow `contents: read`, and the one job that writes what it writes.",
    duty: "third-party",
    cwe: [250],
    controls: ["SAS-6", "A9"],
    references: [
      {
        title: "GitHub: controlling permissions for GITHUB_TOKEN",
        url: "https://docs.github.com/en/actions/using-jobs/assigning-permissions-to-jobs",
      },
    ],
    examples: [
      {
        title: "No word of permissions",
        file: ".github/workflows/scan.yml",
        bad: `name: Security Scan

on: [push]

# What runs on every push
jobs:
^^^^ no job of this workflow limits its token
  security:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: npm audit --audit-level=moderate`,
        fixed: `name: Security Scan

on: [push]

permissions:
  contents: read

# What runs on every push
jobs:
  security:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: npm audit --audit-level=moderate`,
      },
      {
        title: "All rights, asked for",
        file: ".github/workflows/deploy.yml",
        bad: `on: push
permissions: write-all
             ^^^^^^^^^ may write everything
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: sam deploy`,
        fixed: `on: push
permissions:
  contents: read
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: sam deploy`,
      },
      {
        title: "One rule for all jobs, or one for each",
        file: ".github/workflows/deploy.yml",
        good: `on: push
jobs:
  test:
    permissions: {}
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  deploy:
    permissions:
      contents: read
      id-token: write
    runs-on: ubuntu-latest
    steps:
      - run: sam deploy`,
      },
      {
        title: "A reusable workflow has the permissions of its caller",
        file: ".github/workflows/shared.yml",
        good: `on:
  workflow_call:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test`,
      },
    ],
  },
  *check(manifest) {
    if (manifest.kind !== "workflow" || isOnlyCalled(manifest)) return;
    const own = entryOf(manifest.root, "permissions");
    const ofJobs = manifest.jobs.map(({ node }) => entryOf(node, "permissions"));
    for (const entry of [own, ...ofJobs]) {
      const value = followed(entry?.value);
      if (value?.kind === "scalar" && value.value === "write-all")
        yield { at: value, data: { workflow: manifest, writeAll: value } };
    }
    const jobs = entryOf(manifest.root, "jobs");
    if (!own && jobs && ofJobs.some((entry) => !entry)) yield { at: jobs.key, data: { workflow: manifest } };
  },
  message: ({ workflow, writeAll }) => {
    if (writeAll) return "every action in this workflow may write everything in the repository with the job's token";
    const some = workflow.jobs.some(({ node }) => entryOf(node, "permissions")) ? "not every job" : "no job";
    return `${some} of this workflow limits its token, which then has all rights that the repository's settings give`;
  },
  fix: ({ workflow, writeAll }, edit) => {
    const edits = writeAll
      ? edit.replace(writeAll, { contents: "read" })
      : linesBeforeJobs(workflow, ["permissions:", "  contents: read"]);
    const isSafe = !writeAll && workflow.jobs.every(onlyReads);
    const title = "Give the token read access to the repository and nothing else";
    return edits && { title, safety: isSafe ? "safe" : "unsafe", edits };
  },
});

function isOnlyCalled({ root }: Workflow): boolean {
  const on = valueOf(root, "on");
  const names = on?.kind === "mapping" ? on.entries.map(({ key }) => key) : itemsOf(on, true);
  return names.length === 1 && (names[0] as Scalar).value === "workflow_call";
}

const onlyReads = ({ node, steps }: Job): boolean =>
  !entryOf(node, "uses") &&
  !tokenUse.test(textAt(node)) &&
  steps.every(({ uses }) => !uses || readingAction.test(uses.text));
