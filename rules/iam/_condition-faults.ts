import {
  type Action,
  actionNamed,
  actionsMatching,
  type ConditionKey,
  conditionKeyNamed,
  globalConditionKeys,
  hasWildcard,
  keysOfAction,
  memoByText,
  type Node,
  type Service,
  type Statement,
  serviceNamed,
} from "../../engine/authoring.ts";
import { operators } from "../facts/condition-operators.ts";
import { nearName } from "../shared/near-name.ts";
import { comparedWith, type Test, testsOf } from "./_condition.ts";

/** What is wrong with a test. `text`: what should stand at the place. */
export interface ConditionFault {
  readonly says: string;
  readonly at: Node;
  readonly text?: string | undefined;
  readonly confidence?: "medium" | undefined;
  /** AWS refuses the policy as it is, so that nothing that works can break. */
  readonly isRefused?: boolean;
}

export function* conditionFaults(statement: Statement): Generator<ConditionFault> {
  const tests = testsOf(statement);
  const seen = new Set<unknown>();
  for (const test of tests) {
    const fault = test.base === undefined ? operatorFault(test) : undefined;
    if (fault && !seen.has(test.operator)) yield fault;
    seen.add(test.operator);
    if (test.base === undefined) continue;
    const service = serviceOf(test.keyName);
    const key = conditionKeyNamed(test.keyName, service);
    const unknown = keyFault(test, key, service);
    const found = unknown ?? (key && (unusedFault(test, key, statement) ?? typeFault(test, key)));
    if (found) yield found;
    else yield* valueFaults(test);
    const skipped = !found && key && skippedFault(test, key, statement, tests);
    if (skipped) yield skipped;
  }
}

const spelledOperators: readonly string[] = [...operators.keys()].flatMap((name) =>
  name === "Null" ? [name] : [name, `${name}IfExists`],
);

/** A name that is spelled in other letters is not told: whether AWS minds is not known. */
function operatorFault({ name, operator, family }: Test): ConditionFault {
  const [, set = "", base = name] = /^(For(?:All|Any)Values:)?(.*)$/.exec(name) ?? [];
  const near = family === "Null" ? "Null" : nearName(base, spelledOperators);
  const text = near === undefined ? undefined : family === "Null" ? near : `${set}${near}`;
  return {
    says: `'${short(name)}' is no operator of conditions: AWS refuses the policy`,
    at: operator.key,
    text,
    isRefused: true,
  };
}

/** Keys of identity providers begin with their address; the service that brings them is that of tokens. */
const serviceOf = (key: string): Service | undefined => {
  const prefix = key.slice(0, Math.max(0, key.indexOf(":"))).toLowerCase();
  return serviceNamed(prefix) ?? (/^(?:saml|sts)$|\./.test(prefix) ? serviceNamed("sts") : undefined);
};

function keyFault(test: Test, key: ConditionKey | undefined, service: Service | undefined): ConditionFault | undefined {
  const { keyName } = test;
  const prefix = keyName.slice(0, Math.max(0, keyName.indexOf(":")));
  // providers bring what they like, and a resource's own name may be a part of a key
  if (key || /\.|\$\{/.test(keyName) || keyName.startsWith("Fn::") || unlistedKeys.has(keyName.toLowerCase()))
    return undefined;
  const isGlobal = /^aws$/i.test(prefix);
  if (prefix !== "" && !isGlobal && (!service || isTagKey(keyName, service))) return undefined;
  const near = isGlobal || prefix === "" ? nearGlobal(keyName) : nearName(keyName, namesOf(service));
  return {
    says: `'${short(keyName)}' is no condition key, so ${effectOf(test)}`,
    at: test.key.key,
    text: near,
    confidence: near === undefined && prefix !== "" ? "medium" : undefined,
  };
}

/** Keys of AWS's own managed policies that its references do not have (seen in November 2026). */
const unlistedKeys = new Set(["aws:principalorgmasteraccountid", "lakeformation:gluearn"]);

/** `ssm:resourceTag/team`: the reference does not always say that what follows is anyone's to choose. */
function isTagKey(keyName: string, service: Service): boolean {
  const stem = keyName.slice(0, keyName.indexOf("/") + 1).toLowerCase();
  return stem !== "" && [...service.conditionKeys.keys()].some((name) => name.startsWith(stem));
}

function nearGlobal(keyName: string): string | undefined {
  const name = keyName.includes("/") ? keyName.slice(0, keyName.indexOf("/")) : keyName;
  const names = globalConditionKeys.map((one) => one.name.replace(/\/\$\{.*$/, ""));
  const near = nearName(name, names) ?? names.find((one) => one.toLowerCase() === `aws:${name.toLowerCase()}`);
  return near && keyName.replace(name, () => near);
}

const namesOf = (service: Service | undefined): readonly string[] =>
  [...(service?.conditionKeys.values() ?? [])].map(({ name }) => name).filter((name) => !name.includes("${"));

const effectOf = ({ holdsWithout }: Test): string => `the condition is ${holdsWithout ? "always" : "never"} met`;

/** A key that no request for one of the statement's actions has. */
function unusedFault(test: Test, key: ConditionKey, statement: Statement): ConditionFault | undefined {
  if (test.holdsWithout || globalNames.has(key.name.toLowerCase()) || /\.|tag/i.test(key.name)) return undefined;
  const actions = namedActions(statement);
  if (!actions || actions.some((action) => knows(action, key.name)) || !isKnownToSome(key.name)) return undefined;
  const says = `no request for an action of the statement has '${short(test.keyName)}', so ${effectOf(test)}`;
  return { says, at: test.key.key, confidence: "medium" };
}

const knows = (action: Action, key: string): boolean =>
  keysOfAction(action).some((name) => name.toLowerCase() === key.toLowerCase());

/** Whether the reference says of any action that it brings the key. Of some keys it does not. */
const isKnownToSome = memoByText((key): boolean =>
  [...(serviceOf(key)?.actions.values() ?? [])].some((action) => knows(action, key)),
);

const globalNames = new Set(globalConditionKeys.map(({ name }) => name.toLowerCase()));

/** Undefined: one of them may be any action, or none that is known. */
function namedActions({ actions, notActions }: Statement): readonly Action[] | undefined {
  if (notActions.length > 0 || actions.length === 0 || actions.length > 100) return undefined;
  const found = actions.map(({ text }) => {
    if (text === undefined) return [];
    return hasWildcard(text) ? actionsMatching(text) : [actionNamed(text) ?? []].flat();
  });
  return found.some((one) => one.length === 0) ? undefined : found.flat();
}

const comparable: Readonly<Record<string, { readonly types: RegExp; readonly what: string }>> = {
  Bool: { types: /Bool/, what: "true or false" },
  Numeric: { types: /Numeric|Date/, what: "numbers" },
  Date: { types: /Date|Numeric/, what: "times" },
  Ip: { types: /IPAddress/, what: "addresses" },
  Arn: { types: /ARN/, what: "ARNs" },
};

/** Text can be compared with anything, so that operators for it are never of the wrong type. */
function typeFault({ family, base, key: { key: at }, keyName }: Test, key: ConditionKey): ConditionFault | undefined {
  const fits = family && comparable[family];
  const isGlobal = globalNames.has(key.name.toLowerCase());
  if (!fits || fits.types.test(key.type) || (family === "Arn" && /arn/i.test(key.name))) return undefined;
  // a tag, or a service's key that the reference calls text, may hold an ARN, a number, or true and false all the same
  if ((!isGlobal || key.name.includes("${")) && /String/.test(key.type)) return undefined;
  const confidence = isGlobal ? undefined : "medium";
  return { says: `'${base}' compares ${fits.what}, and '${short(keyName)}' is none: it never matches`, at, confidence };
}

const shapes: Readonly<Record<string, { readonly shape: RegExp; readonly what: string }>> = {
  Bool: { shape: /^(?:true|false)$/i, what: "neither true nor false" },
  Null: { shape: /^(?:true|false)$/i, what: "neither true nor false" },
  Numeric: { shape: /^\s*[+-]?\d+(?:\.\d+)?\s*$/, what: "no number" },
  Date: { shape: /^\d/, what: "no time" },
  Ip: {
    shape: /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)(?:\/\d{1,3})?$/i,
    what: "no address or range of addresses",
  },
  Arn: { shape: /^(?:arn:|[*?$])/, what: "no ARN" },
};

function* valueFaults(test: Test): Generator<ConditionFault> {
  const { family, base = "", name, operator } = test;
  const expected = family && shapes[family];
  const like = operators.get(base)?.like;
  for (const { text, at } of comparedWith(test)) {
    if (expected && !text.includes("${") && !expected.shape.test(text))
      yield { says: `'${short(text)}' is ${expected.what}, so '${base}' never matches it`, at };
    if (family !== "String" || !/Equals/.test(base) || !text.replace(/\$\{[^{}]*\}/g, "").includes("*")) continue;
    const says = `'${base}' takes the '*' of '${short(text)}' for a letter, not for a wildcard`;
    yield { says, at: like ? operator.key : at, text: like && name.replace(/String(?:Not)?Equals/i, like) };
    return;
  }
}

/** `ForAllValues` holds for a request without the key: what is meant as a limit lets everything through. */
function skippedFault(
  test: Test,
  key: ConditionKey,
  { effect }: Statement,
  tests: readonly Test[],
): ConditionFault | undefined {
  const isSkipped = test.set === "ForAllValues" && effect === "Allow" && !/^Array/.test(key.type);
  const isRequired = tests.some(
    (one) => one.family === "Null" && one.keyName.toLowerCase() === test.keyName.toLowerCase(),
  );
  if (!isSkipped || isRequired) return undefined;
  const says = `'ForAllValues' lets a request through that has no '${short(test.keyName)}', which has one value only`;
  return { says, at: test.operator.key, text: test.name.replace(/^ForAllValues:/i, "") };
}

const short = (text: string): string => (text.length > 44 ? `${text.slice(0, 43)}…` : text);
