import {
  type Entry,
  entryOf,
  type Mapping,
  type Node,
  type PolicyDocument,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import {
  certainStatements,
  elementOf,
  mayHoldOthers,
  optionsOf,
  ownEntries,
  statementsWritten,
  type Written,
  writtenIn,
} from "./_policy-shape.ts";

/** What is wrong with the shape of a policy. `text`: what to write at the place instead. `entry`: what to remove. */
export interface ElementFault {
  readonly says: string;
  readonly at: Node;
  readonly text?: string | undefined;
  readonly excess?: { readonly mapping: Mapping; readonly entry: Entry };
  readonly isSafe?: boolean;
  /** AWS takes the policy, but it does not do what it seems to. */
  readonly isAccepted?: boolean;
}

const policyElements = ["Version", "Id", "Statement"];
const statementElements = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const principalKinds = ["AWS", "Service", "Federated", "CanonicalUser"];
const opposites = ["Principal", "Action", "Resource"];

/** What AWS refuses in a policy, or takes to no effect. */
export function* elementFaults(policy: PolicyDocument): Generator<ElementFault> {
  if (policy.form === "policy") for (const one of optionsOf(policy.value)) yield* documentFaults(one);
  for (const one of statementsWritten(policy)) {
    const [statement] = writtenIn(one);
    if (statement) yield* statementFaults(statement, policy);
    else yield* shapeFaults(one, "a statement");
  }
  yield* sidFaults(policy);
}

/** Something else where a mapping should be. What is not there yet, or may become JSON later, is no fault. */
function* shapeFaults(one: Value, what: string): Generator<ElementFault> {
  const found = value.primitive(one);
  if (value.list(one)) yield { says: `${what} is a mapping, not a list`, at: one.at };
  else if (found !== undefined && found !== null && !/^\s*(?:[{[]|$)|\$\{|\{\{/.test(String(found)))
    yield { says: `${what} is a mapping, not '${shown(String(found), 40)}'`, at: one.at };
}

function* documentFaults(one: Value): Generator<ElementFault> {
  const [policy] = writtenIn(one);
  if (!policy) {
    yield* shapeFaults(one, "a policy");
    return;
  }
  yield* keyFaults(policy, policyElements, "a policy");
  const [first] = policy.node.entries;
  if (first && isMissing(policy, "Statement")) yield { says: "the policy has no 'Statement'", at: first.key };
  const statement = elementOf(one, "Statement");
  if (statement && value.list(statement)?.items.length === 0)
    yield { says: "the policy has no statement, so it grants nothing", at: statement.at, isAccepted: true };
}

function* keyFaults(written: Written, elements: readonly string[], what: string): Generator<ElementFault> {
  for (const { key } of ownEntries(written)) {
    const name = String(key.value);
    if (elements.includes(name)) continue;
    const meant = elements.find((element) => isSpelling(name, element));
    const isTaken = meant !== undefined && entryOf(written.node, meant) !== undefined;
    const hint = meant === undefined ? "" : ` ('${meant}' is)`;
    const says = `'${shown(name, 40)}' is no element of ${what}${hint}`;
    yield { says, at: key, text: isTaken ? undefined : meant, isSafe: true };
  }
}

function* statementFaults(statement: Written, policy: PolicyDocument): Generator<ElementFault> {
  yield* keyFaults(statement, statementElements, "a statement");
  yield* missingFaults(statement, policy);
  yield* principalFaults(statement, policy);
  for (const name of opposites) {
    const [one, not] = [entryOf(statement.node, name), entryOf(statement.node, `Not${name}`)];
    if (one && not) yield { says: `'Not${name}' and '${name}' exclude each other`, at: not.key };
  }
  const effect = elementOf(statement.value, "Effect");
  const word = value.text(effect);
  if (effect && word !== undefined && word !== "Allow" && word !== "Deny") {
    const meant = ["Allow", "Deny"].find((one) => one.toLowerCase() === word.trim().toLowerCase());
    yield { says: `'${shown(word, 40)}' is neither 'Allow' nor 'Deny'`, at: effect.at, text: meant, isSafe: true };
  }
  for (const name of ["Action", "NotAction", "Resource", "NotResource"]) {
    const list = elementOf(statement.value, name);
    if (list && value.list(list)?.items.length === 0)
      yield { says: `'${name}' is an empty list, so the statement has no effect`, at: list.at, isAccepted: true };
  }
}

/** In any case, and in the plural too. */
const isSpelling = (name: string, element: string): boolean =>
  [element.toLowerCase(), `${element.toLowerCase()}s`].includes(name.toLowerCase());

/** Whether an element is surely absent, and not only spelled in another way. */
function isMissing(written: Written, ...names: readonly string[]): boolean {
  if (mayHoldOthers(written)) return false;
  return !written.node.entries.some(({ key }) => names.some((name) => isSpelling(String(key.value), name)));
}

function* missingFaults(statement: Written, { role, owner }: PolicyDocument): Generator<ElementFault> {
  const [first] = statement.node.entries;
  if (!first) return;
  if (isMissing(statement, "Effect")) yield { says: "the statement has no 'Effect'", at: first.key };
  if (isMissing(statement, "Action", "NotAction")) yield { says: "the statement has no 'Action'", at: first.key };
  const namesResource = role === "identity" || owner?.type === "AWS::S3::BucketPolicy";
  if (namesResource && isMissing(statement, "Resource", "NotResource"))
    yield { says: "the statement has no 'Resource'", at: first.key };
  if (role === undefined && isMissing(statement, "Resource", "NotResource", "Principal", "NotPrincipal"))
    yield { says: "the statement has neither 'Resource' nor 'Principal'", at: first.key };
  const namesPrincipal = role === "resource" || role === "trust";
  if (namesPrincipal && isMissing(statement, "Principal", "NotPrincipal"))
    yield { says: "the statement has no 'Principal', which the policy of a resource must have", at: first.key };
}

/** Only policies of IAM's own roles say of what they are by where they stand. */
function* principalFaults(statement: Written, { role }: PolicyDocument): Generator<ElementFault> {
  const { node } = statement;
  const excess =
    role === "identity" ? ["Principal", "NotPrincipal"] : role === "trust" ? ["Resource", "NotResource"] : [];
  for (const entry of ownEntries(statement)) {
    if (!excess.includes(String(entry.key.value))) continue;
    const whose = role === "trust" ? "a policy that says who may take a role" : "an identity's policy";
    yield { says: `'${entry.key.value}' has no place in ${whose}`, at: entry.key, excess: { mapping: node, entry } };
  }
  if (role === "identity") return;
  for (const name of ["Principal", "NotPrincipal"])
    for (const principal of optionsOf(elementOf(statement.value, name))) yield* kindFaults(principal, name);
}

function* kindFaults(principal: Value, name: string): Generator<ElementFault> {
  const [written] = writtenIn(principal);
  if (written) yield* keyFaults(written, principalKinds, `'${name}'`);
  const found = value.text(principal);
  if (found !== undefined && found !== "*" && !found.includes("${"))
    yield { says: `'${name}' is '*' or a mapping of kinds, not '${shown(found, 40)}'`, at: principal.at };
}

function* sidFaults(policy: PolicyDocument): Generator<ElementFault> {
  const named = certainStatements(policy).flatMap((statement) => {
    const sid = elementOf(statement.value, "Sid");
    const name = value.text(sid);
    return sid && name ? [{ at: sid.at, name }] : [];
  });
  const names = new Set(named.map(({ name }) => name));
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const isStrict = namesLetters(policy);
  for (const { at, name } of named) {
    const letters = name.replace(/[^A-Za-z0-9]/g, "");
    if (seen.has(name))
      yield {
        says: `two statements are named '${shown(name, 40)}'`,
        at,
        text: freeName(letters, names, counts),
        isSafe: true,
      };
    else if (letters !== name && isStrict && !name.includes("${")) {
      const says = `the name '${shown(name, 40)}' has more than letters and digits`;
      yield { says, at, text: freeName(letters, names, counts), isSafe: true };
    }
    seen.add(name);
  }
}

/** Whether names of statements are letters and digits: so IAM has it, some services take more in the policies of resources. */
const namesLetters = ({ role, statements }: PolicyDocument): boolean =>
  role === undefined
    ? statements.every(({ principal, notPrincipal }) => !principal && !notPrincipal)
    : role !== "resource";

/** The name, with a number if it is taken; it is taken then. `counts`: how far each name has been tried. */
function freeName(name: string, taken: Set<string>, counts: Map<string, number>): string | undefined {
  if (name === "") return undefined;
  let [free, count] = [name, counts.get(name) ?? 1];
  while (taken.has(free)) free = `${name}${++count}`;
  counts.set(name, count);
  taken.add(free);
  return free;
}
