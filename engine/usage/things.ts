import type { Call, ClassExpression, Expression, FunctionExpression, Member, Name } from "../program/ir.ts";
import { constructorOf, holderOfThis, methodAround, superCallIn } from "./around.ts";
import { itemsMadeBy, passedOn } from "./calls-known.ts";
import { givenOut, libraryOf, writtenMember } from "./given-out.ts";
import { libraryName } from "./library-name.ts";
import { partOfArray, partOfObject, staticPart } from "./literal-parts.ts";
import type { Module, World } from "./module.ts";
import type { Binding, Definition } from "./piece.ts";
import { isOwnExports } from "./reach-facts.ts";
import { type Context, chooses, requiredBy, type Thing, termsOf, unknownThing } from "./thing.ts";
import { distinct } from "./thing-set.ts";
import { clientOfType } from "./typed.ts";

/** What callers give to a parameter, or undefined: they are not looked for. */
export type Given = (fn: FunctionExpression, index: number, isRest: boolean) => readonly Thing[] | undefined;

const mostDepth = 40;
/** What a method is called on, or undefined: not all of it is known. */
export type Receivers = (method: FunctionExpression) => readonly Thing[] | undefined;

/** Calls within calls that are told apart. */
const mostContexts = 3;
/** Steps that one question may take. */
const mostSteps = 4000;

/**
 * What expressions stand for, in whatever order the code runs: a variable is all that it is ever given. Names are followed through
 * constants, objects, classes, functions of the code's own and modules.
 */
export class Things {
  private readonly kept = new Map<Expression, readonly Thing[]>();
  private readonly open = new Set<unknown>();
  private readonly contexts = new Map<Call, Things>();
  private readonly effort: { left: number };
  private cuts = 0;

  /** `depth`: how many calls it is the context of; outside of any: 0. `shared`: the effort of the question on whose way it is. */
  constructor(
    private readonly world: World,
    private readonly given?: Given,
    private readonly depth = 0,
    private readonly receivers?: Receivers,
    private readonly shared?: { left: number },
  ) {
    this.effort = shared ?? { left: mostSteps };
  }

  of(e: Expression): readonly Thing[] {
    const known = this.kept.get(e);
    if (known) return known;
    if (this.open.size === 0 && !this.shared) this.effort.left = mostSteps;
    if (this.open.has(e) || this.open.size > mostDepth || this.effort.left-- <= 0) {
      this.cuts++;
      return [];
    }
    const before = this.cuts;
    this.open.add(e);
    const made = distinct(this.made(e));
    this.open.delete(e);
    const found = made.length === 0 && this.cuts > before && this.open.size === 0 ? [unknownThing] : made;
    // what was cut short for another question may be more for this one
    if (this.cuts === before || this.open.size === 0) this.kept.set(e, found);
    return found;
  }

  private made(e: Expression): readonly Thing[] {
    const specifier = requiredBy(e);
    if (specifier !== undefined) return this.required(e, specifier);
    switch (e.kind) {
      case "name":
        return this.ofName(e);
      case "member":
        return this.ofMember(e);
      case "call":
        return this.ofCall(e);
      case "conditional":
        return [...this.of(e.whenTrue), ...this.of(e.whenFalse)];
      case "assignment":
        return /^(?:|\?\?|\|\||&&)=$/.test(e.operator) ? this.of(e.value) : [unknownThing];
      case "await":
        return this.of(e.value);
      case "binary":
        if (chooses(e.operator)) return termsOf(e, chooses).flatMap((term) => this.of(term));
        return e.operator === "," ? this.of(e.right) : [this.itself(e)];
      case "unary":
      case "other":
      case "spread":
        return [unknownThing];
      default:
        return [this.itself(e)];
    }
  }

  private get context(): Things | undefined {
    return this.depth === 0 ? undefined : this;
  }

  private readonly itself = (value: Expression): Thing =>
    this.depth === 0 || value.kind === "literal" ? { kind: "value", value } : { kind: "value", value, in: this };

  private required(e: Expression, specifier: string): readonly Thing[] {
    const from = this.world.at(e.block.path);
    const module = from && this.world.imported(from, specifier);
    if (!module) return [{ kind: "library", path: libraryName(specifier) }];
    const whole = module.whole.filter(({ kind }) => kind !== "object").flatMap((one) => this.of(one));
    return [{ kind: "module", module }, ...whole];
  }

  private ofName(e: Name): readonly Thing[] {
    if (e.name === "undefined") return [];
    const module = this.world.at(e.block.path);
    if (e.name === "this") return this.ofThis(e, module);
    const binding = module?.bindingOf(e);
    if (!module || !binding) return [{ kind: "library", path: e.name }];
    return this.ofBinding(binding, module);
  }

  /** An instance, or what the class itself has. */
  private ofThis(e: Name, module: Module | undefined): readonly Thing[] {
    const piece = module?.pieceOf(e);
    const holder = piece && holderOfThis(e, piece);
    if (!piece || !holder) return [unknownThing];
    const method = methodAround(e, piece);
    const receivers = method && this.receivers?.(method);
    return receivers && receivers.length > 0 ? receivers : [{ kind: "instance", of: holder }];
  }

  ofBinding(binding: Binding, module: Module): readonly Thing[] {
    if (this.open.has(binding)) {
      this.cuts++;
      return [];
    }
    this.open.add(binding);
    const found = binding.definitions.flatMap((one) => this.ofDefinition(one, module));
    this.open.delete(binding);
    return found;
  }

  private ofDefinition(definition: Definition, module: Module): readonly Thing[] {
    switch (definition.kind) {
      case "value":
        return this.along(this.of(definition.value), definition.path);
      case "parameter": {
        const { of, index, path, isRest } = definition;
        const given = this.given?.(of, index, isRest);
        const typed = clientOfType(of.params[index]?.type, module);
        const client: readonly Thing[] =
          typed !== undefined && path.length === 0 ? [{ kind: "library", path: typed }] : [];
        return [...client, ...(given ? this.along(given, path) : [{ kind: "parameter" as const, of, index, path }])];
      }
      case "import": {
        const target = this.world.imported(module, definition.from);
        if (!target) return [libraryOf(definition.from, definition.imported)];
        return definition.imported === "*"
          ? [{ kind: "module", module: target }]
          : this.exported(target, definition.imported);
      }
      default:
        return [unknownThing];
    }
  }

  along(things: readonly Thing[], path: readonly string[]): readonly Thing[] {
    return path.reduce((all, key) => distinct(all.flatMap((one) => this.property(one, key))), things);
  }

  /** What a module gives out under a name; `default` of a CommonJS module is all of it. */
  exported(module: Module, name: string): readonly Thing[] {
    const key = `${module.document.file.path}\0${name}`;
    if (this.open.has(key)) return [];
    this.open.add(key);
    const found = givenOut(module, name, this.world, this);
    this.open.delete(key);
    return found;
  }

  private ofMember(e: Member): readonly Thing[] {
    const itself = isOwnExports(e) && this.world.at(e.block.path);
    if (itself) return [{ kind: "module", module: itself }];
    if (typeof e.property === "string") return this.propertyOf(e.object, e.property);
    const keys = this.of(e.property).map((one) =>
      one.kind === "value" && one.value.kind === "literal" ? String(one.value.value) : undefined,
    );
    const isKnown = keys.length > 0 && keys.every((key) => key !== undefined);
    return isKnown ? keys.flatMap((key) => this.propertyOf(e.object, key)) : this.propertyOf(e.object, "[]");
  }

  /** A property of what an expression stands for, with what is assigned to it by the name of its holder. */
  propertyOf(object: Expression, key: string): readonly Thing[] {
    const holders = this.of(object);
    const own = holders.filter((one) => one.kind === "instance").flatMap((one) => this.property(one, key));
    // what a class defines is not its base's
    const others = holders.filter((one) => one.kind !== "instance" && (own.length === 0 || one.kind !== "library"));
    const found = [...own, ...others.flatMap((one) => this.property(one, key))];
    const binding = object.kind === "name" ? this.world.at(object.block.path)?.bindingOf(object) : undefined;
    return [...found, ...this.writtenTo(binding, key)];
  }

  private writtenTo(binding: Binding | undefined, key: string): readonly Thing[] {
    if (!binding || binding.written.size === 0) return [];
    const written = key === "[]" ? [...binding.written.values()].flat() : (binding.written.get(key) ?? []);
    return [...written, ...(key === "[]" ? [] : (binding.written.get("[]") ?? []))].flatMap((value) => this.of(value));
  }

  property(thing: Thing, key: string): readonly Thing[] {
    switch (thing.kind) {
      case "value":
        if (thing.in && thing.in !== this) return thing.in.property(thing, key);
        return this.propertyOfValue(thing.value, key);
      case "library":
        return [{ kind: "library", path: `${thing.path}.${key}`, call: thing.call }];
      case "instance":
        if (thing.in && thing.in !== this) return thing.in.property(thing, key);
        return this.ofInstance(thing.of, key, thing.call);
      case "module":
        if (key !== "[]") return this.exported(thing.module, key);
        return [...thing.module.exports.keys()].flatMap((name) => this.exported(thing.module, name));
      case "list":
        return key === "[]" || /^\d+$/.test(key) ? thing.items() : [unknownThing];
      case "parameter":
        return [{ ...thing, path: [...thing.path, key] }];
      default:
        return [unknownThing];
    }
  }

  private propertyOfValue(value: Expression, key: string): readonly Thing[] {
    if (value.kind === "array") return partOfArray(value, key, this);
    if (value.kind === "class") return staticPart(value, key, this);
    if (value.kind !== "object") return [unknownThing];
    const holder = this.world.at(value.block.path)?.holders.get(value);
    return [...partOfObject(value, key, this), ...this.writtenTo(holder, key)];
  }

  part(value: Expression): readonly Thing[] {
    return value.kind === "function" && value.accessor === "get" ? this.returned(value) : this.of(value);
  }

  private ofInstance(of: ClassExpression | FunctionExpression, key: string, call?: Call): readonly Thing[] {
    const piece = this.world.at(of.block.path)?.pieceOf(of);
    const inside = call ? this.constructing(of, call) : this;
    const assigned = (piece?.ownWritten.get(of)?.get(key) ?? []).flatMap((value) => inside.of(value));
    if (of.kind === "function") return assigned.length > 0 ? assigned : [unknownThing];
    const found = [...assigned, ...writtenMember(of, key, this.world.at(of.block.path), this)];
    if (found.length > 0) return found;
    const fn = constructorOf(of);
    const above = fn && piece ? superCallIn(fn, piece) : call;
    return this.ofBase(of, (base) => inside.ofInstance(base, key, call && above), `.new().${key}`);
  }

  /** What things are in a constructor that is called so. */
  private constructing(of: ClassExpression | FunctionExpression, call: Call): Things {
    const fn = of.kind === "class" ? constructorOf(of) : of;
    if (!fn || fn.params.length === 0 || this.depth >= mostContexts) return this;
    const known = this.contexts.get(call);
    if (known) return known;
    const given: Given = (one, index, isRest) =>
      one === fn ? this.argument(call, index, isRest) : this.given?.(one, index, isRest);
    const made = new Things(this.world, given, this.depth + 1, this.receivers, this.effort);
    this.contexts.set(call, made);
    return made;
  }

  /** What is found in the base of a class; `end`: what follows the path of one of a package. */
  private ofBase(
    of: ClassExpression,
    inClass: (base: ClassExpression) => readonly Thing[],
    end: string,
    call?: Call,
  ): readonly Thing[] {
    if (!of.base || this.open.has(of)) return [];
    this.open.add(of);
    const found = this.of(of.base).flatMap((base): readonly Thing[] => {
      if (base.kind === "library") return [{ kind: "library", path: base.path + end, call }];
      return base.kind === "value" && base.value.kind === "class" ? inClass(base.value) : [];
    });
    this.open.delete(of);
    return found;
  }

  private ofCall(e: Call): readonly Thing[] {
    const passed = passedOn(e, this);
    if (passed) return passed;
    const items = itemsMadeBy(e, this);
    if (items) return [{ kind: "list", items }];
    const called = this.of(e.callee);
    return called.length === 0 ? [unknownThing] : called.flatMap((one) => this.result(one, e));
  }

  private result(callee: Thing, e: Call): readonly Thing[] {
    if (callee.kind === "library") {
      const made: Thing = { kind: "library", path: `${callee.path}${e.isNew ? ".new()" : "()"}`, call: e };
      // `once(() => new S3())()`
      const inner = callee.call && callee.path.endsWith("()") ? callee.call.args : [];
      return [made, ...inner.flatMap((one) => (one.kind === "function" ? this.returned(one) : []))];
    }
    if (callee.kind === "module" && callee.module.whole.length > 0) return [];
    if (callee.kind !== "value") return [unknownThing];
    const { value } = callee;
    if (value.kind === "class") return this.constructed(value, e);
    if (value.kind !== "function") return [unknownThing];
    if (!e.isNew) return this.returnedTo(e, value, callee.in);
    return [{ kind: "instance", of: value, call: e, in: this.context }];
  }

  /** An instance; of a class that extends one of a package it is one of those as well. */
  private constructed(value: ClassExpression, call: Call): readonly Thing[] {
    const inBase = (base: ClassExpression) => this.constructed(base, call).filter(({ kind }) => kind === "library");
    return [{ kind: "instance", of: value, call, in: this.context }, ...this.ofBase(value, inBase, ".new()", call)];
  }

  /** What a function gives back to one call of it. */
  private returnedTo(call: Call, fn: FunctionExpression, around: Context | undefined): readonly Thing[] {
    const outer = around instanceof Things ? around : this;
    if (fn.params.length === 0 || fn.isGenerator) return outer.returned(fn);
    if (this.depth >= mostContexts) return outer.returned(fn);
    const given: Given = (of, index, isRest) =>
      of === fn ? this.argument(call, index, isRest) : outer.given?.(of, index, isRest);
    return new Things(this.world, given, this.depth + 1, this.receivers, this.effort).returned(fn);
  }

  argument({ args }: Call, index: number, isRest: boolean): readonly Thing[] {
    if (args.slice(0, index + 1).some(({ kind }) => kind === "spread")) return [unknownThing];
    if (isRest) return [{ kind: "list", items: () => args.slice(index).flatMap((one) => this.of(one)) }];
    const argument = args[index];
    return argument ? this.of(argument) : [];
  }

  returned(fn: FunctionExpression): readonly Thing[] {
    if (fn.isGenerator) return [unknownThing];
    const piece = this.world.at(fn.block.path)?.pieceOf(fn);
    const unit = piece?.units.find((one) => one.fn === fn);
    return unit ? unit.returned.flatMap((value) => this.of(value)) : [unknownThing];
  }
}
