import assert from "node:assert/strict";
import { test } from "node:test";
import { operatorNamed } from "../../engine/assist/operators.ts";
import { comparisons } from "../../engine/policy/comparisons.ts";
import { operators } from "../../rules/facts/condition-operators.ts";

test("the operators that are decided, described and checked are the same", () => {
  const decided = [...comparisons.keys(), "Null"].sort();
  assert.deepEqual([...operators.keys()].sort(), decided);
  assert.deepEqual(
    decided.filter((name) => operatorNamed(name) === undefined),
    [],
  );
});
