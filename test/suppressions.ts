import type { MarkedFile } from "./markers.ts";
import { findingsOf, hostOf, markerOf } from "./workspace-of.ts";

export const handler = (body: string): MarkedFile => ({
  path: "handler.js",
  text: `const { execSync } = require("node:child_process");
exports.handler = async (event) => {
${body}
};`,
});

export const call = 'execSync("ls " + event.queryStringParameters.dir);';

/** Findings of the given rules and of our own, each as `rule line`. */
export function said(files: readonly MarkedFile[], ...rules: readonly string[]): readonly string[] {
  const host = hostOf(files);
  return findingsOf(host)
    .filter(({ rule }) => rule.startsWith("handrail/") || rules.includes(rule))
    .map((finding) => `${finding.rule} ${markerOf(host, finding).line + 1}`);
}

export const bucket = "    Type: AWS::S3::Bucket";
export const template = (resource: string): MarkedFile => ({
  path: "template.yaml",
  text: `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${resource}\n`,
});
