import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MarkedFile } from "./markers.ts";
import { bucket, call, handler, said, template } from "./suppressions.ts";
import { findingsOf, hostOf } from "./workspace-of.ts";

const saidOf = (body: string) => said([handler(body)], "injection/command");

describe("a comment in code", () => {
  it("above a statement silences it", () => {
    assert.deepEqual(saidOf(`  // handrail-ignore injection/command: sandboxed\n  ${call}`), []);
  });

  it("beside a statement silences it", () => {
    assert.deepEqual(saidOf(`  ${call} // handrail-ignore injection/command: sandboxed`), []);
    assert.deepEqual(saidOf(`  ${call} /* handrail-ignore injection/command: sandboxed */`), []);
  });

  it("above a statement of many lines silences all of them, but not the next", () => {
    const long = `  if (event.go) {\n    ${call}\n  }`;
    const comment = "  // handrail-ignore injection/command: sandboxed\n";
    assert.deepEqual(saidOf(`${comment}${long}`), []);
    assert.deepEqual(saidOf(`${comment}${long}\n  ${call}`), ["injection/command 7"]);
  });

  it("may have other comments and empty lines below it", () => {
    assert.deepEqual(saidOf(`  // handrail-ignore injection/command: sandboxed\n\n  // lists\n  ${call}`), []);
  });

  it("above a statement of many lines in a class or an object silences all of them", () => {
    const long = `// handrail-ignore injection/command: sandboxed\n    run(1,\n      ${call.slice(0, -1)});`;
    assert.deepEqual(saidOf(`  return new (class {\n    a() {\n    ${long}\n    }\n  })().a();`), []);
    assert.deepEqual(saidOf(`  return {\n    a() {\n    ${long}\n    }\n  }.a();`), []);
  });

  it("for the whole file silences the whole file", () => {
    const { path, text } = handler(`  ${call}\n  ${call}`);
    const file = { path, text: `// handrail-ignore-file injection/command: a tool for developers\n${text}` };
    assert.deepEqual(said([file], "injection/command"), []);
  });

  it("may speak of an area", () => {
    assert.deepEqual(saidOf(`  // handrail-ignore injection/*: sandboxed\n  ${call}`), []);
  });

  it("silences only the rule that it names", () => {
    assert.deepEqual(saidOf(`  // handrail-ignore iam/admin-star: sandboxed\n  ${call}`), [
      "handrail/unused-suppression 3",
      "injection/command 4",
    ]);
  });

  it("in a text is no comment", () => {
    assert.deepEqual(saidOf(`  log("// handrail-ignore injection/command: no");\n  ${call}`), ["injection/command 4"]);
  });
});

describe("a suppression that is not as it should be", () => {
  it("without a reason silences, and is reported", () => {
    for (const end of ["", ":", ": ", ": because …"]) {
      assert.deepEqual(
        saidOf(`  // handrail-ignore injection/command${end}\n  ${call}`),
        ["handrail/missing-reason 3"],
        end,
      );
    }
  });

  it("of nothing is reported", () => {
    assert.deepEqual(saidOf("  // handrail-ignore injection/command: sandboxed\n  return 1;"), [
      "handrail/unused-suppression 3",
    ]);
  });

  it("of a rule that is not there is reported as such", () => {
    const host = hostOf([handler("  // handrail-ignore injection/comand: sandboxed\n  return 1;")]);
    const messages = findingsOf(host).map(({ message }) => message);
    assert.ok(messages.includes("there is no rule 'injection/comand' to suppress"), messages.join("\n"));
    const [area] = findingsOf(hostOf([handler("  // handrail-ignore command: sandboxed\n  return 1;")]));
    assert.equal(area?.message, "there is no rule 'command' to suppress");
  });
});

const saidOfBuckets = (file: MarkedFile) => said([file], "encryption/s3-bucket");

describe("a comment in YAML", () => {
  const comment = "# handrail-ignore encryption/s3-bucket: pictures of cats";

  it("above a resource silences it, but not the next", () => {
    assert.deepEqual(saidOfBuckets(template(`  ${comment}\n  Photos:\n${bucket}`)), []);
    assert.deepEqual(saidOfBuckets(template(`  ${comment}\n  Photos:\n${bucket}\n  Others:\n${bucket}`)), [
      "encryption/s3-bucket 6",
    ]);
  });

  it("beside a resource's name silences it", () => {
    assert.deepEqual(saidOfBuckets(template(`  Photos: ${comment}\n${bucket}`)), []);
  });

  it("above an item of a list silences it, but not the next", () => {
    const statement = "- { Effect: Allow, Action: '*', Resource: '*' }";
    const policy = (lines: string) => ({ path: "p.yaml", text: `Version: "2012-10-17"\nStatement:\n${lines}\n` });
    const ignored = "  # handrail-ignore iam/admin-star: break-glass";
    assert.deepEqual(said([policy(`${ignored}\n  ${statement}`)], "iam/admin-star"), []);
    assert.deepEqual(said([policy(`${ignored}\n  ${statement}\n  ${statement}`)], "iam/admin-star"), [
      "iam/admin-star 5",
    ]);
  });
});

describe("a suppression without a comment", () => {
  const policyDocument =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }';
  const json = (reason: string): MarkedFile => ({
    path: "template.json",
    text: `{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": {
  "Admin": { "Type": "AWS::IAM::ManagedPolicy",
    "Metadata": { "handrail": { "ignore": { "iam/admin-star": ${reason} } } },
    "Properties": { "PolicyDocument": ${policyDocument} } },
  "Other": { "Type": "AWS::IAM::ManagedPolicy",
    "Properties": { "PolicyDocument": ${policyDocument} } } } }`,
  });

  it("in a resource's Metadata silences that resource", () => {
    assert.deepEqual(said([json('"break-glass"')], "iam/admin-star"), ["iam/admin-star 6"]);
  });

  it("in Metadata needs a reason too", () => {
    for (const reason of ['""', "null"]) {
      assert.deepEqual(said([json(reason)]), ["handrail/missing-reason 3"], reason);
    }
  });

  it("in the Metadata of a resource of serverless.yml silences that resource", () => {
    const photos = (metadata: string) =>
      saidOfBuckets({
        path: "serverless.yml",
        text: `service: photos\nprovider:\n  name: aws\nresources:\n  Resources:\n    Photos:\n      Type: AWS::S3::Bucket\n${metadata}`,
      });
    assert.deepEqual(photos(""), ["encryption/s3-bucket 6"]);
    assert.deepEqual(photos("      Metadata: { handrail: { ignore: { encryption/s3-bucket: cats } } }\n"), []);
  });

  it("in custom.handrail.ignore silences a serverless.yml", () => {
    const serverless = (custom: string): MarkedFile => ({
      path: "serverless.yml",
      text: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - { Effect: Allow, Action: "*", Resource: "*" }
${custom}functions:
  list:
    handler: src/list.handler
`,
    });
    const custom = "custom:\n  handrail:\n    ignore:\n      iam/admin-star: a sandbox account\n";
    assert.deepEqual(said([serverless("")], "iam/admin-star"), ["iam/admin-star 7"]);
    assert.deepEqual(said([serverless(custom)], "iam/admin-star"), []);
  });
});
