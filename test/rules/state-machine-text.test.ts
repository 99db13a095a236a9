import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatted, joined, type Piece } from "../../rules/injection/_asl.ts";

const shown = (pieces: readonly Piece[] | undefined): string | undefined =>
  pieces
    ?.map((piece) => (piece.kind === "text" ? piece.text : piece.kind === "input" ? `<${piece.path}>` : "<?>"))
    .join("");

const formats: readonly (readonly [source: string, pieces: string | undefined])[] = [
  ["States.Format('a {} b {}', $.x, $.y[0].z)", "a <$.x> b <$.y[0].z>"],
  ["States.Format('it\\'s {}', $)", "it's <$>"],
  ["States.Format('\\{{}\\}', $.x)", "{<$.x>}"],
  ["States.Format('{}', States.Format('{}', $.x))", "<$.x>"],
  ["States.Format('{}', States.Hash($.x, 'SHA-1'))", "<?>"],
  ["States.Format('{} {}', $$.Execution.Name, $$.Execution.Input.x)", "<?> <$$.Execution.Input.x>"],
  ["States.Format('{} {}', 'a, b', $.x)", "a, b <$.x>"],
  ["States.Format('{} {}', $.x)", "<$.x> <?>"],
  ["States.Format($.template, $.x)", undefined],
  ["States.Array($.x)", undefined],
  ["States.Format('{}', $.x", undefined],
  ["", undefined],
];

const joins: readonly (readonly [source: string, pieces: string | undefined])[] = [
  ["{% 'a ' & $states.input.x & \" b\" %}", "a <$states.input.x> b"],
  ["{% 'a ' & $states.context.Execution.Input.x %}", "a <$states.context.Execution.Input.x>"],
  ["{% 'a ' & $string($states.input.x[0]) %}", "a <$states.input.x[0]>"],
  ["{% 'a ' & $number($states.input.x) %}", "a <?>"],
  ["{% 'a ' & ($states.input.x = 'b' ? 'b' : 'c') %}", "a <?>"],
  ["{% 'a ' & $states.context.Execution.Id & $x %}", "a <?><?>"],
  ["{% 'a & b' %}", undefined],
  ["'a' & $states.input.x", undefined],
  ["{% 'a & $states.input.x %}", undefined],
];

describe("what a state puts together", () => {
  for (const [source, pieces] of formats)
    it(`by an intrinsic function: ${source}`, () => assert.equal(shown(formatted(source)), pieces));
  for (const [source, pieces] of joins) it(`by JSONata: ${source}`, () => assert.equal(shown(joined(source)), pieces));
});
