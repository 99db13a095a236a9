import assert from "node:assert/strict";
import { test } from "node:test";
import type { Options } from "../engine/project/config.ts";
import { everything, findingsOf, hostOf } from "./workspace-of.ts";

const text =
  "service: photos\nprovider:\n  name: aws\n  region: us-east-1\nfunctions:\n  list:\n    handler: list.handler\n";

const configWith = (options: Partial<Options>) => ({
  ...everything,
  options: { ...everything.options, ...options },
});

test("what is found follows the options as they change, in both directions", () => {
  const host = hostOf([{ path: "serverless.yml", text }]);
  const regions = () => findingsOf(host).filter(({ rule }) => rule === "compliance/data-residency").length;
  assert.equal(regions(), 0);
  const before = host.snapshot();
  host.apply({ config: configWith({ allowedRegions: ["eu-west-1"] }) });
  assert.equal(regions(), 1);
  assert.equal(before.workspace.config, everything, "a snapshot keeps the options it was taken with");
  host.apply({ config: configWith({ allowedRegions: ["eu-west-1", "us-east-1"] }) });
  assert.equal(regions(), 0);
  host.apply({ config: configWith({ allowedRegions: ["eu-west-1"], timeout: 5 }) });
  assert.equal(regions(), 1);
  host.apply({ config: configWith({}) });
  assert.equal(regions(), 0);
});
