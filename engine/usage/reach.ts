import type { ClassExpression, Expression, FunctionExpression, Name } from "../program/ir.ts";
import { defers, packageBehind } from "./deferred.ts";
import { type Effects, effectsOf, effectsOfModule, type Waiting } from "./effects.ts";
import { Members } from "./members.ts";
import type { Module, World } from "./module.ts";
import type { Binding, Unit } from "./piece.ts";
import {
  assignsExport,
  isGivenOut,
  isMadeByContainer,
  isObject,
  isOwnExportsBy,
  mayBeOwnExports,
  mayWait,
  put,
} from "./reach-facts.ts";
import { requiredBy, type Thing } from "./thing.ts";
import type { Things } from "./things.ts";

/** Properties that the platform or a library calls by itself. */
const calledFromOutside =
  "before after onError then toJSON toString valueOf next return throw handleEvent _transform _flush _write _read _construct _destroy".split(
    " ",
  );

const mostFunctions = 5000;

/**
 * The functions that run, or may run, once a module is loaded and one of its exports is called: whatever is called, handed on, or kept where
 * it could be called from. Functions that are declared or kept in an object wait until their name is used anywhere in what is reached.
 */
export class Reach {
  private readonly functions = new Set<FunctionExpression>();
  private readonly classes = new Set<ClassExpression>();
  private readonly members: Members;
  private readonly used = new Set<Binding>();
  private readonly usedWhole = new Set<Binding>();
  /** The exports that are used of each module, and whether only known properties of them are. */
  private readonly exports = new Map<Module, Map<string, boolean>>();
  private readonly byBinding = new Map<Binding, Expression[]>();
  private readonly byHolder = new Map<Binding, Expression[]>();
  private readonly byExport = new Map<Module, Map<string, Expression[]>>();
  private readonly ran = new Set<Expression>();
  private readonly open: (() => void)[] = [];

  constructor(
    private readonly world: World,
    private readonly things: Things,
  ) {
    this.members = new Members(things, (code) => this.run(code), calledFromOutside);
    for (const module of world.modules)
      this.open.push(() => {
        this.take(effectsOfModule(module.document), module, true);
        if (isMadeByContainer(module)) this.allClasses(module);
      });
    this.work();
  }

  /** An export is called by the platform. */
  enter(module: Module, exported: string): void {
    this.useExport(module, exported, true);
    this.work();
  }

  readonly has = (unit: Unit | undefined): boolean => !unit?.fn || this.functions.has(unit.fn);

  private work(): void {
    for (let next = this.open.pop(); next; next = this.open.pop()) next();
  }

  private moduleOf(e: Expression): Module | undefined {
    return this.world.at(e.block.path);
  }

  private run(code: Expression): void {
    if (this.ran.has(code)) return;
    this.ran.add(code);
    if (code.kind === "function") return this.reach(code);
    const module = this.moduleOf(code);
    if (module) this.open.push(() => this.take(effectsOf(code), module, false));
  }

  private reach(fn: FunctionExpression): void {
    if (this.functions.has(fn) || this.functions.size > mostFunctions) return;
    this.functions.add(fn);
    const module = this.moduleOf(fn);
    if (module) this.open.push(() => this.take(effectsOf(fn), module, false));
  }

  private take(effects: Effects, module: Module, isTop: boolean): void {
    for (const one of effects.waiting) this.wait(one, module, isTop);
    for (const fn of effects.functions) this.reach(fn);
    for (const one of effects.classes) this.reachClass(one);
    for (const property of effects.properties) this.members.use(property);
    for (const { property, object } of effects.reads) {
      this.members.use(property, object);
      if (mayBeOwnExports(object) && assignsExport(module, property)) this.useExport(module, property, true);
    }
    for (const name of effects.names) this.useName(name, module, true);
    for (const { name, property } of effects.members) this.useMember(name, property, module);
    for (const { specifier, property } of effects.required) {
      const target = this.world.imported(module, specifier);
      if (target) this.useExport(target, property ?? "*", true);
    }
    for (const call of effects.handed)
      if (packageBehind(call.callee, module, this.world)) for (const one of call.args) this.handOut(one);
    for (const { object, isCalled } of effects.computed) this.computed(object, isCalled);
  }

  private wait({ by, key, code, holder, owner, isWritten }: Waiting, module: Module, isTop: boolean): void {
    const binding = holder && module.bindingOf(holder);
    if (by === "export") {
      if (!mayWait(code) && !(code.kind === "call" && defers(code, module, this.world, this.things))) this.run(code);
      else {
        const waiting = this.byExport.get(module) ?? new Map<string, Expression[]>();
        this.byExport.set(module, waiting);
        put(waiting, key, code);
        const isWhole = this.exports.get(module)?.get(key);
        if (isWhole !== undefined) this.runGiven(code, module, isWhole);
      }
      return;
    }
    if (by === "property") {
      const object = binding && isObject(binding) ? binding : undefined;
      if (isWritten && !this.isOwn(holder, binding)) this.run(code);
      else if (object && this.usedWhole.has(object)) this.run(code);
      else {
        this.members.put(key, code, owner);
        if (object) put(this.byHolder, object, code);
      }
      return;
    }
    const isDeferred =
      by === "name" ||
      (isTop && code.kind === "call" && isGivenOut(key, module) && defers(code, module, this.world, this.things));
    if (!isDeferred || !binding || this.used.has(binding)) this.run(code);
    else put(this.byBinding, binding, code);
  }

  /** Whether the holder of a property is an object, class or function of the code's own. */
  private isOwn(holder: Name | undefined, binding: Binding | undefined): boolean {
    if (holder?.name === "this") return true;
    return (
      binding?.definitions.some((one) => one.kind === "value" && /^(?:object|class|function)$/.test(one.value.kind)) ??
      false
    );
  }

  private reachClass(one: ClassExpression): void {
    if (this.classes.has(one)) return;
    this.classes.add(one);
    if (one.base) this.run(one.base);
    for (const { name, value } of one.members) {
      if (!value) continue;
      if (typeof name === "object") this.run(name);
      const isMethod =
        value.kind === "function" &&
        typeof name === "string" &&
        !/^(?:constructor|)$/.test(name) &&
        value.accessor !== "set";
      if (isMethod) this.members.put(name, value, one);
      else this.run(value);
    }
  }

  private useName(name: Name, module: Module, isWhole: boolean): void {
    const binding = module.bindingOf(name);
    if (binding) this.use(binding, module, isWhole);
  }

  /** `isWhole`: not only a known property of it. */
  private use(binding: Binding, module: Module, isWhole: boolean): void {
    const known = isWhole ? this.usedWhole : this.used;
    if (known.has(binding)) return;
    this.used.add(binding);
    if (isWhole) this.usedWhole.add(binding);
    this.release(this.byBinding, binding);
    if (isWhole) this.release(this.byHolder, binding);
    for (const one of binding.definitions) {
      if (isWhole && isOwnExportsBy(one)) this.useExport(module, "*", true);
      const from = one.kind === "import" ? one.from : one.kind === "value" ? requiredBy(one.value) : undefined;
      const target = from === undefined ? undefined : this.world.imported(module, from);
      if (!target) continue;
      const imported = one.kind === "import" ? one.imported : one.kind === "value" ? (one.path[0] ?? "*") : "*";
      if (imported !== "*" || isWhole) this.useExport(target, imported, isWhole);
    }
  }

  private useMember(name: Name, property: string, module: Module): void {
    const binding = module.bindingOf(name);
    if (!binding) return;
    this.use(binding, module, false);
    for (const one of binding.definitions) {
      if (isOwnExportsBy(one)) this.useExport(module, property, true);
      const isModule =
        (one.kind === "import" && /^(?:\*|default)$/.test(one.imported)) ||
        (one.kind === "value" && one.path.length === 0 && requiredBy(one.value) !== undefined);
      if (!isModule) continue;
      const from = one.kind === "import" ? one.from : one.kind === "value" ? requiredBy(one.value) : undefined;
      const target = from === undefined ? undefined : this.world.imported(module, from);
      if (target && (one.kind !== "import" || one.imported === "*" || !target.exports.has("default")))
        this.useExport(target, property, true);
    }
  }

  /** What an export is; `isWhole`: not only a known property of it. */
  private runGiven(code: Expression, module: Module, isWhole: boolean): void {
    if (code.kind === "name") this.useName(code, module, isWhole);
    else {
      this.run(code);
      if (isWhole && code.kind === "object") for (const { value } of code.properties) this.run(value);
    }
  }

  private useExport(module: Module, name: string, isWhole: boolean): void {
    const known = this.exports.get(module) ?? new Map<string, boolean>();
    this.exports.set(module, known);
    if (known.get(name) === true || known.get(name) === isWhole) return;
    known.set(name, isWhole);
    if (name === "*") return this.useAll(module);
    const given = module.exports.get(name);
    for (const code of this.byExport.get(module)?.get(name) ?? []) this.runGiven(code, module, isWhole);
    for (const one of given ?? []) {
      if (one.kind === "name") {
        const binding = module.bindings.get(one.name);
        if (binding) this.use(binding, module, isWhole);
      } else if (one.kind === "other") this.useOther(module, one.from, one.imported, isWhole);
    }
    if (!given && !(name === "default" && module.whole.length > 0)) this.useUnnamed(module, name);
  }

  /** A name that the module is not seen to give out: of what it gives out as a whole, of another module, or made at run time. */
  private useUnnamed(module: Module, name: string): void {
    if (module.stars.length > 0) for (const from of module.stars) this.useOther(module, from, name, true);
    else if (name !== "default" && module.whole.length > 0) this.useExport(module, "default", false);
    else if (name === "default" || !module.exports.has("default")) this.useExport(module, "*", true);
  }

  private useAll(module: Module): void {
    const names = new Set([...module.exports.keys(), ...(this.byExport.get(module)?.keys() ?? [])]);
    for (const one of names) this.useExport(module, one, true);
    for (const from of module.stars) this.useOther(module, from, "*", true);
  }

  private useOther(module: Module, from: string, imported: string, isWhole: boolean): void {
    const target = this.world.imported(module, from);
    if (target) this.useExport(target, imported, isWhole);
  }

  /** Code that is not in the workspace gets it, and may call all of it. */
  private handOut(e: Expression): void {
    if (/^(?:name|call|member|conditional|binary)$/.test(e.kind))
      for (const thing of this.things.of(e)) this.handOutThing(thing);
    if (e.kind === "object") for (const { value } of e.properties) this.handOut(value);
  }

  private handOutThing(thing: Thing): void {
    if (thing.kind === "instance") this.allOf(thing.of);
    else if (thing.kind === "module") this.useExport(thing.module, "*", true);
    else if (thing.kind === "value") {
      if (thing.value.kind === "class") this.allOf(thing.value);
      else if (thing.value.kind === "function") this.reach(thing.value);
      else if (thing.value.kind === "object") for (const { value } of thing.value.properties) this.run(value);
    }
  }

  /** Classes that a container makes by what is written in front of them, which is not followed. */
  private allClasses(module: Module): void {
    for (const { units } of module.pieces)
      for (const { nodes } of units) for (const node of nodes) if (node.kind === "class") this.allOf(node);
  }

  private allOf(of: ClassExpression | FunctionExpression): void {
    if (of.kind === "function") return;
    this.reachClass(of);
    for (const { value } of of.members) if (value) this.run(value);
  }

  /** A property that is chosen at run time: any of those of the object, or of all objects if it is not known which. */
  private computed(object: Expression, isCalled: boolean): void {
    const found = this.things.of(object);
    for (const one of found) this.handOutThing(one);
    const isKnown = found.length > 0 && found.every(({ kind }) => kind !== "unknown" && kind !== "parameter");
    if (!isKnown && isCalled) this.members.useAll();
  }

  private release<K>(waiting: Map<K, Expression[]>, key: K): void {
    const codes = waiting.get(key);
    if (!codes) return;
    waiting.delete(key);
    for (const code of codes) this.run(code);
  }
}
