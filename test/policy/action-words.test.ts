import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { operations, packages } from "../../engine/facts/operations.ts";
import { primaryActions } from "../../engine/facts/primary-actions.ts";
import {
  actionNamed,
  actionsMatching,
  isUnlisted,
  serviceNamed,
  servicePrefixes,
} from "../../engine/policy/catalogue.ts";
import { conditionKeyNamed } from "../../engine/policy/condition-keys.ts";
import { actionsOf, prefixesOf } from "../../engine/policy/operations.ts";
import { everydayActions } from "../../rules/facts/everyday-actions.ts";
import "../typescript.ts";

const ROOT = path.join(__dirname, "../..");

/** Files with wrong actions that are what they are about. SAM's own templates name some: nothing is written from there unlooked at. */
const aboutWrongOnes = [
  "rules/iam/unknown-action.ts",
  "rules/iam/_unknown-actions.ts",
  "engine/facts/unlisted-actions.ts",
  "engine/facts/sam-policy-templates.ts",
];

/** Words that are no actions in the place where they stand: a part of another word, a misspelling that a rule is to leave alone. */
const excepted = new Set([
  "rules/iam/permission-broad-action.ts lambda:Invoke",
  "rules/iam/action-resource-mismatch.ts sqs:SendMesage",
]);

/** Notifications of S3, which look like actions. */
const notification =
  /^s3:(Object(Created|Removed|Restore|Tagging|Acl|Annotation)|Replication|Lifecycle\w+|ReducedRedundancyLostObject|IntelligentTiering)$/;

const word = /(?<![\w.:/${}@-])([a-z][a-z0-9-]*):([A-Z][A-Za-z0-9]*)([*?][\w*?]*)?(?!\w|[.:]\w)/g;

function sources(): readonly string[] {
  return ["rules", "engine", "snippets", "server", "cli"].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.split(path.sep).join("/")}`)
      .filter((name) => /\.(ts|code-snippets)$/.test(name) && !aboutWrongOnes.includes(name)),
  );
}

/** The words of a text that look like actions, and are none. */
function wrongWords(text: string, mayBeOperations = false): readonly string[] {
  const found = [...text.matchAll(word)].filter(([whole, prefix = "", name = "", rest]) => {
    const service = serviceNamed(prefix);
    if (!service || notification.test(whole) || isUnlisted(whole)) return false;
    const isAction = rest === undefined ? actionNamed(`${prefix}:${name}`) : actionsMatching(whole).length > 0;
    return !isAction && !conditionKeyNamed(whole, service) && !(mayBeOperations && isOperation(prefix, name));
  });
  return [...new Set(found.map(([whole]) => whole))];
}

/** Tables say of operations what actions they need: they are looked at below. */
const isOperation = (prefix: string, name: string): boolean =>
  Object.hasOwn(primaryActions, `${prefix}:${name}`) || operationsIn(prefix).includes(name);

const operationsIn = (prefix: string): readonly string[] =>
  (operations[prefix] ?? "").split(" ").flatMap((word) => word.split("=")[0] || []);

test("every action that a rule, a table or a snippet can write is one of AWS", () => {
  const wrong = sources().flatMap((file) => {
    const words = wrongWords(fs.readFileSync(path.join(ROOT, file), "utf8"), file.startsWith("engine/facts/")).filter(
      (one) => !excepted.has(`${file} ${one}`),
    );
    return words.length > 0 ? [`${file}: ${words.join(", ")}`] : [];
  });
  assert.deepEqual(wrong, []);
});

test("a wrong one is seen", () => {
  assert.deepEqual(
    wrongWords('["s3:GetObject", "s3:GetObjekt", "dynamodb:Qeury*", "s3:prefix", "iam:PassedToService"]'),
    ["s3:GetObjekt", "dynamodb:Qeury*"],
  );
});

test("every action that an operation of the SDK is said to need is one of AWS", () => {
  const all = Object.keys(packages).flatMap((name) =>
    prefixesOf(name)
      .flatMap((prefix) => [
        ...operationsIn(prefix),
        ...Object.keys(primaryActions).flatMap((key) =>
          key.startsWith(`${prefix}:`) ? key.slice(prefix.length + 1) : [],
        ),
      ])
      .flatMap((operation) => actionsOf(name, operation)),
  );
  assert.ok(all.length > 1000);
  assert.deepEqual(
    [...new Set(all)].filter((action) => !actionNamed(action)),
    [],
  );
});

test("every action that fixes name as what code commonly does is one of AWS", () => {
  const all = servicePrefixes.flatMap(({ prefix }) => everydayActions(prefix)?.actions ?? []);
  assert.ok(all.length > 20);
  assert.deepEqual(
    all.filter((action) => !actionNamed(action)),
    [],
  );
});
