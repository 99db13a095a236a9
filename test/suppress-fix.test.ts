import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finish } from "../engine/task.ts";
import type { MarkedFile } from "./markers.ts";
import { bucket, call, handler, said, template } from "./suppressions.ts";
import { findingsOf, fixedFiles, hostOf, root } from "./workspace-of.ts";

describe("the quick fix that records a decision", () => {
  function suppressed(file: MarkedFile, rule: string): MarkedFile {
    const host = hostOf([file]);
    const finding = findingsOf(host).find((one) => one.rule === rule);
    assert.ok(finding);
    const fixes = finish(host.snapshot().fixes(`${root}/${file.path}`, finding.at.span));
    const fix = fixes.find((one) => one.rule === rule && one.suppresses);
    assert.ok(fix);
    assert.equal(fix.title, `Ignore '${rule}' here, because …`);
    const [after] = fixedFiles([file], fix);
    assert.ok(after);
    return after;
  }

  const cases: readonly (readonly [MarkedFile, string, string])[] = [
    [handler(`  ${call}`), "injection/command", `\n  // handrail-ignore injection/command: because …\n  ${call}`],
    [
      template(`  Photos:\n${bucket}`),
      "encryption/s3-bucket",
      "\n  # handrail-ignore encryption/s3-bucket: because …\n  Photos:\n",
    ],
    [
      {
        path: "template.json",
        text: '{ "Resources": {\n  "Photos": { "Type": "AWS::S3::Bucket" } } }',
      },
      "encryption/s3-bucket",
      '"Metadata": { "handrail": { "ignore": { "encryption/s3-bucket": "because …" } } }',
    ],
  ];
  for (const [file, rule, expected] of cases) {
    it(`writes a suppression into ${file.path} that waits for its reason`, () => {
      const after = suppressed(file, rule);
      assert.ok(after.text.includes(expected), after.text);
      assert.deepEqual(
        said([after], rule).map((line) => line.split(" ")[0]),
        ["handrail/missing-reason"],
      );
      const withReason = { path: after.path, text: after.text.replace("because …", "because it holds no secrets") };
      assert.deepEqual(said([withReason], rule), []);
    });
  }

  const dir = 'execSync("ls " + event.queryStringParameters.dir)';
  const comment = (rule: string) => `// handrail-ignore ${rule}: because …`;
  const command = comment("injection/command");
  const places: readonly (readonly [string, string, string, string])[] = [
    [
      "a statement over several lines",
      `  await run(\n    ${dir});`,
      "injection/command",
      `  ${command}\n  await run(\n`,
    ],
    [
      "a statement with a text over several lines",
      `  log(\`a\n  \${${dir}}\`);`,
      "injection/command",
      `  ${command}\n  log(\`a\n`,
    ],
    [
      "a statement inside of such a text",
      `  log(\`a\n  \${(() => { ${dir}; })()}\`);`,
      "injection/command",
      `  ${command}\n  log(\`a\n`,
    ],
    ["a property", `  run({\n    a: ${dir},\n  });`, "injection/command", `\n    ${command}\n    a: `],
    [
      "an item",
      '  run([\n    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",\n  ]);',
      "secrets/known-token",
      `[\n    ${comment("secrets/known-token")}\n    "ghp_`,
    ],
    [
      "a case",
      `  switch (a) {\n    case 1:\n      ${dir};\n  }`,
      "injection/command",
      `\n      ${command}\n      exec`,
    ],
    [
      "what is behind a comment over lines",
      `  /* a\n  b */ ${dir};`,
      "injection/command",
      `${command}\nexports.handler`,
    ],
  ];
  for (const [what, body, rule, expected] of places) {
    it(`stands above ${what} in code`, () => {
      const after = suppressed(handler(body), rule);
      assert.ok(after.text.includes(expected), after.text);
      assert.deepEqual(said([after], rule).length, 1);
    });
  }

  it("stands outside of the texts of a YAML file", () => {
    const workflow = (above: string): MarkedFile => ({
      path: ".github/workflows/deploy.yml",
      text: `on: push\njobs:\n  deploy:\n    steps:\n${above}      - run: |\n          npm ci\n          sam deploy\n`,
    });
    const rule = "supply-chain/ci-no-audit";
    assert.equal(suppressed(workflow(""), rule).text, workflow(`      # handrail-ignore ${rule}: because …\n`).text);
  });

  it("is written into the Metadata that a resource has, and only there", () => {
    const file = (metadata: string): MarkedFile => ({
      path: "template.json",
      text: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket",
      "Metadata": {
        "cfn-lint": {}${metadata}
      }
    }
  }
}`,
    });
    const added = `,
        "handrail": {
          "ignore": {
            "encryption/s3-bucket": "because …"
          }
        }`;
    assert.equal(suppressed(file(""), "encryption/s3-bucket").text, file(added).text);
  });

  it("is written for the whole file where JSON has no place beside what the finding is at", () => {
    const fixOf = (file: MarkedFile, rule: string) => {
      const host = hostOf([file]);
      const finding = findingsOf(host).find((one) => one.rule === rule);
      assert.ok(finding);
      const fixes = finish(host.snapshot().fixes(`${root}/${file.path}`, finding.at.span));
      return fixes.find((one) => one.rule === rule && one.suppresses);
    };
    const service: MarkedFile = {
      path: "serverless.json",
      text: `{
  "service": "photos",
  "provider": { "name": "aws" },
  "functions": { "list": { "handler": "photos.list" } },
  "resources": { "Resources": { "Photos": { "Type": "AWS::S3::Bucket" } } }
}`,
    };
    const rule = "limits/timeout-missing";
    const fix = fixOf(service, rule);
    assert.ok(fix);
    assert.equal(fix.title, `Ignore '${rule}' in this file, because …`);
    const [after] = fixedFiles([service], fix);
    assert.ok(after);
    assert.deepEqual(JSON.parse(after.text).custom, { handrail: { ignore: { [rule]: "because …" } } });
    assert.deepEqual(
      said([after], rule).map((line) => line.split(" ")[0]),
      ["handrail/missing-reason"],
    );
    const beside = fixOf(service, "encryption/s3-bucket");
    assert.ok(beside);
    assert.match(fixedFiles([service], beside)[0]?.text ?? "", /"AWS::S3::Bucket", "Metadata": \{ "handrail"/);
    const policy: MarkedFile = {
      path: "policy.json",
      text: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }',
    };
    assert.equal(fixOf(policy, "iam/admin-star"), undefined);
  });

  it("comes behind all cures, once for all findings of a rule that it would silence", () => {
    const file: MarkedFile = {
      path: "serverless.yml",
      text: `service: photos
provider:
  name: aws
functions:
  list: { handler: list.run, events: [{ http: GET /a }, { http: GET /b }] }
`,
    };
    const line = { start: file.text.indexOf("list:"), end: file.text.length };
    const fixes = finish(hostOf([file]).snapshot().fixes(`${root}/${file.path}`, line));
    const suppressing = fixes.filter((fix) => fix.suppresses);
    assert.ok(fixes.length > suppressing.length);
    assert.deepEqual(fixes.slice(-suppressing.length), suppressing);
    assert.deepEqual(
      suppressing.map((fix) => fix.rule).filter((rule) => rule === "auth/api-no-authorizer"),
      ["auth/api-no-authorizer"],
    );
  });

  it("keeps Windows line ends", () => {
    const { path, text } = handler(`  ${call}`);
    const after = suppressed({ path, text: text.replaceAll("\n", "\r\n") }, "injection/command");
    assert.doesNotMatch(after.text, /[^\r]\n/);
  });

  it("takes no lone carriage return for the end of a line of YAML", () => {
    const file = template(`  Photos:\n${bucket}\r`);
    const after = suppressed(file, "encryption/s3-bucket");
    assert.ok(after.text.includes("because …\n  Photos:\n"), after.text);
    const none = template(`  ? Photos\r  : { Type: AWS::S3::Bucket }`);
    assert.deepEqual(finish(hostOf([none]).snapshot().fixes(`${root}/${none.path}`, { start: 0, end: 99 })), []);
  });

  it("is not offered in a template that cannot be read to its end", () => {
    const file = template(`  Photos:\n${bucket}\n    Properties: { BucketName: [`);
    const span = { start: 0, end: file.text.length };
    assert.deepEqual(finish(hostOf([file]).snapshot().fixes(`${root}/${file.path}`, span)), []);
  });
});
