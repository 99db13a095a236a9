import type { Alias, Mapping, Node, Scalar, Sequence } from "../syntax/node.ts";
import { followed } from "../syntax/node.ts";
import { entriesIn, fieldsOf } from "./fields.ts";
import { openLoopIn, unrolled } from "./for-each.ts";
import { intrinsicNamed, lookedUp } from "./intrinsics.ts";
import type { Resolver, Scope } from "./scope.ts";
import type { ListValue, MapEntry, MapValue, Unknown, Value } from "./value.ts";
import { known, unknown } from "./value.ts";

/** References that lead on to more references than this are unknown. */
const deepest = 64;

/** A resolver that keeps what it has found, for as long as the nodes live. */
export function resolverOf(scope: Scope): Resolver {
  const kept = new WeakMap<Node, Value | undefined>();
  const open = new Set<Node>();
  let certain: Resolver | undefined;
  const resolver: Resolver = {
    scope,
    get certain() {
      certain ??= scope.certain === scope ? resolver : resolverOf(scope.certain);
      return certain;
    },
    resolve: (node) => resolver.present(node) ?? known(node, null),
    present(written) {
      const node = followed(written);
      if (!node) return unknown(written, "its anchor is missing");
      if (kept.has(node)) return kept.get(node);
      if (open.size >= deepest) return unknown(node, "it is nested too deeply");
      if (open.has(node)) return unknown(node, "it refers to itself");
      open.add(node);
      const value = meaning(node, resolver);
      open.delete(node);
      kept.set(node, value);
      return value;
    },
  };
  return resolver;
}

type Branch = { resolver?: Resolver; readonly next: WeakMap<object, Branch> };

const nowhere = {};
const branches = new WeakMap<object, Branch>();

/** The resolver that was made from the same objects before; `from`: all that the meaning of names depends on. */
export function resolverFrom(from: readonly (object | undefined)[], make: () => Scope): Resolver {
  let branch: Branch = { next: branches };
  for (const key of from) {
    const next: Branch = branch.next.get(key ?? nowhere) ?? { next: new WeakMap() };
    branch.next.set(key ?? nowhere, next);
    branch = next;
  }
  branch.resolver ??= resolverOf(make());
  return branch.resolver;
}

function meaning(at: Written, resolver: Resolver): Value | undefined {
  const call = intrinsicIn(at);
  if (call) {
    const compute = intrinsicNamed(call.name);
    return compute ? compute({ ...call, at, resolver }) : unknown(at, `'${call.name}' is computed at deployment`);
  }
  if (at.kind === "mapping") return known(at, mapOf(unrolled(at, resolver), resolver));
  if (at.kind === "sequence") return known(at, listOf(at, resolver));
  return scalarMeaning(at, resolver);
}

function scalarMeaning(at: Scalar, resolver: Resolver): Value {
  const variables = typeof at.value === "string" ? resolver.scope.variables(at.value, at) : undefined;
  return variables ?? lookedUp(known(at, at.value));
}

/** A node that no alias stands for. */
type Written = Exclude<Node, Alias>;

interface Intrinsic {
  readonly name: string;
  readonly argument: Node;
}

/** `!Sub x`, or `{ "Fn::Sub": x }`; the name without `Fn::`. */
function intrinsicIn(node: Written): Intrinsic | undefined {
  if (node.tag?.startsWith("!") && !node.tag.startsWith("!!"))
    return { name: node.tag.slice(1), argument: { ...node, tag: undefined } };
  if (node.kind !== "mapping" || node.entries.length !== 1) return undefined;
  const only = node.entries[0];
  const key = String(only?.key.value);
  if (!only || (key !== "Ref" && !key.startsWith("Fn::"))) return undefined;
  return { name: key.replace("Fn::", ""), argument: only.value };
}

function mapOf(mapping: Mapping, resolver: Resolver): MapValue {
  let entries: readonly MapEntry[] | undefined;
  return {
    kind: "map",
    get(key) {
      const entry = fieldsOf(mapping).get(key);
      return entry ? resolver.present(entry.value) : addedByMacro(mapping);
    },
    get entries() {
      entries ??= entriesIn(mapping)
        .filter((entry) => resolver.present(entry.value) !== undefined)
        .map((entry) => lazyEntry(entry.key, entry.value, resolver));
      return entries;
    },
  };
}

const lazyEntry = (key: Scalar, node: Node, resolver: Resolver): MapEntry => ({
  key,
  node,
  get value() {
    return resolver.resolve(node);
  },
});

/** A macro beside other keys may add any key, and so may a loop over what is not known. */
function addedByMacro(mapping: Mapping): Unknown | undefined {
  const loop = openLoopIn(mapping);
  if (loop) return unknown(loop.value, "what it repeats over is known at deployment");
  const macro = fieldsOf(mapping).get("Fn::Transform");
  return macro && unknown(macro.value, "'Fn::Transform' may add it at deployment");
}

function listOf(sequence: Sequence, resolver: Resolver): ListValue {
  let items: readonly Value[] | undefined;
  return {
    kind: "list",
    get items() {
      items ??= sequence.items.flatMap((item) => resolver.present(item) ?? []);
      return items;
    },
  };
}
