import {
  entryOf,
  type Job,
  manifestRule,
  type Manifest,
  type Site,
  type SiteEdit,
  textAt,
  type WorkflowStep,
  within,
} from "../../engine/authoring.ts";

const deploys =
  /\b(?:sam|sls|serverless|cdk)[ \t]+(?:--?[\w-]+(?:[= ][\w./-]+)?[ \t]+)*deploy\b|\baws[ \t]+cloudformation[ \t]+(?:deploy|create-stack|update-stack)\b/;
const deployingActions = /^(?:serverless\/github-action|aws-actions\/aws-cloudformation-github-deploy)@/;
const scans =
  /\b(?:npm|pnpm|bun)[ \t]+audit\b|\byarn[ \t]+(?:npm[ \t]+)?audit\b|\baudit-ci\b|\bosv-scanner\b|\bsnyk\b|\btrivy\b|\bgrype\b|\bdependency-check\b|\bpip-audit\b|\bnpm-audit\b/;
const scanningActions =
  /^(?:snyk\/|aquasecurity\/trivy-action|anchore\/scan-action|google\/osv-scanner-action|actions\/dependency-review-action|oke-py\/npm-audit-action|pypa\/gh-action-pip-audit)/;
const installs = /^[ \t]*npm[ \t]+(?:ci|install|i)[ \t]*$/m;

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
    if (steps.some((step) => scanningActions.test(step.uses?.text ?? "") || scans.test(step.run?.text ?? ""))) return;
    for (const job of manifest.jobs) {
      const found = job.steps.flatMap(deploymentIn)[0];
      if (found) yield { at: found.at, data: { command: found.command, install: installIn(job) } };
    }
  },
  message: ({ command }) =>
    `'${command}' deploys dependencies that no step of this workflow has scanned for known holes`,
  fix: ({ install }) =>
    install && {
      title: "Audit the dependencies after they are installed",
      // The audit may fail at once, and with it the deployment.
      safety: "unsafe",
      edits: stepAfter(install, "run: npm audit --audit-level=moderate"),
    },
});

/** What it runs, or what has run before it, is in files that are not looked at. */
const isPartOfMore = (workflow: Extract<Manifest, { kind: "workflow" }>): boolean =>
  workflow.jobs.some(({ node }) => entryOf(node, "uses")) ||
  entryOf(entryOf(workflow.root, "on")?.value, "workflow_run") !== undefined;

function deploymentIn({ uses, run }: WorkflowStep): { readonly at: Site; readonly command: string }[] {
  if (uses && deployingActions.test(uses.text)) return [{ at: uses.at, command: uses.text }];
  const found = run && deploys.exec(textAt(run.at));
  return found ? [{ at: within(run.at, found.index, found.index + found[0].length), command: found[0] }] : [];
}

const installIn = (job: Job): WorkflowStep | undefined => job.steps.find(({ run }) => run && installs.test(run.text));

/** A step of one line after another, which keeps the list's indentation. */
function stepAfter({ node: { block, start, end } }: WorkflowStep, text: string): readonly SiteEdit[] {
  const before = block.text.slice(0, start);
  const dash = /(?:^|\n)([ \t]*-[ \t]+)$/.exec(before)?.[1];
  if (dash === undefined) return [];
  const last = block.text.slice(0, end).trimEnd().length;
  const lineEnd = last + block.text.slice(last).search(/\r?\n|$/);
  const newline = block.text.includes("\r\n") ? "\r\n" : "\n";
  return [{ at: { block, start: lineEnd, end: lineEnd }, text: `${newline}${dash}${text}` }];
}
