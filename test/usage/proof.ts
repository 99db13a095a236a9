import assert from "node:assert/strict";
import { decide } from "../../engine/policy/evaluate.ts";
import type { Statement } from "../../engine/policy/statement.ts";
import { isGivenByFramework, isToBeGranted } from "../../engine/privileges/exact.ts";
import type { Need } from "../../engine/privileges/need.ts";
import type { Privileges } from "../../engine/privileges/privileges.ts";
import type { Finding } from "../../engine/rule/finding.ts";
import { finish } from "../../engine/task.ts";
import type { MarkedFile } from "../markers.ts";
import { addedBy, moreOf, permitsLess } from "../policy/permits.ts";
import { statementsOf } from "../policy/statements-of.ts";
import { curesOf, fixedFiles, hostOf } from "../workspace-of.ts";

/** What the functions of a project may do. */
export const functionsOf = (files: readonly MarkedFile[]): readonly Privileges[] =>
  finish(hostOf(files).snapshot().functions());

/** Rules whose fix takes rights away from a function. */
const takers: ReadonlySet<string> = new Set([
  "iam/admin-star",
  "iam/managed-admin-policy",
  "iam/managed-full-access",
  "iam/no-wildcard-action",
  "iam/no-wildcard-resource",
  "iam/shared-role",
  "iam/unused-grant",
]);

/** Rules whose fix says what was meant, where what is written gives nothing. */
const menders: ReadonlySet<string> = new Set([
  "iam/action-resource-mismatch",
  "iam/bucket-object-arn",
  "iam/index-arn-missing",
  "iam/malformed-arn",
  "iam/policy-element",
  "iam/unknown-action",
]);

/**
 * Applies the first fix of a finding and proves by the evaluator that every call that was allowed still is; that the policies allow strictly less than
 * before, or exactly what was missing more. Gives the title of the fix, if there is one.
 */
export function proveFix(
  files: readonly MarkedFile[],
  before: readonly Privileges[],
  finding: Finding,
): string | undefined {
  const fix = curesOf(hostOf(files), finding)[0];
  // what a person is to fill in allows nothing until then
  if (!fix || fix.title.endsWith("to fill in")) return undefined;
  const then = fixedFiles(files, fix);
  const about = `${finding.rule}: ${fix.title}\n${then[0]?.text}`;
  const after = new Map(functionsOf(then).map((one) => [one.deployed.resource.name, one]));
  const pairs = before.map((was) => [was, after.get(was.deployed.resource.name)] as const);
  for (const [was, is] of pairs) {
    assert.ok(is, about);
    assert.deepEqual(lost(was, is), [], about);
  }
  const changes = pairs.flatMap(([was, is]) => (is ? [[statementsIn(was), statementsIn(is)] as const] : []));
  if (finding.rule === "iam/missing-grant") proveGiven(pairs, about);
  else if (!menders.has(finding.rule))
    for (const [was, is] of changes) assert.equal(addedBy(is, was), undefined, about);
  if (takers.has(finding.rule))
    assert.ok(
      changes.some(([was, is]) => permitsLess(is, was)),
      about,
    );
  return fix.title;
}

const statementsIn = ({ deployed }: Privileges): readonly Statement[] => deployed.grants.statements;

/** The needs that were allowed and are so no more: by statements, or by what a framework puts into the role that it makes. */
const lost = (was: Privileges, is: Privileges): readonly string[] =>
  was.used
    .filter((need) => isToBeGranted(need) && isAllowed(need, was) && !isAllowed(need, is))
    .map(({ action, targets }) => `${action} on ${targets?.map(({ arn }) => arn).join(" ")}`);

function isAllowed(need: Need, { deployed: { grants } }: Privileges): boolean {
  if (grants.isMade && isGivenByFramework(need)) return true;
  const { statements: identity, boundary, isBoundaryKnown } = grants;
  const policies = boundary && isBoundaryKnown ? { identity, boundary } : { identity };
  const resources = need.targets?.map(({ arn }) => arn) ?? ["*"];
  return resources.every(
    (resource) => decide({ action: need.action, resource, context: new Map() }, policies) === "allowed",
  );
}

type Pair = readonly [was: Privileges, is: Privileges | undefined];

/** Something that was missing is there, and nothing else. */
function proveGiven(pairs: readonly Pair[], about: string): void {
  const missing = pairs.flatMap(([was]) => was.missing);
  const given = missing.flatMap(({ action, targets }) =>
    (targets ?? [{ arn: "*" }]).map(({ arn }) => ({ Effect: "Allow", Action: action, Resource: arn })),
  );
  for (const [was, is] of pairs) {
    if (!is) continue;
    assert.equal(moreOf(statementsIn(is), [...statementsIn(was), ...statementsOf(...given)]), undefined, about);
  }
  const left = pairs.flatMap(([, is]) => is?.missing ?? []);
  const isNamed = missing.some(({ targets }) => targets);
  if (isNamed) assert.ok(left.length < missing.length, about);
}
