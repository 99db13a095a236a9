import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { policySpot } from "../../engine/assist/policy-spot.ts";
import type { SpotLanguage } from "../../engine/assist/spot.ts";
import { spotAt } from "../../engine/assist/spot-at.ts";

const yaml = `# a policy
Resources:
  Role: &role
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: "a: b"
          PolicyDocument: { "Version": '2012-10-17', Statement: [
            { Effect: Allow, Action: [ s3:Get*, "s3:Put\\"Object" ], Resource: !Sub "\${B.Arn}/*" } ] }
        - PolicyDocument: !Sub |
            { "Statement": [ { "Action": "s3:*" } ] }
---
- Statement:
  - Action: ? s3
`;
const json =
  '{ "Statement": [ { "Action": [ "s3:Get\\"", \'x\', // no\n ], "Condition": { "Bool": { "aws:x": true } } } ] }';

const at = (text: string, language: SpotLanguage, offset: number) =>
  spotAt({ path: `/a.${language}`, version: 1, text }, language, offset);

describe("the spot of a cursor", () => {
  for (const [language, text] of [
    ["yaml", yaml],
    ["json", json],
    ["yaml", json],
    ["yaml", yaml.replaceAll("\n", "\r\n")],
  ] as const) {
    it(`is told or not told anywhere in ${language} that is cut off anywhere`, () => {
      for (let end = 0; end <= text.length; end += 3) {
        const cut = text.slice(0, end);
        for (const offset of [end, end >> 1, end - 1, text.length, -5]) {
          const spot = at(cut, language, offset);
          if (!spot) continue;
          assert.ok(spot.outer.start <= spot.span.start && spot.span.start <= spot.span.end);
          assert.ok(spot.span.start <= Math.max(0, Math.min(offset, end)) && spot.span.end <= end);
          assert.ok(!cut.slice(spot.outer.start, spot.outer.end).includes("\n"), "an edit stays on its line");
          policySpot(spot)?.statement;
          for (const level of spot.path) level.text();
        }
      }
    });
  }

  it("is found in brackets among lines, with the keys around", () => {
    const spot = at(yaml, "yaml", yaml.indexOf("Get*"));
    assert.deepEqual(
      spot?.path.map(({ key }) => key ?? "-"),
      ["Resources", "Role", "Properties", "Policies", "-", "PolicyDocument", "Statement", "-", "Action", "-"],
    );
  });

  it("is found soon in large files", () => {
    const lines = `${"    - Effect: Allow\n      Action: s3:GetObject\n".repeat(20_000)}`;
    const large = `provider:\n  iamRoleStatements:\n${lines}    - Action: s3:`;
    const long = `{"Statement":[${'{"Action":"s3:GetObject","Resource":["*"]},'.repeat(20_000)}{"Action":"s3:`;
    for (const [text, language] of [
      [large, "yaml"],
      [long, "json"],
    ] as const) {
      const start = performance.now();
      const spot = at(text, language, text.length);
      assert.equal(spot && policySpot(spot)?.what.part, "action");
      assert.ok(performance.now() - start < 500, "slower than it may be even on a busy machine");
    }
  });
});
