import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { unlistedActions, unlistedPrefixes } from "../../engine/facts/unlisted-actions.ts";
import {
  actionNamed,
  actionsMatching,
  isCatalogued,
  isUnlisted,
  serviceNamed,
  servicePrefixes,
} from "../../engine/policy/catalogue.ts";
import { conditionKeyNamed, globalConditionKeys, keysOfAction } from "../../engine/policy/condition-keys.ts";
import { catalogueFiles } from "../../tools/facts-iam.ts";
import "../typescript.ts";

test("an action has its level, what it permits, its resources and its condition keys", () => {
  const action = actionNamed("S3:getobject");
  assert.equal(action?.name, "s3:GetObject");
  assert.equal(action?.level, "read");
  assert.match(action?.description ?? "", /^retrieve objects/);
  assert.ok(
    action?.resources.some(({ type }) => type.arns.includes("arn:${Partition}:s3:::${BucketName}/${ObjectName}")),
  );
  assert.ok(action?.conditionKeys.includes("s3:ExistingObjectTag/${key}"));
  assert.equal(actionNamed("dynamodb:PutItem")?.resources.find(({ type }) => type.name === "table")?.isRequired, true);
});

test("some actions cannot be limited to a resource", () => {
  assert.equal(actionNamed("s3:GetObject")?.isLimitable, true);
  assert.equal(actionNamed("s3:ListAllMyBuckets")?.isLimitable, false);
  assert.equal(actionNamed("xray:PutTraceSegments")?.isLimitable, false);
});

test("access levels", () => {
  assert.equal(actionNamed("s3:ListAllMyBuckets")?.level, "list");
  assert.equal(actionNamed("s3:PutObject")?.level, "write");
  assert.equal(actionNamed("s3:PutBucketPolicy")?.level, "permissions");
  assert.equal(actionNamed("sqs:TagQueue")?.level, "tagging");
});

test("what is not there is not found, whatever it is called", () => {
  for (const name of [
    "s3:NoSuchAction",
    "nonsense",
    "",
    ":",
    "constructor:toString",
    "../s3:GetObject",
    "s3:GetObject:x",
  ])
    assert.equal(actionNamed(name), undefined, name);
  assert.ok(isCatalogued("dynamodb:*"));
  assert.ok(!isCatalogued("constructor:toString"));
  assert.equal(serviceNamed("__proto__"), undefined);
});

test("a pattern stands for its actions; `*` for none of them", () => {
  const names = actionsMatching("dynamodb:*Item").map((action) => action.name);
  assert.ok(names.includes("dynamodb:BatchGetItem"));
  assert.ok(!names.includes("dynamodb:Scan"));
  assert.deepEqual(
    actionsMatching("dynamodb:getitem").map((action) => action.name),
    ["dynamodb:GetItem"],
  );
  for (const pattern of ["*", "*:*", "s?:*", "no-such:*"]) assert.deepEqual(actionsMatching(pattern), []);
});

test("what AWS has without listing it is told apart", () => {
  assert.ok(isUnlisted("deepracer:*"));
  assert.ok(isUnlisted("securityagent:ListControls"));
  assert.ok(!isUnlisted("s3:NoSuchAction"));
  assert.deepEqual(unlistedActions.filter(actionNamed), []);
  assert.deepEqual(unlistedPrefixes.filter(serviceNamed), []);
});

test("condition keys: global ones, those of a service, and those with a name of one's own", () => {
  const s3 = serviceNamed("s3");
  assert.equal(conditionKeyNamed("S3:PREFIX", s3)?.type, "String");
  assert.equal(conditionKeyNamed("aws:sourceip")?.type, "IPAddress");
  assert.equal(conditionKeyNamed("aws:PrincipalTag/team")?.name, "aws:PrincipalTag/${TagKey}");
  assert.equal(conditionKeyNamed("s3:ExistingObjectTag/x", s3)?.name, "s3:ExistingObjectTag/${key}");
  assert.equal(conditionKeyNamed("dynamodb:LeadingKeys", serviceNamed("dynamodb"))?.type, "ArrayOfString");
  assert.equal(conditionKeyNamed("s3:prefix"), undefined);
  assert.equal(conditionKeyNamed("aws:NoSuchKey", s3), undefined);
  const put = actionNamed("s3:PutObject");
  assert.ok(put && keysOfAction(put).includes("s3:BucketTag/${TagKey}"));
  assert.ok(globalConditionKeys.length > 50);
});

test("every service can be read, and refers to nothing that is not there", () => {
  let actions = 0;
  for (const { prefix, title } of servicePrefixes) {
    const service = serviceNamed(prefix);
    assert.ok(service && title, prefix);
    actions += service.actions.size;
    for (const action of service.actions.values()) {
      assert.equal(actionNamed(action.name), action);
      for (const key of keysOfAction(action)) assert.ok(conditionKeyNamed(key, service), `${action.name} ${key}`);
      for (const { type } of action.resources)
        assert.ok(
          type.arns.every((arn) => arn.startsWith("arn:")),
          action.name,
        );
    }
  }
  assert.ok(actions > 20_000);
});

test("the files are what the tool makes of the package", () => {
  const root = path.join(__dirname, "../..");
  const files = new Map(catalogueFiles(root));
  assert.ok(files.size > 400);
  for (const [file, text] of files) assert.equal(fs.readFileSync(path.join(root, file), "utf8"), text, file);
  const others = fs
    .readdirSync(path.join(root, "engine/facts/iam"))
    .filter((name) => !files.has(`engine/facts/iam/${name}`));
  assert.deepEqual(others, ["managed-policies.json"]);
});
