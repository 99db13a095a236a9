import type { Call, Expression, FunctionExpression } from "../program/ir.ts";
import { type CodeNode, parentsBelow } from "../program/walk.ts";
import { lastName, mentionsOf } from "./mentions.ts";
import type { Module, World } from "./module.ts";
import type { Unit } from "./piece.ts";
import { type Thing, unknownThing } from "./thing.ts";
import { distinct } from "./thing-set.ts";
import { type Given, Things } from "./things.ts";

const mostCallers = 24;
const mostBases = 12;

/** What functions are given, by the calls of some units: those that a handler reaches. */
export class Callers {
  readonly things: Things;
  private readonly kept = new Map<FunctionExpression, readonly Site[]>();

  /** `plain`: what things are whoever calls; it decides which calls are meant. */
  constructor(
    private readonly world: World,
    private readonly plain: Things,
    private readonly isReached: (unit: Unit | undefined) => boolean,
  ) {
    this.things = new Things(
      world,
      (fn, index, isRest) => this.given(fn, index, isRest),
      0,
      (method) => this.receivers(method),
    );
  }

  private given(fn: FunctionExpression, index: number, isRest: boolean): readonly Thing[] {
    const sites = this.sitesOf(fn);
    if (sites.length === 0 || sites.length > mostCallers) return [unknownThing];
    return sites.flatMap((site) => this.givenAt(site, index, isRest));
  }

  private givenAt(site: Site, index: number, isRest: boolean): readonly Thing[] {
    if (site.kind === "unknown") return [unknownThing];
    if (site.kind === "items")
      return index === site.index ? this.things.along(this.things.of(site.list), ["[]"]) : [unknownThing];
    if (site.kind === "result") return index === 0 ? this.things.of(site.of) : [unknownThing];
    return this.things.argument(site.call, index, isRest);
  }

  /** The instances that a method is called on. */
  private receivers(method: FunctionExpression): readonly Thing[] | undefined {
    const sites = this.sitesOf(method);
    if (sites.length === 0 || sites.length > mostCallers) return undefined;
    const found: Thing[] = [];
    for (const site of sites) {
      if (site.kind !== "call" || site.call.callee.kind !== "member") return undefined;
      const objects = this.things.of(site.call.callee.object);
      if (objects.length === 0 || !objects.every(({ kind }) => kind === "instance" || kind === "library"))
        return undefined;
      found.push(...objects.filter(({ kind }) => kind === "instance"));
    }
    return distinct(found);
  }

  /** What things are in each call of a function by itself; undefined: its calls are not all known. */
  contexts(fn: FunctionExpression): readonly { readonly things: Things; readonly at: Expression }[] | undefined {
    const sites = this.sitesOf(fn);
    if (sites.length === 0 || sites.length > mostCallers) return undefined;
    return sites.flatMap((site) => {
      const given: Given = (of, index, isRest) =>
        of === fn ? this.givenAt(site, index, isRest) : this.given(of, index, isRest);
      const at =
        site.kind === "call"
          ? site.call
          : site.kind === "items"
            ? site.list
            : site.kind === "result"
              ? site.of
              : undefined;
      return at ? [{ things: new Things(this.world, given, 1, (method) => this.receivers(method)), at }] : [];
    });
  }

  private sitesOf(fn: FunctionExpression): readonly Site[] {
    const known = this.kept.get(fn);
    if (known) return known;
    this.kept.set(fn, []);
    const sites = this.found(fn);
    this.kept.set(fn, sites);
    return sites;
  }

  private found(fn: FunctionExpression): readonly Site[] {
    const module = this.world.at(fn.block.path);
    const piece = module?.pieceOf(fn);
    if (!module || !piece) return [{ kind: "unknown" }];
    const parent = parentsBelow(piece.statement).get(fn);
    const ofClass = piece.classOf.get(fn);
    if (ofClass) return this.callsOfMember(fn, ofClass.members.find(({ value }) => value === fn)?.name, ofClass);
    if (parent?.kind === "call") {
      if (parent.callee === fn) return [{ kind: "call", call: parent }];
      return this.calledBack({ call: parent, index: parent.args.indexOf(fn) });
    }
    return this.named(fn, namesOf(fn, parent, module));
  }

  /** Calls by any of the names that a function has, in whichever module. */
  private named(fn: FunctionExpression, names: ReadonlySet<string>): readonly Site[] {
    const own = this.world.at(fn.block.path);
    const found: Site[] = [];
    for (const module of this.world.modules) {
      const { calls, handed, imported } = mentionsOf(module);
      const here = new Set(names);
      if (module !== own) {
        here.add("default");
        for (const name of [...here]) for (const local of imported.get(name) ?? []) here.add(local);
      }
      for (const name of here) {
        for (const call of calls.get(name) ?? [])
          if (this.isHere(call, module) && this.means(call.callee, fn)) found.push({ kind: "call", call });
        for (const one of handed.get(name) ?? []) {
          const argument = one.call.args[one.index];
          if (argument && this.isHere(one.call, module) && this.means(argument, fn))
            found.push(...this.calledBack(one));
        }
      }
    }
    return found;
  }

  private callsOfMember(
    fn: FunctionExpression,
    name: string | Expression | undefined,
    of: Expression,
  ): readonly Site[] {
    if (typeof name !== "string") return [{ kind: "unknown" }];
    const found: Site[] = [];
    for (const module of this.world.modules) {
      if (name === "constructor") found.push(...this.constructions(of, module));
      for (const call of mentionsOf(module).calls.get(name) ?? [])
        if (call.callee.kind === "member" && this.isHere(call, module) && this.mayMean(call.callee, fn))
          found.push({ kind: "call", call });
    }
    return found;
  }

  private constructions(of: Expression, module: Module): readonly Site[] {
    const found: Site[] = [];
    for (const calls of mentionsOf(module).calls.values())
      for (const call of calls) {
        const isMeant = call.isNew || (call.callee.kind === "name" && call.callee.name === "super");
        if (isMeant && this.isHere(call, module) && this.makes(call, of, module)) found.push({ kind: "call", call });
      }
    return found;
  }

  /** Whether it runs the constructor of a class: `new` on it or on one that extends it and has none of its own, or `super`. */
  private makes(call: Call, of: Expression, module: Module): boolean {
    if (call.isNew) return this.plain.of(call).some((one) => one.kind === "instance" && this.isMadeBy(one.of, of, 0));
    const piece = module.pieceOf(call);
    const fn = piece?.unitOf.get(call)?.fn;
    const base = fn && piece?.classOf.get(fn)?.base;
    return base !== undefined && this.isMadeByClassAt(base, of, 0);
  }

  private isMadeBy(one: Expression, of: Expression, depth: number): boolean {
    if (one === of) return true;
    if (one.kind !== "class" || !one.base || depth > mostBases) return false;
    return !one.members.some(({ name }) => name === "constructor") && this.isMadeByClassAt(one.base, of, depth + 1);
  }

  private isMadeByClassAt(base: Expression, of: Expression, depth: number): boolean {
    return this.plain.of(base).some((one) => one.kind === "value" && this.isMadeBy(one.value, of, depth));
  }

  private isHere(call: Call, module: Module): boolean {
    return this.isReached(module.unitOf(call));
  }

  private means(e: Expression, fn: FunctionExpression): boolean {
    return this.plain.of(e).some((one) => one.kind === "value" && one.value === fn);
  }

  /** Of a method also: by its name, of something that is not known. */
  private mayMean(e: Expression, fn: FunctionExpression): boolean {
    const found = this.plain.of(e);
    return (
      found.length === 0 ||
      found.some((one) =>
        one.kind === "value" ? one.value === fn : one.kind === "unknown" || one.kind === "parameter",
      )
    );
  }

  /** What a function is called with by what it is handed to. */
  private calledBack({ call, index }: { readonly call: Call; readonly index: number }): readonly Site[] {
    const { callee } = call;
    if (callee.kind === "member" && typeof callee.property === "string") {
      const { property, object } = callee;
      if (index === 0 && /^(?:map|forEach|filter|flatMap|some|every|find|findIndex)$/.test(property))
        return [{ kind: "items", list: object, index: 0 }];
      if (index === 0 && /^reduce(?:Right)?$/.test(property)) return [{ kind: "items", list: object, index: 1 }];
      if (index === 0 && property === "then") return [{ kind: "result", of: object }];
    }
    const own = this.plain
      .of(callee)
      .flatMap((one) => (one.kind === "value" && one.value.kind === "function" ? [one.value] : []));
    const inner = own.flatMap((fn) => this.callsOfParameter(fn, index));
    return inner.length > 0 ? inner : [{ kind: "unknown" }];
  }

  private callsOfParameter(fn: FunctionExpression, index: number): readonly Site[] {
    const target = fn.params[index]?.target;
    const module = this.world.at(fn.block.path);
    if (target?.kind !== "name" || !module) return [];
    return (mentionsOf(module).calls.get(target.name) ?? []).flatMap((call): readonly Site[] => {
      if (call.callee.kind !== "name") return [];
      const binding = module.bindingOf(call.callee);
      const isIt = binding?.definitions.some((one) => one.kind === "parameter" && one.of === fn && one.index === index);
      return isIt ? [{ kind: "call", call }] : [];
    });
  }
}

type Site =
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "items"; readonly list: Expression; readonly index: number }
  | { readonly kind: "result"; readonly of: Expression }
  | { readonly kind: "unknown" };

/** The names that a function may be called by. */
function namesOf(fn: FunctionExpression, parent: CodeNode | undefined, module: Module): ReadonlySet<string> {
  const names = new Set<string>();
  if (fn.name !== undefined) names.add(fn.name);
  const add = (e: Expression | undefined) => {
    const name = e && lastName(e);
    if (name !== undefined) names.add(name);
  };
  if (parent?.kind === "variable" && parent.target.kind === "name") names.add(parent.target.name);
  if (parent?.kind === "assignment" && (parent.target.kind === "name" || parent.target.kind === "member"))
    add(parent.target);
  if (parent?.kind === "object")
    for (const { key, value } of parent.properties) if (value === fn && typeof key === "string") names.add(key);
  for (const [exported, given] of module.exports)
    if (
      given.some((one) =>
        one.kind === "name"
          ? names.has(one.name)
          : one.kind === "value" && (one.value === fn || (one.value.kind === "name" && names.has(one.value.name))),
      )
    )
      names.add(exported);
  // what an object gives out under another key
  for (const name of [...names]) for (const key of mentionsOf(module).keys.get(name) ?? []) names.add(key);
  return names;
}
