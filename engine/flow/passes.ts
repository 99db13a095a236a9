import type * as ir from "../program/ir.ts";
import { type Abstract, either, parsed, property, textOf, unknown } from "./abstract.ts";
import { bind } from "./bind.ts";
import type { Evaluation } from "./evaluation.ts";
import { assign, change, type Frame } from "./frame.ts";
import type { PassFact, Which } from "./models.ts";
import { noteRead } from "./record.ts";
import { stepped } from "./taint-changes.ts";

interface PassingCall {
  readonly ev: Evaluation;
  readonly call: ir.Call;
  readonly receiver: Abstract;
  readonly args: readonly Abstract[];
  readonly frame: Frame;
}

/** The values of a call that a model speaks of, each with where it is written. */
export function valuesOf(
  which: Which,
  call: ir.Call,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
): readonly { readonly value: Abstract; readonly at: ir.Expression }[] {
  if (which === "this")
    return receiver && call.callee.kind === "member" ? [{ value: receiver, at: call.callee.object }] : [];
  const first = which === "all" ? 0 : typeof which === "number" ? which : Number.parseInt(which, 10);
  const end = typeof which === "number" ? first + 1 : args.length;
  return args.slice(first, end).flatMap((value, index) => {
    // a spread list at the end stands for all that are left
    const last = call.args.at(-1);
    const at = call.args[first + index] ?? (last?.kind === "spread" ? last : undefined);
    return at ? [{ value, at }] : [];
  });
}

/** What a call gives back that hands on what it is given; it may change an argument or its receiver as well. */
export function handedOn({ pass, from = 0, into }: PassFact, c: PassingCall): Abstract {
  const values = valuesOf(from, c.call, c.receiver, c.args).map(({ value }) => value);
  const whole = values.reduce((all, one) => either(all, one), unknown);
  const given = pass === "part" ? partOf(whole, from, c) : forms[pass](whole, values);
  if (into !== undefined) putInto(into, given, c);
  // a guard looks at how a path was put together
  return pass === "text" ? { ...given, from: c.call } : given;
}

/** `get(object, "a.b[0]", otherwise)`, `get(object, ["a", "b"])`. */
function partOf(whole: Abstract, from: Which, { args, call, frame }: PassingCall): Abstract {
  const [path = unknown, otherwise = unknown] = args.slice(from === "this" ? 0 : Number.parseInt(String(from), 10) + 1);
  const { literal, shape } = path;
  const listed = [...(shape?.properties.values() ?? [])].map((key) => String(key.literal ?? "[]"));
  const written = literal === undefined ? listed : String(literal).split(/[.[\]]+/);
  const keys = written.length > 0 ? written.filter((key) => key !== "") : ["[]"];
  const part = keys.reduce((value, key) => property(value, key, call), whole);
  noteRead(frame.activation.pass.record, part);
  return either(part, otherwise);
}

const forms: Readonly<
  Record<Exclude<PassFact["pass"], "part">, (whole: Abstract, values: readonly Abstract[]) => Abstract>
> = {
  same: (whole) => whole,
  text: (_whole, values) => textOf(values),
  data: (whole) => parsed(whole),
  item: (whole) => whole.item ?? property(whole, "[]"),
  list: (whole) => ({ taints: [], item: whole }),
};

/** The variable or member that stands there has it from now on. */
function putInto(into: number | "this", given: Abstract, { call, receiver, args, frame, ev }: PassingCall): void {
  const target = into === "this" ? (call.callee.kind === "member" ? call.callee.object : undefined) : call.args[into];
  const before = into === "this" ? receiver : (args[into] ?? unknown);
  if (!target) return;
  const after = either(before, stepped(given, call, "it is put in"));
  if (target.kind === "name") change(frame, target.name, after);
  else if (target.kind === "member") bind(ev, target, after, frame, assign);
}
