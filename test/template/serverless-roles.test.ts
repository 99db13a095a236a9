import assert from "node:assert/strict";
import { test } from "node:test";
import { grantsOf } from "../../engine/policy/grants.ts";
import { resourceIn, templateIn } from "./reading.ts";

const service = (functions: string, provider: string, more = "") =>
  `service: shop\nprovider:\n  name: aws\n${provider}functions:\n${functions}${more}`;

const actions = (text: string, name: string) => {
  const { statements, complete, shared } = grantsOf(resourceIn(text, name));
  return [statements.flatMap((one) => one.actions.map((action) => action.text)).join(), complete, shared];
};

test("a function has a role of its own where it says so, or all have", () => {
  const statements = (action: string) => `[{ Effect: Allow, Action: ${action}, Resource: "*" }]`;
  const provider = (mode: string) => `  iam: { role: { ${mode}statements: ${statements("s3:Get")} } }\n`;
  const functions = `  own: { handler: a.b, iam: { role: { statements: ${statements("sqs:Send")} } } }
  both: { handler: a.b, iam: { inheritStatements: true, role: { statements: ${statements("sqs:Send")} } } }
  named: { handler: a.b, iam: { inheritStatements: false, role: { managedPolicies: [arn:aws:iam::1:policy/p] } } }
  none: { handler: a.b }
`;
  const shared = service(functions, provider(""));
  assert.deepEqual(actions(shared, "own"), ["sqs:Send", true, false]);
  assert.deepEqual(actions(shared, "both"), ["sqs:Send,s3:Get", true, false]);
  assert.deepEqual(actions(shared, "named"), ["", false, false]);
  assert.deepEqual(actions(shared, "none"), ["s3:Get", true, false]);
  const each = service(functions, provider("mode: perFunction, "));
  assert.deepEqual(actions(each, "own"), ["sqs:Send,s3:Get", true, false]);
  assert.deepEqual(actions(each, "named"), ["", false, false]);
  assert.equal(templateIn(each).resource("IamRoleLambdaExecution"), undefined);
  const plugin = service(
    `  a: { handler: a.b, iamRoleStatements: ${statements("sqs:Send")} }\n`,
    provider(""),
    "plugins: { modules: [serverless-iam-roles-per-function] }\n",
  );
  assert.deepEqual(actions(plugin, "a"), ["sqs:Send", true, false]);
});
