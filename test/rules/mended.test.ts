import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Flow } from "../../engine/authoring.ts";
import { isMended } from "../../rules/shared/mended.ts";

const flowOf = (range: string | undefined, mended: string) =>
  ({
    facts: { mended },
    library: "lodash/merge",
    dependency: (name: string) => (name === "lodash" ? range : undefined),
  }) as Partial<Flow> as Flow;

const cases: readonly (readonly [range: string | undefined, mended: string, is: boolean])[] = [
  [undefined, "4.17.12", true],
  ["4.17.11", "4.17.12", false],
  ["4.17.12", "4.17.12", true],
  ["v4.17.4", "4.17.12", false],
  ["^4.17.4", "4.17.12", true],
  ["~4.17.4", "4.17.12", true],
  ["~4.16.0", "4.17.12", false],
  ["^3.14.1", "4.0.0", false],
  ["3.x", "4.0.0", false],
  ["3", "4.0.0", false],
  [">=3.0.0", "4.0.0", true],
  [">=3.0.0 <4", "4.0.0", false],
  ["3.0.0 - 3.9.9", "4.0.0", false],
  ["^3.0.0 || ^4.0.0", "4.0.0", true],
  ["^0.9.2", "0.11.0", false],
  ["^0.11.1", "0.11.0", true],
  ["0.0.x", "0.11.0", false],
  ["2.0.0", "2.0.1 3.0.1", false],
  ["^2.0.0", "2.0.1 3.0.1", true],
  ["3.0.0", "2.0.1 3.0.1", false],
  ["4.0.0", "2.0.1 3.0.1", true],
  ["*", "4.0.0", true],
  ["latest", "4.0.0", true],
  ["workspace:*", "4.0.0", true],
  ["file:../x", "4.0.0", true],
  ["", "4.0.0", true],
];

describe("whether a declared range lets a mended version in", () => {
  for (const [range, mended, is] of cases)
    it(`${range ?? "none"}, mended in ${mended}`, () => assert.equal(isMended(flowOf(range, mended)), is));
});
