import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { rolePaths, switchedActions } from "../../engine/facts/conditional-actions.ts";
import { forwardedActions, unboundedOperations } from "../../engine/facts/forwarded-actions.ts";
import { keyUses } from "../../engine/facts/key-actions.ts";
import { operationPlaces, resourceKinds } from "../../engine/facts/operation-resources.ts";
import { operations, packages } from "../../engine/facts/operations.ts";
import {
  fileActions,
  handingActions,
  logActions,
  networkActions,
  pollingActions,
  traceActions,
} from "../../engine/facts/platform-actions.ts";
import { primaryActions } from "../../engine/facts/primary-actions.ts";
import { actionNamed, serviceNamed } from "../../engine/policy/catalogue.ts";
import { actionsOf, neededActions } from "../../engine/policy/operations.ts";
import { modelsIn, operationsPageOf, restOf } from "../../tools/gen/operations-page.ts";
import "../typescript.ts";

const root = join(__dirname, "../..");
const models = modelsIn(root);
const wordsOf = (line: string): readonly string[] => line.split(/[ ?]+/).filter((word) => word !== "");

test("of 99 % of the operations of the services that are used most it is known what they need", () => {
  const services = Object.entries(models.services);
  assert.equal(services.length, 40);
  const all = services.flatMap(([, names]) => names).length;
  const rest = services.flatMap(([service, names]) => restOf(service, names)).length;
  assert.ok(rest / all < 0.01, `${rest} of ${all} are not known`);
});

test("the page of operations says what is so", () => {
  assert.equal(readFileSync(join(root, "docs/operations-coverage.md"), "utf8"), operationsPageOf(models));
});

test("every action that an operation may need is in the catalogue", () => {
  const unknown = new Set<string>();
  const check = (actions: readonly string[]) => {
    for (const action of actions) if (actionNamed(action)?.name !== action) unknown.add(action);
  };
  for (const [service, names] of Object.entries(models.services))
    for (const name of names) check(actionsOf(service, name));
  for (const prefix of Object.keys(operations)) check(listed(prefix));
  for (const line of Object.values(primaryActions)) check(wordsOf(line));
  for (const table of [switchedActions, forwardedActions])
    for (const list of Object.values(table)) for (const { actions } of list) check(wordsOf(actions));
  for (const { uses } of Object.values(keyUses)) for (const pair of Object.entries(uses)) check(pair.flatMap(wordsOf));
  for (const line of [logActions, traceActions, networkActions, fileActions]) check(wordsOf(line));
  for (const table of [pollingActions, handingActions]) for (const line of Object.values(table)) check(wordsOf(line));
  assert.deepEqual([...unknown], []);
});

const listed = (prefix: string): readonly string[] =>
  wordsOf(operations[prefix] ?? "").flatMap((word) =>
    (word.split("=")[1] ?? "")
      .split(",")
      .filter((action) => !/^(?:iam:)?PassRole/.test(action))
      .map((action) => (action.includes(":") ? action : `${prefix}:${action}`)),
  );

test("what decides about an operation is about one that is there", () => {
  const tables = [switchedActions, forwardedActions, operationPlaces];
  const unknown = [...tables.flatMap((table) => Object.keys(table)), ...unboundedOperations].filter((key) => {
    const [service = "", operation] = key.split(":");
    if (!Object.hasOwn(packages, service) && !serviceNamed(service)) return true;
    return operation !== undefined && !neededActions(service, operation);
  });
  assert.deepEqual(unknown, []);
  assert.equal(new Set(rolePaths).size, rolePaths.length);
});

test("every ARN that a call is said to be about is one of the catalogue", () => {
  const unknown = Object.entries(resourceKinds).filter(([kind, arn]) => {
    const prefix = arn.split("}:")[1]?.split(":")[0] ?? "";
    if (kind === "anything" || kind === "resource") return false;
    const forms = [...(serviceNamed(prefix)?.resourceTypes.values() ?? [])].flatMap(({ arns }) => arns);
    return !forms.some((form) => matches(form, arn));
  });
  assert.deepEqual(unknown, []);
});

/** A name of ours may stand for several that stand together in AWS's form: `{}` for `${Group}/${Schedule}`. */
function matches(form: string, arn: string): boolean {
  const plain = (text: string) => text.replace(/\$\{[^}]*\}|\{\}(?:\/\*|-\?+)?|\*/g, "{}");
  const wanted = plain(arn);
  return plain(form) === wanted || plain(form).replace(/\{\}(?:[/:]\{\})+$/, "{}") === wanted;
}

test("operations: the actions that decide, and those that parameters decide", () => {
  assert.deepEqual(neededActions("s3", "CopyObject")?.required, ["s3:PutObject", "s3:GetObject"]);
  assert.deepEqual(neededActions("opensearch", "DescribeDomain")?.required, ["es:DescribeDomain"]);
  assert.deepEqual(neededActions("bedrock-runtime", "ConverseStream")?.required, [
    "bedrock:InvokeModelWithResponseStream",
  ]);
  assert.deepEqual(neededActions("scheduler", "CreateSchedule")?.passesRoleTo, ["scheduler.amazonaws.com"]);
  assert.deepEqual(neededActions("cognito-identity-provider", "SignUp")?.required, []);
  assert.equal(neededActions("dynamodb", "toString"), undefined);
  assert.equal(neededActions("__proto__", "GetItem"), undefined);
});
