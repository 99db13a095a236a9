import type { Example, Knowledge, Rule } from "../../engine/authoring.ts";
import type { Host } from "../../engine/host.ts";
import { readDocument } from "../../engine/syntax/read.ts";
import { kindOf } from "../../engine/template/identify.ts";
import { curesOf, everything, findingsOf, fixedFiles, hostOf, markerOf, usualNames } from "../example.ts";
import { type MarkedFile, type Marker, readMarked } from "../markers.ts";

/** An example as the engine answers it: what a reader of the documentation sees. */
export interface Shown {
  readonly title: string;
  readonly files: readonly MarkedFile[];
  readonly findings: readonly Marker[];
  /** What kind of file the first finding is in, in a word: `SAM`, `Serverless`, `code`. */
  readonly dialect?: string;
  readonly fix?: { readonly title: string; readonly isSafe: boolean; readonly files: readonly MarkedFile[] };
}

/** Runs a rule's examples. What they should answer is the tests' affair. */
export const shownOf = (rule: Rule, knowledge: Knowledge): readonly Shown[] =>
  rule.meta.examples.map((example) => shown(rule, example, knowledge));

function shown(rule: Rule, example: Example, knowledge: Knowledge): Shown {
  const { title } = example;
  const { files } = readMarked("good" in example ? example.good : example.bad, example.file ?? usualNames[rule.kind]);
  if ("good" in example) return { title, files, findings: [] };
  const host = hostOf(files, knowledge, everything(knowledge.rules, example.options));
  const found = findingsOf(host).filter((finding) => finding.rule === rule.meta.id);
  const findings = found.map((finding) => markerOf(host, finding));
  const fix = found[0] && curesOf(host, found[0])[0];
  const dialect = found[0] && dialectOf(host, found[0].at.path);
  if (!fix) return { title, files, findings, dialect };
  const after = fixedFiles(files, fix).filter(
    ({ path, text }) => files.find((one) => one.path === path)?.text !== text,
  );
  return { title, files, findings, dialect, fix: { title: fix.title, isSafe: fix.safety === "safe", files: after } };
}

const dialects: { readonly [kind: string]: string } = {
  cloudformation: "CloudFormation",
  sam: "SAM",
  serverless: "Serverless",
  openapi: "OpenAPI",
  stepfunctions: "Step Functions",
  policy: "IAM policy",
  workflow: "workflow",
  package: "package.json",
};

/** A part of a service in a file of its own is told by no kind. */
function dialectOf(host: Host, path: string): string {
  const file = host.snapshot().workspace.files.get(path);
  const document = file && readDocument(file);
  if (document?.language === "script") return "code";
  return document && document.language !== "text" ? (dialects[kindOf(document)] ?? "other files") : "other files";
}
