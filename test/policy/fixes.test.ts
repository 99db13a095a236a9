import assert from "node:assert/strict";
import { test } from "node:test";
import type { Example, Rule } from "../../engine/authoring.ts";
import { type Decision, decide } from "../../engine/policy/evaluate.ts";
import { grantsOf } from "../../engine/policy/grants.ts";
import type { Statement } from "../../engine/policy/statement.ts";
import { statementsOf, statementsOfPolicyFile } from "../../engine/policy/statements.ts";
import { finish } from "../../engine/task.ts";
import { templateOf } from "../../engine/template/template.ts";
import { rules } from "../../rules/index.ts";
import { usualNames } from "../../tools/example.ts";
import { readMarked } from "../markers.ts";
import { documentOf } from "../template/reading.ts";
import { hostOf } from "../workspace-of.ts";
import { addedBy, moreOf } from "./permits.ts";

/** Rules whose fix gives rights, since some are missing, or what was written gives none and was meant to. */
const givers: ReadonlySet<string> = new Set([
  "iam/action-resource-mismatch",
  "iam/bucket-object-arn",
  "iam/index-arn-missing",
  "iam/malformed-arn",
  "iam/missing-grant",
  "iam/policy-element",
  "iam/unknown-action",
]);

/** What all identities of an example may do. */
function identityStatements(text: string, firstPath: string): readonly Statement[] {
  return readMarked(text, firstPath)
    .files.filter(({ path }) => /\.(ya?ml|json)$/.test(path))
    .flatMap((file) => {
      const document = documentOf(file.text, `/app/${file.path}`);
      const template = templateOf(document);
      if (!template) return statementsOfPolicyFile(document);
      const functions = template.resources.filter(({ type }) => type === "AWS::Lambda::Function");
      const named = functions.flatMap((one) => grantsOf(one).statements.filter((statement) => isNamed(statement)));
      return [...statementsOf(template), ...named];
    })
    .filter(({ role }) => role === "identity");
}

const isNamed = ({ policyTemplate, managedPolicy }: Statement): boolean =>
  (policyTemplate ?? managedPolicy) !== undefined;

/** Rules whose fix takes rights away, each time. */
const takers: ReadonlySet<string> = new Set([
  "iam/admin-star",
  "iam/data-exfil-star",
  "iam/kms-decrypt-star",
  "iam/managed-admin-policy",
  "iam/managed-full-access",
  "iam/no-allow-notaction",
  "iam/no-allow-notresource",
  "iam/no-wildcard-action",
  "iam/no-wildcard-resource",
  "iam/overbroad-arn",
  "iam/passrole-star",
  "iam/permissions-management-star",
  "iam/secret-read-star",
  "iam/unused-grant",
]);

/**
 * What the functions of an example need, and whether IAM allows it: `save: s3:PutObject on arn:…`. What a framework puts into the roles that it
 * makes is left out.
 */
function callsIn(text: string, firstPath: string): ReadonlyMap<string, Decision> {
  const host = hostOf(readMarked(text, firstPath).files);
  const all = finish(host.snapshot().functions()).flatMap(({ deployed, used }) =>
    used.flatMap(({ action, targets = [], kind, by }) =>
      (kind === "required" && (by === undefined || !deployed.grants.isMade) ? targets : []).map(
        ({ arn }): [string, Decision] => {
          const { statements: identity, boundary } = deployed.grants;
          const decision = decide(
            { action, resource: arn, context: new Map() },
            boundary ? { identity, boundary } : { identity },
          );
          return [`${deployed.resource.name}: ${action} on ${arn}`, decision];
        },
      ),
    ),
  );
  return new Map(all);
}

interface Change {
  readonly title: string;
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
}

/** What the fixes of a rule's examples do to what their identities may do. */
function changesOf({ meta, kind }: Rule): readonly Change[] {
  return meta.examples.flatMap((example) => {
    if (!("bad" in example) || example.fixed === undefined) return [];
    const [before, after] = [example.bad, example.fixed].map((text) =>
      identityStatements(text, example.file ?? usualNames[kind]),
    );
    return [{ title: example.title, before: before ?? [], after: after ?? [] }];
  });
}

/** Calls that the fix of an example takes the right away from. */
function brokenBy(example: Example, firstPath: string): readonly string[] {
  if (!("bad" in example) || example.fixed === undefined) return [];
  const [before, after] = [callsIn(example.bad, firstPath), callsIn(example.fixed, firstPath)];
  return [...before].flatMap(([call, decision]) =>
    decision === "allowed" && (after.get(call) ?? "allowed") !== "allowed" ? [`${call}: ${after.get(call)}`] : [],
  );
}

for (const rule of (rules as readonly Rule[]).filter(({ meta }) => meta.id.startsWith("iam/"))) {
  const { id } = rule.meta;
  if (givers.has(id))
    test(`${id}: a fix gives what was missing`, () => {
      assert.ok(changesOf(rule).some(({ before, after }) => addedBy(after, before) !== undefined));
    });
  else
    test(`${id}: no fix gives anything`, () => {
      for (const { title, before, after } of changesOf(rule)) assert.equal(addedBy(after, before), undefined, title);
    });
  if (takers.has(id))
    test(`${id}: each fix takes something away`, () => {
      for (const { title, before, after } of changesOf(rule)) assert.ok(moreOf(before, after), title);
    });
  test(`${id}: what a function calls is still allowed`, () => {
    for (const example of rule.meta.examples)
      assert.deepEqual(brokenBy(example, example.file ?? usualNames[rule.kind]), [], example.title);
  });
}
