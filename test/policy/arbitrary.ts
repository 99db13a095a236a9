import fc from "fast-check";
import type { Written } from "./statements-of.ts";

/** Statements and requests that have to do with each other often enough. */

export const action = fc.constantFrom("s3:GetObject", "s3:PutObject", "s3:GetObjectAcl", "sqs:SendMessage");

const actionPattern = fc.oneof(
  action,
  fc.constantFrom("*", "s3:*", "s3:Get*", "s3:?etObject", "S3:GETOBJECT", "sqs:*Message", "s3:*Acl"),
);

export const resource = fc.constantFrom(
  "arn:aws:s3:::b/a",
  "arn:aws:s3:::b/a/b",
  "arn:aws:s3:::b/ann",
  "arn:aws:s3:::c/a",
  "arn:aws:sqs:eu-west-1:123456789012:q",
);

const resourcePattern = fc.oneof(
  resource,
  fc.constantFrom("*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/?", "arn:aws:s3:::*/a", "arn:aws:sqs:*:*:q"),
);

/** What may be asked of each key, and what may be in a request. */
const keys: Readonly<Record<string, { readonly operators: readonly string[]; readonly values: readonly string[] }>> = {
  "aws:username": {
    operators: ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"],
    values: ["ann", "Ann", "bob", "a*"],
  },
  "aws:multifactorauthage": {
    operators: ["NumericEquals", "NumericLessThan", "NumericNotEquals"],
    values: ["1", "20", "300"],
  },
  "aws:securetransport": { operators: ["Bool"], values: ["true", "false"] },
  "aws:sourceip": { operators: ["IpAddress", "NotIpAddress"], values: ["10.0.0.1", "10.0.0.0/8", "::1"] },
  "aws:tagkeys": { operators: ["StringEquals", "StringNotEquals", "StringLike"], values: ["x", "y", "z"] },
};

const one = <T>(items: readonly T[]) => fc.constantFrom(...items);

const condition = one(Object.keys(keys)).chain((key) => {
  const { operators, values } = keys[key] ?? { operators: [], values: [] };
  const set = key === "aws:tagkeys" ? ["ForAllValues:", "ForAnyValue:"] : [""];
  const compared = fc
    .tuple(one(set), one(operators), one(["", "IfExists"]), fc.subarray([...values], { minLength: 1 }))
    .map(([before, operator, after, written]) => ({ [`${before}${operator}${after}`]: { [key]: written } }));
  const absent = fc.boolean().map((isAbsent) => ({ Null: { [key]: String(isAbsent) } }));
  return fc.oneof({ weight: 4, arbitrary: compared }, { weight: 1, arbitrary: absent });
});

const some = <T>(items: fc.Arbitrary<T>) => fc.array(items, { minLength: 1, maxLength: 3 });

export const statement: fc.Arbitrary<Written> = fc
  .record({
    effect: fc.constantFrom("Allow", "Allow", "Deny"),
    actions: fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), some(actionPattern)),
    resources: fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), some(resourcePattern)),
    condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ effect, actions, resources, condition: when }) => ({
    Effect: effect,
    [actions[0]]: actions[1],
    [resources[0]]: resources[1],
    ...(when ? { Condition: when } : {}),
  }));

export const policy = fc.array(statement, { maxLength: 4 });

/** All of a request's context: a key that is not there is absent. */
export const context: fc.Arbitrary<ReadonlyMap<string, readonly string[]>> = fc
  .tuple(
    ...Object.keys(keys).map((key) =>
      fc.option(given(key), { nil: undefined }).map((values) => [key, values] as const),
    ),
  )
  .map(
    (entries) => new Map(entries.flatMap(([key, values]) => (values === undefined ? [] : [[key, values] as const]))),
  );

function given(key: string): fc.Arbitrary<readonly string[]> {
  const values = (keys[key]?.values ?? []).filter((text) => !text.includes("*") && !text.includes("/"));
  return key === "aws:tagkeys" ? fc.subarray([...values]) : one(values).map((text) => [text]);
}

export const keyNames: readonly string[] = Object.keys(keys);
