import { operationVerbs } from "../facts/sdk-classes.ts";
import type { Call, Expression } from "../program/ir.ts";
import { commandAt, isClient, serviceAt } from "../program/sdk-paths.ts";
import { parentsBelow } from "../program/walk.ts";
import type { Gap } from "../project/usage.ts";
import { gapAt, looksLikeOperation } from "./gaps.ts";
import { callsOf, type Made } from "./library-calls.ts";
import type { Module } from "./module.ts";
import { clientOf, hasOwnCredentials } from "./own-credentials.ts";
import type { Unit } from "./piece.ts";
import type { Things } from "./things.ts";

/** A call of AWS, and the function that makes it. */
export interface Found extends Made {
  readonly unit: Unit | undefined;
}

/** Code whose calls depend on what its function is given. */
export interface OpenCall {
  readonly call: Call;
  readonly unit: Unit | undefined;
  /** What it is given looks like what operations of AWS are given. */
  readonly isLikely?: boolean;
}

/** Something that hides calls, in a function. */
export interface Hidden {
  readonly gap: Gap;
  readonly unit: Unit | undefined;
}

/** A client that is made. */
export interface Client {
  readonly service: string;
  /** It has credentials that are not the function's. */
  readonly isForeign: boolean;
  /** It only sends commands. */
  readonly isBare: boolean;
  readonly unit: Unit | undefined;
}

export interface Detected {
  readonly found: readonly Found[];
  readonly open: readonly OpenCall[];
  /** Where something is sent that is no known command, whoever calls. */
  readonly sent: readonly OpenCall[];
  readonly hidden: readonly Hidden[];
  readonly clients: readonly Client[];
}

/** Methods that no client of AWS has. */
const everyday = new Set(
  "map filter forEach reduce find some every push pop shift slice splice join split concat includes indexOf keys values entries then catch finally log info warn debug error stringify parse toString toFixed trim toLowerCase toUpperCase replace match test startsWith endsWith padStart sort reverse flat flatMap has add set clear assign freeze isArray now toISOString all allSettled resolve reject next json status end header emit once off promise".split(
    " ",
  ),
);

/** The calls that a module makes, wherever in it. */
export function detect(module: Module, things: Things): Detected {
  const detected = { found: [], open: [], sent: [], hidden: [], clients: [] } satisfies Detected as Writable;
  for (const { units, statement } of module.pieces) {
    const parents = parentsBelow(statement);
    for (const unit of units)
      for (const node of unit.nodes) {
        const gap = gapAt(node, things, module);
        if (gap !== undefined) detected.hidden.push({ gap: { why: gap, at: node }, unit });
        if (node.kind === "call" && !isEveryday(node))
          detectCall(node, placeOf(node, parents.get(node)), unit, things, detected);
      }
  }
  return detected;
}

type Writable = { -readonly [K in keyof Detected]: Detected[K][number][] };

function detectCall(call: Call, place: Call, unit: Unit, things: Things, detected: Writable): void {
  const path = call.isNew || isFrom(call) ? pathOfClient(call, things) : undefined;
  const service = path === undefined ? undefined : serviceAt(path);
  if (path !== undefined && service !== undefined) {
    const isBare = /^@aws-sdk\/.*Client\.(?:new|from)\(\)$/.test(path);
    detected.clients.push({ service, isForeign: hasOwnCredentials(call, things), isBare, unit });
  }
  const made = callsOf(call, things, () => place);
  if (made.length === 0) {
    if (isOpen(call, things)) detected.open.push({ call, unit, isLikely: looksLikeOperation(call, things) });
    else if (looksLikeOperation(call, things)) detected.hidden.push({ gap: { why: unknownClient, at: call }, unit });
    if (mayHide(call, things)) detected.sent.push({ call, unit });
    return;
  }
  const client = clientOf(call, place);
  if (client && hasOwnCredentials(client, things))
    detected.hidden.push({ gap: { why: ownCredentials, at: call }, unit });
  else for (const one of made) detected.found.push({ ...one, unit });
}

export const unknownClient = "a client that is called is not known";
export const ownCredentials = "a client has credentials of its own";

const isFrom = ({ callee }: Call): boolean => callee.kind === "member" && callee.property === "from";

function pathOfClient(call: Call, things: Things): string | undefined {
  const made = things.of(call).find((one) => one.kind === "library" && isClient(one.path));
  return made?.kind === "library" ? made.path : undefined;
}

const isEveryday = ({ callee }: Call): boolean =>
  callee.kind === "member" && typeof callee.property === "string" && everyday.has(callee.property);

/** A command is sent where it is made, if it is; a client's method is called. */
function placeOf(call: Call, parent: { readonly kind: string } | undefined): Call {
  const around = parent as Call | undefined;
  if (!call.isNew || around?.kind !== "call" || around.callee.kind !== "member") return call;
  return around.callee.property === "send" ? around : call;
}

/** Whether what is called depends on parameters of the function around, and may be an operation. */
function isOpen({ callee, isNew }: Call, things: Things): boolean {
  if (!isNew && callee.kind === "member" && typeof callee.property === "string" && !isVerb(callee.property))
    return false;
  if (!isNew && callee.kind !== "member" && callee.kind !== "name") return false;
  return things.of(callee).some((one) => one.kind === "parameter" || (one.kind === "library" && isDynamic(one.path)));
}

const isVerb = (method: string): boolean => operationVerbs.has(/^[a-z0-9]+/.exec(method)?.[0] ?? "");

export const isDynamic = (path: string): boolean => path.endsWith(".[]") && isClient(path.slice(0, -3));

/** Whether something is sent that is not seen to be a command. */
function mayHide({ callee, args }: Call, things: Things): boolean {
  const [first] = args;
  if (callee.kind !== "member" || callee.property !== "send" || !first) return false;
  return (
    !isCommand(first, things) &&
    things.of(callee.object).some((one) => one.kind === "parameter" || (one.kind === "library" && isClient(one.path)))
  );
}

export const isCommand = (e: Expression, things: Things): boolean => {
  const found = things.of(e);
  return found.some((one) => one.kind === "library" && commandAt(one.path) !== undefined);
};
