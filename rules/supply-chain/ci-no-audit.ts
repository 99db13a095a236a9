import {
  entryOf,
  type Job,
  type Manifest,
  manifestRule,
  type Site,
  textAt,
  type WorkflowStep,
  within,
} from "../../engine/authoring.ts";
import {
  deployingAction,
  deployingCommand,
  installingCommand,
  scanningAction,
  scanningCommand,
} from "../facts/workflow-tools.ts";
import { itemAfter } from "../shared/workflow-edit.ts";

interface Unscanned {
  readonly command: string;
  readonly install?: WorkflowStep;
}

export default manifestRule<Unscanned>({
  meta: {
    id: "supply-chain/ci-no-audit",
    severity: "info",
    confidence: "medium",
    summary: "A deployment without a look at its dependencies",
    why: "A known hole in a dependency is deployed like any other code unless something stops it. `npm audit`, OSV-Scanner, Snyk, Trivy or GitHub's dependency review take seconds, and the pipeline is the one place that no deployment gets round.\n\nOnly the workflow that deploys is looked at: where another one scans first, say so in a suppression. Workflows that run after another one or call their jobs from elsewhere are left alone.",
    duty: "dependencies",
    cwe: [1104],
    controls: ["SAS-6", "A9"],
    references: [{ title: "npm audit", url: "https://docs.npmjs.com/cli/v11/commands/npm-audit" }],
    examples: [
      {
        title: "Install, build, deploy",
        file: ".github/workflows/deploy.yml",
        bad: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: npm ci
      - run: |
          sam build
          sam deploy --no-confirm-changeset
          ^^^^^^^^^^ 'sam deploy' deploys dependencies that no step of this workflow has scanned`,
        fixed: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: npm ci
      - run: npm audit --audit-level=moderate
      - run: |
          sam build
          sam deploy --no-confirm-changeset`,
      },
      {
        title: "Deployed by an action",
        file: ".github/workflows/deploy.yml",
        bad: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/aws-cloudformation-github-deploy@v2
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ that no step of this workflow has scanned`,
      },
      {
        title: "Scanned before, in another job",
        file: ".github/workflows/deploy.yml",
        good: `on: push
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - run: npm audit --audit-level=moderate
  deploy:
    needs: scan
    runs-on: ubuntu-latest
    steps:
      - run: npx cdk --app dist deploy`,
      },
      {
        title: "Nothing is deployed",
        file: ".github/workflows/test.yml",
        good: `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm ci && npm test`,
      },
    ],
  },
  *check(manifest) {
    if (manifest.kind !== "workflow" || isPartOfMore(manifest)) return;
    const steps = manifest.jobs.flatMap((job) => job.steps);
    if (steps.some((step) => scanningAction.test(step.uses?.text ?? "") || scanningCommand.test(step.run?.text ?? "")))
      return;
    for (const job of manifest.jobs) {
      const found = job.steps.flatMap(deploymentIn)[0];
      if (found) yield { at: found.at, data: { command: found.command, install: installIn(job) } };
    }
  },
  message: ({ command }) =>
    `'${command}' deploys dependencies that no step of this workflow has scanned for known holes`,
  fix: ({ install }) => {
    const edits = install && itemAfter(install.node, "run: npm audit --audit-level=moderate");
    // The audit may fail at once, and with it the deployment.
    return edits && { title: "Audit the dependencies after they are installed", safety: "unsafe", edits };
  },
});

/** What it runs, or what has run before it, is in files that are not looked at. */
const isPartOfMore = (workflow: Extract<Manifest, { kind: "workflow" }>): boolean =>
  workflow.jobs.some(({ node }) => entryOf(node, "uses")) ||
  entryOf(entryOf(workflow.root, "on")?.value, "workflow_run") !== undefined;

function deploymentIn({ uses, run }: WorkflowStep): { readonly at: Site; readonly command: string }[] {
  if (uses && deployingAction.test(uses.text)) return [{ at: uses.at, command: uses.text }];
  const found = run && deployingCommand.exec(textAt(run.at));
  return found ? [{ at: within(run.at, found.index, found.index + found[0].length), command: found[0] }] : [];
}

const installIn = (job: Job): WorkflowStep | undefined =>
  job.steps.find(({ run }) => run && installingCommand.test(run.text));
