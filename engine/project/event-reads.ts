import type { ModuleFacts } from "../flow/module.ts";
import type { Entry } from "../program/code.ts";
import type { Expression, Member, Pattern } from "../program/ir.ts";
import { namesOnward, type Standing, standingOf, testedIn } from "../program/standing.ts";
import { type CodeNode, nodesOf, parentsBelow } from "../program/walk.ts";
import type { Site } from "../text/source.ts";

/** A part of the event that a handler reads. */
export interface EventRead {
  /** `["Records", "[]", "s3"]`; `[]` for any item or a key that is not known. */
  readonly path: readonly string[];
  readonly at: Site;
  /** The read as a member, if it is one: `event.requestContext.identity`. */
  readonly member?: Member;
  readonly standing: Standing;
}

/** The parts of the event that a handler's own function reads, the longest paths only; not what functions read that it hands the event to. */
export function eventReadsOf(entry: Entry, facts: ModuleFacts): readonly EventRead[] {
  const { fn } = entry;
  const entryPath: PathOf = (e) => eventPathOf(e, entry, facts);
  const parents = parentsBelow(fn);
  const reads: EventRead[] = [];
  const [event] = fn.params;
  if (event && event.target.kind !== "name") reads.push(...patternReads(event.target, []));
  for (const node of nodesOf(fn)) {
    if (node.kind === "member" && !isWithinLonger(node, parents)) {
      const read = memberRead(node, entryPath, parents.get(node));
      if (read) reads.push({ ...read, standing: standing(read.member) });
    } else if (node.kind === "variable" && node.target.kind === "object-pattern" && node.initial) {
      const base = entryPath(node.initial);
      if (base) reads.push(...patternReads(node.target, base));
    }
  }
  return reads;

  function standing(member: Member): Standing {
    const isOptional =
      isChainOptional(member) ||
      namesOnward(member, fn).some((name) => testedIn(fn).has(name)) ||
      [...prefixesOf(member)].some((part) => standingOf(part, fn) === "optional");
    return isOptional ? "optional" : standingOf(member, fn);
  }
}

/** The path of the part of the event that an expression is. */
export const eventPathOf = (e: Expression, { fn }: Entry, facts: ModuleFacts): readonly string[] | undefined =>
  facts.valueOf(e)?.taints.find(({ root, settled }) => root.fn === fn && root.index === 0 && !settled)?.path;

type PathOf = (e: Expression) => readonly string[] | undefined;

/** A method is no part of the event: `event.Records.map()` reads `Records`. */
function memberRead(node: Member, pathOf: PathOf, above: CodeNode | undefined) {
  const isMethod = above?.kind === "call" && above.callee === node;
  const member = isMethod ? node.object : node;
  const path = member.kind === "member" ? pathOf(member) : undefined;
  return path && path.length > 0 && member.kind === "member" ? { path, at: member, member } : undefined;
}

const isWithinLonger = (node: Member, parents: ReadonlyMap<CodeNode, CodeNode>): boolean => {
  const above = parents.get(node);
  return above?.kind === "member" && above.object === node;
};

function* prefixesOf(member: Member): Iterable<Expression> {
  for (let here: Expression = member.object; here.kind === "member"; here = here.object) yield here;
}

function isChainOptional(member: Member): boolean {
  for (let here: Expression = member; here.kind === "member"; here = here.object)
    if (here.optional && here.object.kind === "member") return true;
  return false;
}

function patternReads(target: Pattern, base: readonly string[]): readonly EventRead[] {
  if (target.kind !== "object-pattern") return [];
  return target.properties.flatMap(({ key, target: inner, initial }): readonly EventRead[] => {
    if (typeof key !== "string") return [];
    const path = [...base, key];
    if (inner.kind === "object-pattern") return initial ? [] : patternReads(inner, path);
    return [{ path, at: inner, standing: initial === undefined ? "used" : "optional" }];
  });
}
