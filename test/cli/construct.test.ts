import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Folder } from "../workspace.ts";
import { check } from "./cli.ts";

const construct = "PhotoStack/Admin/DefaultPolicy/Resource";

const stack = JSON.stringify(
  {
    Resources: {
      AdminDefaultPolicy7E2C1A8D: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
        },
        Metadata: { "aws:cdk:path": construct },
      },
    },
  },
  undefined,
  1,
);

describe("a finding in a synthesised CDK stack", () => {
  it("names the construct in every format", (t) => {
    const folder = new Folder(t, { "cdk.out/PhotoStack.template.json": stack });
    const run = (format: string) => check(folder, ["--format", format, "cdk.out"]).out;
    assert.match(run("text"), /\n {2}in the construct PhotoStack\/Admin\/DefaultPolicy\/Resource\n/);
    const { findings } = JSON.parse(run("json"));
    assert.deepEqual(
      findings.map((finding: { construct?: string }) => finding.construct),
      [construct],
    );
    const [result] = JSON.parse(run("sarif")).runs[0].results;
    assert.deepEqual(result.locations[0].logicalLocations, [{ fullyQualifiedName: construct, kind: "resource" }]);
  });
});
