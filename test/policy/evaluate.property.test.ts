import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Decision, decide, type Policies } from "../../engine/policy/evaluate.ts";
import * as some from "./arbitrary.ts";
import { moreOf, permitsLess, permitsNoMore } from "./permits.ts";
import { deny, statementsOf, type Written } from "./statements-of.ts";
import { type Asked, isAllowed } from "./written-semantics.ts";

const asked: fc.Arbitrary<Asked> = fc.record({ action: some.action, resource: some.resource, context: some.context });

const whole = (request: Asked, policies: Policies): Decision => decide({ ...request, isContextWhole: true }, policies);

const read = (policy: readonly Written[]) => statementsOf(...policy);

const rank = (decision: Decision): number => ["denied", "unknown", "allowed"].indexOf(decision);

/** The request with some keys of its context told, the others left open. */
const partial = fc.tuple(asked, fc.subarray([...some.keyNames])).map(([request, told]) => ({
  request,
  part: { ...request, context: new Map([...request.context].filter(([key]) => told.includes(key))) },
}));

test("of what is all known it decides as IAM is documented to", () => {
  fc.assert(
    fc.property(asked, some.policy, fc.option(some.policy, { nil: undefined }), (request, identity, boundary) => {
      const decided = whole(request, { identity: read(identity), ...(boundary ? { boundary: read(boundary) } : {}) });
      assert.equal(decided, isAllowed(request, identity, boundary) ? "allowed" : "denied");
    }),
    { numRuns: 1500 },
  );
});

test("what it decides without knowing all holds whatever the rest is", () => {
  fc.assert(
    fc.property(partial, some.policy, ({ request, part }, identity) => {
      const policies = { identity: read(identity) };
      const decided = decide(part, policies);
      if (decided !== "unknown") assert.equal(whole(request, policies), decided);
    }),
    { numRuns: 1500 },
  );
});

test("a Deny of everything wins", () => {
  fc.assert(
    fc.property(partial, some.policy, ({ part }, identity) => {
      assert.equal(decide(part, { identity: read([...identity, deny("*")]) }), "denied");
    }),
  );
});

test("another Allow never takes away, another Deny never gives", () => {
  fc.assert(
    fc.property(partial, some.policy, some.statement, ({ part }, identity, more) => {
      const before = rank(decide(part, { identity: read(identity) }));
      const after = rank(decide(part, { identity: read([...identity, more]) }));
      assert.ok(more["Effect"] === "Allow" ? after >= before : after <= before);
    }),
  );
});

test("NotAction and NotResource are the complements", () => {
  const parts = [
    ["Action", "NotAction"],
    ["Resource", "NotResource"],
  ] as const;
  fc.assert(
    fc.property(asked, some.statement, fc.constantFrom(...parts), (request, statement, [name, negated]) => {
      const { [name]: one, [negated]: other, Condition: _, ...rest } = statement;
      const listed = one ?? other;
      const all = { ...rest, ...(name === "Action" ? { Resource: "*" } : { Action: "*" }), Effect: "Allow" };
      const { NotAction: _action, NotResource: _resource, ...plain } = all as Written;
      const with_ = whole(request, { identity: read([{ ...plain, [name]: listed }]) });
      const without = whole(request, { identity: read([{ ...plain, [negated]: listed }]) });
      assert.notEqual(with_, without);
    }),
  );
});

test("a boundary never gives", () => {
  fc.assert(
    fc.property(partial, some.policy, some.policy, ({ part }, identity, boundary) => {
      const bounded = decide(part, { identity: read(identity), boundary: read(boundary) });
      assert.ok(rank(bounded) <= rank(decide(part, { identity: read(identity) })));
    }),
  );
});

test("a policy permits no more than itself; less without an Allow that counts", () => {
  fc.assert(
    fc.property(some.policy, fc.nat(3), (policy, index) => {
      const all = read(policy);
      assert.equal(moreOf(all, all), undefined);
      assert.ok(!permitsLess(all, all));
      if (policy[index]?.["Effect"] !== "Allow") return;
      assert.ok(permitsNoMore(read(policy.toSpliced(index, 1)), all));
    }),
    { numRuns: 12 },
  );
});

test("narrower actions and resources permit less", () => {
  const one = (Action: unknown, Resource: unknown) => statementsOf({ Effect: "Allow", Action, Resource });
  const wide = one("s3:*", "arn:aws:s3:::photos/*");
  assert.ok(permitsLess(one("s3:GetObject", "arn:aws:s3:::photos/*"), wide));
  assert.ok(permitsLess(one("s3:*", "arn:aws:s3:::photos/a/*"), wide));
  assert.ok(!permitsNoMore(one("s3:*", "arn:aws:s3:::photos*"), wide));
  assert.ok(!permitsNoMore(one(["s3:*", "sqs:SendMessage"], "arn:aws:s3:::photos/*"), wide));
  assert.ok(!permitsLess(one(["s3:*", "s3:GetObject"], "arn:aws:s3:::photos/*"), wide));
});
