import type { Call, Expression } from "../program/ir.ts";
import type { Said, UsedCall } from "../program/sdk.ts";
import type { Gap } from "../project/usage.ts";
import { Callers } from "./callers.ts";
import type { CodeWorld } from "./code-world.ts";
import { type Detected, isCommand, isDynamic, type OpenCall, ownCredentials, unknownClient } from "./detect.ts";
import { looksLikeOperation } from "./gaps.ts";
import { callsOf, type Made } from "./library-calls.ts";
import type { Module } from "./module.ts";
import type { Unit } from "./piece.ts";
import { saidAt } from "./said.ts";
import type { Things } from "./things.ts";

/** What the code of some modules calls, of which some functions run. */
export interface Used {
  readonly calls: readonly UsedCall[];
  readonly others: readonly UsedCall[];
  readonly gaps: readonly Gap[];
}

export function usedBy(
  code: CodeWorld,
  modules: readonly Module[],
  isReached: (unit: Unit | undefined) => boolean,
): Used {
  const world = code.among(modules);
  const reached: Side = { callers: new Callers(world, code.things, isReached), calls: [], gaps: [] };
  const rest: Side = { callers: new Callers(world, code.things, () => true), calls: [], gaps: [] };
  const detected = modules.map((module) => code.detected(module));
  // a client that only sends has no methods that could be called by a parameter's name
  const hasMethods = detected.some(({ clients }) => clients.some(({ isBare }) => !isBare));
  for (const { found, open, sent, hidden } of detected) {
    for (const one of found) takeFound(one, isReached(one.unit) ? reached : rest);
    for (const one of open)
      if (one.call.isNew || one.isLikely || hasMethods)
        takeOpen(one, code.things, isReached(one.unit) ? reached : rest);
    for (const one of sent) takeSent(one, isReached(one.unit) ? reached : rest);
    for (const { gap, unit } of hidden) if (isReached(unit)) reached.gaps.push(gap);
  }
  const foreign = foreignServices(detected.flatMap(({ clients }) => clients.filter(({ unit }) => isReached(unit))));
  const calls = reached.calls.filter(({ service, at }) => {
    if (foreign.has(service)) reached.gaps.push({ why: ownCredentials, at });
    return !foreign.has(service);
  });
  return { calls, others: rest.calls, gaps: reached.gaps };
}

/** What is found of the code that is reached, or of the rest. */
interface Side {
  readonly callers: Callers;
  readonly calls: UsedCall[];
  readonly gaps: Gap[];
}

/** Services of which every client has credentials of its own: their commands travel, but not to the function's role. */
function foreignServices(clients: Detected["clients"]): ReadonlySet<string> {
  const own = new Set(clients.filter(({ isForeign }) => !isForeign).map(({ service }) => service));
  return new Set(clients.map(({ service }) => service).filter((service) => !own.has(service)));
}

function takeFound(found: Made, { callers, calls }: Side): void {
  if (isMade(found, callers.things)) calls.push(usedCall(found, callers.things));
}

function takeSent(one: OpenCall, { callers, gaps }: Side): void {
  if (hides(one, callers.things)) gaps.push({ why: "a command that is sent is not known", at: one.call });
}

/** A call that depends on what its function is given: one for each way in which that is called. */
function takeOpen({ call, unit }: OpenCall, plain: Things, { callers, calls, gaps }: Side): void {
  const given = plain.of(call.callee).find((one) => one.kind === "parameter");
  const fn = given?.kind === "parameter" ? given.of : unit?.fn;
  const own = (made: Call) => made;
  const missed = new Set<string>();
  for (const { things, at } of (fn && callers.contexts(fn)) ?? [{ things: callers.things, at: call }]) {
    const made = callsOf(call, things, own);
    for (const one of made)
      if (isMade(one, things)) calls.push(usedCall({ ...one, call: { ...one.call, at } }, things));
    const isChosen = things.of(call.callee).some((one) => one.kind === "library" && isDynamic(one.path));
    if (made.length === 0 && isChosen) missed.add("which method of a client is called is decided at run time");
    else if (made.length === 0 && looksLikeOperation(call, things)) missed.add(unknownClient);
  }
  for (const why of missed) gaps.push({ why, at: call });
}

function hides({ call }: OpenCall, things: Things): boolean {
  const [first] = call.args;
  if (!first || call.callee.kind !== "member" || isCommand(first, things)) return false;
  return things
    .of(call.callee.object)
    .some((one) => one.kind === "library" && /\.(?:new|from)\(\)$/.test(one.path) && /^@?aws-sdk/.test(one.path));
}

function usedCall({ call, by, made }: Made, things: Things): UsedCall {
  const kept = new Map<string, Said>();
  const said = (path: string): Said => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    const found = made ? saidToLibrary(made, path, things) : saidBy(call.input, path, things);
    kept.set(path, found);
    return found;
  };
  return by === undefined ? { ...call, said } : { ...call, said, by };
}

const saidBy = (input: Expression | undefined, path: string, things: Things): Said =>
  input ? saidAt(things.of(input), path, things) : "absent";

type OfLibrary = NonNullable<Made["made"]>;

/** What a parameter of a call is given that a library makes of its arguments. */
function saidToLibrary(made: OfLibrary, path: string, things: Things): Said {
  const { parameters, input, ending } = made.listed;
  const where = input === undefined ? parameters?.[path] : `${input}.${path}`;
  if (where === undefined) return parameters ? "absent" : "unknown";
  const found = argumentAt(made, where, things);
  if (ending?.at !== where || typeof found === "string") return found;
  return found.filter((text) => text.endsWith(ending.text) !== (ending.isNot ?? false));
}

function argumentAt({ args, makerArgs }: OfLibrary, where: string, things: Things): Said {
  const [index = "0", ...rest] = where.replace("^", "").split(".");
  return saidBy((where.startsWith("^") ? makerArgs : args)[Number(index)], rest.join("."), things);
}

/** Whether what a library is given makes it call at all. */
function isMade({ made }: Made, things: Things): boolean {
  if (!made) return true;
  const { onlyWith, ending } = made.listed;
  if (onlyWith !== undefined && argumentAt(made, onlyWith, things) === "absent") return false;
  const texts = ending && argumentAt(made, ending.at, things);
  if (!ending || typeof texts !== "object") return true;
  return texts.some((text) => text.endsWith(ending.text) !== (ending.isNot ?? false));
}
