import type { Edit } from "../edit/edit.ts";
import type { Suppression } from "../project/suppress.ts";
import type { Meta, OwnRule } from "./rule.ts";

const common = { duty: "configuration", cwe: [], controls: [], references: [] } as const satisfies Partial<Meta>;

/** A file that plainly matters but cannot be read: silence about it would look like a clean report. */
export const unreadable: OwnRule<{ readonly problem: string; readonly what: string }> = {
  kind: "own",
  meta: {
    ...common,
    id: "handrail/unreadable",
    severity: "warning",
    confidence: "high",
    summary: "A template or handler that cannot be read",
    why: "What cannot be read cannot be checked: no finding in this file means nothing until it can be. Mend the syntax error, or exclude the file in `handrail.json`.",
    examples: [
      {
        title: "A template that breaks off in the middle of a quoted text",
        file: "template.yaml",
        bad: `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: "photos
                  ^^^^^^^ this template cannot be read here, so findings may be missing: the string does not end`,
      },
      {
        title: "A template that is read to its end",
        file: "template.yaml",
        good: `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Topic:
    Type: AWS::SNS::Topic`,
      },
    ],
  },
  message: ({ problem, what }) => `this ${what} cannot be read here, so findings may be missing: ${problem}`,
};

/** A suppression that says no reason. */
export const missingReason: OwnRule<{ readonly suppression: Suppression }> = {
  kind: "own",
  meta: {
    ...common,
    id: "handrail/missing-reason",
    severity: "warning",
    confidence: "high",
    summary: "A suppression without a reason",
    why: "Whoever reads the suppression later has to know why the finding does not count here. Write it after the colon: `handrail-ignore iam/admin-star: break-glass role, reviewed quarterly`.",
    examples: [
      {
        title: "No word of why",
        file: "handler.js",
        bad: `export const handler = async (event) => {
  // handrail-ignore injection/command
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no reason
  require("child_process").execSync("ls " + event.queryStringParameters.dir);
};`,
      },
      {
        title: "With its reason",
        file: "handler.js",
        good: `export const handler = async (event) => {
  // handrail-ignore injection/command: runs in a sandbox account without data
  require("child_process").execSync("ls " + event.queryStringParameters.dir);
};`,
      },
    ],
  },
  message: ({ suppression }) => `the suppression of '${suppression.rule}' has no reason`,
};

/** A suppression that silences nothing. */
export const unusedSuppression: OwnRule<{ readonly suppression: Suppression; readonly isKnown: boolean }> = {
  kind: "own",
  meta: {
    ...common,
    id: "handrail/unused-suppression",
    severity: "hint",
    confidence: "high",
    summary: "A suppression that silences nothing",
    why: "The finding it speaks of is gone (or its rule's name is misspelt). Left in place, it would silence the next one unseen.",
    examples: [
      {
        title: "Nothing to silence on the next line",
        file: "handler.js",
        bad: `export const handler = async () => {
  // handrail-ignore injection/command: sandboxed
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ silences nothing
  return { statusCode: 204 };
};`,
        fixed: `export const handler = async () => {
  return { statusCode: 204 };
};`,
      },
      {
        title: "A suppression that is needed",
        file: "handler.js",
        good: `export const handler = async (event) => {
  // handrail-ignore injection/command: runs in a sandbox account without data
  require("child_process").execSync("ls " + event.queryStringParameters.dir);
};`,
      },
    ],
  },
  message: ({ suppression, isKnown }) =>
    isKnown
      ? `the suppression of '${suppression.rule}' silences nothing here`
      : `there is no rule '${suppression.rule}' to suppress`,
  fix: ({ suppression }, edit: Edit) => {
    const edits = edit.removeComment(suppression.at);
    return edits && { title: "Remove the suppression", safety: "safe", edits };
  },
};

export const ownRules = [unreadable, missingReason, unusedSuppression] as const;
