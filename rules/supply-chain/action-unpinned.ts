import { type Match, manifestRule } from "../../engine/authoring.ts";
import { type ActionReference, actionsIn, isCommit, majorOf, usesIn } from "../shared/action-reference.ts";

/** The platform's own accounts, and that of the cloud: whoever takes these over needs no action to get in. */
const firstParties = new Set(["actions", "github", "aws-actions"]);

interface Loose {
  readonly text: string;
  readonly ref: string;
  readonly what: "branch" | "tag" | "image";
}

export default manifestRule<Loose>({
  meta: {
    id: "supply-chain/action-unpinned",
    severity: "warning",
    confidence: "high",
    summary: "An action that its owner can change under the workflow",
    why: "An action runs with the job's token and with every secret the job is given, cloud credentials included. A branch is whatever was pushed last; a tag can be moved, and has been: in March 2025 the tags of `tj-actions/changed-files` were pointed at code that printed the secrets of thousands of repositories. A full commit id cannot be moved. Write the version beside it as a comment (`# v4.2.0`), and an update bot keeps both current.\n\nA branch is a warning for any action. A tag is information for the actions of third parties and is accepted for those of GitHub and AWS.",
    duty: "third-party",
    cwe: [1357],
    controls: ["SAS-6", "A9"],
    references: [
      {
        title: "GitHub: using third-party actions",
        url: "https://docs.github.com/en/actions/security-guides/security-hardening-for-github-actions#using-third-party-actions",
      },
    ],
    examples: [
      {
        title: "An action on a branch",
        file: ".github/workflows/scan.yml",
        bad: `name: Security Scan
on: [push]
permissions:
  contents: read
jobs:
  security:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - name: Run Snyk scan
        uses: snyk/actions/node@master
              ^^^^^^^^^^^^^^^^^^^^^^^^ 'snyk/actions/node@master' runs whatever its branch holds
        env:
          SNYK_TOKEN: \${{ secrets.SNYK_TOKEN }}`,
      },
      {
        title: "A tag, and a reusable workflow on a branch",
        file: ".github/workflows/release.yml",
        bad: `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/login-action@v4
              ^^^^^^^^^^^^^^^^^^^^^^ runs whatever its owner points the tag at
      - uses: docker://alpine:3.20
              ^^^^^^^^^^^^^^^^^^^^ runs whatever its owner points the tag at
  release:
    uses: acme/workflows/.github/workflows/release.yml@main
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ runs whatever its branch holds`,
      },
      {
        title: "Pinned to commits; the repository's own; GitHub's own by tag",
        file: ".github/workflows/scan.yml",
        good: `on: push
jobs:
  security:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: ./.github/actions/setup
      - uses: docker/login-action@650006c6eb7dba73a995cc03b0b2d7f5ca915bee # v4.2.0
      - uses: acme/tool@\${{ matrix.version }}`,
      },
    ],
  },
  *check(manifest) {
    for (const action of actionsIn(manifest)) yield* looseAction(action);
    for (const { text, at } of usesIn(manifest)) {
      if (!text.startsWith("docker://") || text.includes("@sha256:")) continue;
      const isVersioned = /:(?!latest$)[\w.-]+$/.test(text);
      yield { at, data: { text, ref: "", what: "image" }, severity: isVersioned ? "info" : "warning" };
    }
  },
  message: ({ text, what }) =>
    what === "branch"
      ? `'${shortened(text)}' runs whatever its branch holds, with this job's secrets`
      : `'${shortened(text)}' runs whatever its owner points the tag at, with this job's secrets`,
});

function* looseAction({ at, text, owner, ref }: ActionReference): Iterable<Match<Loose>> {
  if (isCommit(ref) || ref.includes("${{")) return;
  if (majorOf(ref) === undefined) yield { at, data: { text, ref, what: "branch" } };
  else if (!firstParties.has(owner)) yield { at, data: { text, ref, what: "tag" }, severity: "info" };
}

const shortened = (text: string): string => (text.length <= 70 ? text : `${text.slice(0, 30)}…${text.slice(-39)}`);
