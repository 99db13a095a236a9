import { memo } from "../memo.ts";
import type {
  ClassExpression,
  Expression,
  FunctionExpression,
  Member,
  Name,
  Parameter,
  Pattern,
  Statement,
} from "../program/ir.ts";
import { type CodeNode, childrenOf } from "../program/walk.ts";

/** A variable, parameter or import: all that it may be given, wherever that is written. */
export interface Binding {
  readonly name: string;
  readonly definitions: Definition[];
  /** What is assigned to its properties. */
  readonly written: Map<string, Expression[]>;
}

/** One way in which a name gets its value. `path`: the part of it, by property; `[]` is an item. */
export type Definition =
  | { readonly kind: "value"; readonly value: Expression; readonly path: readonly string[] }
  | {
      readonly kind: "parameter";
      readonly of: FunctionExpression;
      readonly index: number;
      readonly isRest: boolean;
      readonly path: readonly string[];
    }
  | { readonly kind: "import"; readonly from: string; readonly imported: string }
  | { readonly kind: "unknown" };

/** The code of one function without the functions inside it, or that of a top-level statement outside all functions. */
export interface Unit {
  readonly fn?: FunctionExpression;
  readonly nodes: readonly CodeNode[];
  readonly returned: readonly Expression[];
}

/** What the names in a top-level statement stand for. It depends on nothing outside the statement. */
export interface Piece {
  readonly statement: Statement;
  readonly units: readonly Unit[];
  /** The local variables that names refer to, or declare; other names are the module's, or the platform's. */
  readonly locals: ReadonlyMap<Name, Binding>;
  readonly unitOf: ReadonlyMap<CodeNode, Unit>;
  readonly classOf: ReadonlyMap<FunctionExpression, ClassExpression>;
  readonly declared: readonly Binding[];
  /** What the statement does to names that are not declared in it. */
  readonly outward: readonly Binding[];
  /** The local variables that are written to, by the object that they were given. */
  readonly holders: readonly Binding[];
  /** What is assigned to properties of `this`, by the class or function around. */
  readonly ownWritten: ReadonlyMap<ClassExpression | FunctionExpression, ReadonlyMap<string, readonly Expression[]>>;
}

class Scope {
  readonly bindings = new Map<string, Binding>();
  constructor(
    readonly parent?: Scope,
    readonly self?: ClassExpression | FunctionExpression,
  ) {}

  find(name: string): Binding | undefined {
    for (let here: Scope | undefined = this; here; here = here.parent) {
      const found = here.bindings.get(name);
      if (found) return found;
    }
    return undefined;
  }

  declare(name: string): Binding {
    const known = this.bindings.get(name);
    if (known) return known;
    const made: Binding = { name, definitions: [], written: new Map() };
    this.bindings.set(name, made);
    return made;
  }
}

export const pieceOf = memo((statement: Statement): Piece => new Reader(statement).read());

/** Reads a statement function by function, the outer ones first: what a name refers to may be declared behind it. */
class Reader {
  private readonly units: Unit[] = [];
  private readonly locals = new Map<Name, Binding>();
  private readonly unitOf = new Map<CodeNode, Unit>();
  private readonly classOf = new Map<FunctionExpression, ClassExpression>();
  private readonly writtenTo = new Set<Binding>();
  private readonly top = new Scope();
  private readonly outside = new Scope();
  private readonly ownWritten = new Map<ClassExpression | FunctionExpression, Map<string, Expression[]>>();
  private readonly open: { readonly fn: FunctionExpression; readonly scope: Scope }[] = [];

  constructor(private readonly statement: Statement) {}

  read(): Piece {
    this.enter([this.statement], this.top, undefined);
    for (const { fn, scope } of this.open) this.enterFunction(fn, scope);
    const { statement, units, locals, unitOf, classOf, ownWritten } = this;
    const declared = [...this.top.bindings.values()];
    const outward = [...this.outside.bindings.values()];
    const holders = [...this.writtenTo].filter((one) => this.top.bindings.get(one.name) !== one);
    return { statement, units, locals, unitOf, classOf, ownWritten, declared, outward, holders };
  }

  private enterFunction(fn: FunctionExpression, around: Scope): void {
    const scope = new Scope(around, fn.isArrow ? around.self : (this.classOf.get(fn) ?? fn));
    for (const [index, parameter] of fn.params.entries()) this.parameter(parameter, fn, index, scope);
    this.enter(childrenOf(fn), scope, fn);
  }

  private parameter({ target, initial, rest }: Parameter, of: FunctionExpression, index: number, scope: Scope): void {
    this.define(target, { kind: "parameter", of, index, isRest: rest, path: [] }, scope, true);
    if (initial) this.define(target, { kind: "value", value: initial, path: [] }, scope, true);
  }

  private enter(roots: readonly CodeNode[], scope: Scope, fn: FunctionExpression | undefined): void {
    const { nodes, inner } = ownNodes(roots);
    const returned: Expression[] = [];
    const unit: Unit = { fn, nodes, returned };
    this.units.push(unit);
    for (const node of nodes) {
      this.unitOf.set(node, unit);
      if (node.kind === "return" && node.value) returned.push(node.value);
      if (node.kind === "class")
        for (const { value } of node.members) if (value?.kind === "function") this.classOf.set(value, node);
      this.declareIn(node, scope);
    }
    for (const node of nodes) this.refer(node, scope);
    for (const one of inner) {
      this.unitOf.set(one, unit);
      this.open.push({ fn: one, scope });
    }
  }

  private declareIn(node: CodeNode, scope: Scope): void {
    if (node.kind === "variable") {
      const { initial } = node;
      this.define(node.target, initial && { kind: "value", value: initial, path: [] }, scope, true);
    } else if (node.kind === "loop" && node.each && node.over) {
      const definition: Definition =
        node.word === "of" ? { kind: "value", value: node.over, path: ["[]"] } : { kind: "unknown" };
      this.define(node.each, definition, scope, node.eachWord !== undefined);
    } else if (node.kind === "try" && node.parameter) this.define(node.parameter, { kind: "unknown" }, scope, true);
    else if (node.kind === "import")
      for (const { imported, local } of node.names)
        scope.declare(local).definitions.push({ kind: "import", from: node.from, imported });
  }

  private refer(node: CodeNode, scope: Scope): void {
    if (node.kind === "name") {
      const local = scope.find(node.name);
      if (local && this.top.bindings.get(node.name) !== local) this.locals.set(node, local);
    } else if (node.kind === "assignment") {
      const isPlain = /^(?:|\?\?|\|\||&&)=$/.test(node.operator);
      const definition: Definition = isPlain ? { kind: "value", value: node.value, path: [] } : { kind: "unknown" };
      this.define(node.target, definition, scope, false);
      if (node.target.kind === "member") this.referInside(node.target, scope);
    }
  }

  /** Names in the target of an assignment are met as nodes by themselves; nothing is left to do but to know them. */
  private referInside({ object }: Member, scope: Scope): void {
    if (object.kind === "name" && !this.locals.has(object)) this.refer(object, scope);
  }

  private define(target: Pattern, definition: Definition | undefined, scope: Scope, declares: boolean): void {
    if (target.kind === "name") {
      const binding = declares
        ? scope.declare(target.name)
        : (scope.find(target.name) ?? this.outside.declare(target.name));
      if (this.top.bindings.get(target.name) !== binding && this.outside.bindings.get(target.name) !== binding)
        this.locals.set(target, binding);
      if (definition) binding.definitions.push(definition);
    } else if (target.kind === "member") {
      if (definition?.kind === "value" && definition.path.length === 0) this.write(target, definition.value, scope);
    } else this.defineParts(target, definition, scope, declares);
  }

  private defineParts(
    target: Exclude<Pattern, Name | Member>,
    definition: Definition | undefined,
    scope: Scope,
    declares: boolean,
  ): void {
    const parts =
      target.kind === "object-pattern"
        ? target.properties.map((part) => ({ ...part, key: typeof part.key === "string" ? part.key : "[]" }))
        : target.items.flatMap((part, index) => (part ? [{ ...part, key: String(index) }] : []));
    for (const { key, target: inner, initial } of parts) {
      this.define(inner, definition && deeper(definition, key), scope, declares);
      if (initial) this.define(inner, { kind: "value", value: initial, path: [] }, scope, declares);
    }
    if (target.rest) this.define(target.rest, definition, scope, declares);
  }

  private write({ object, property }: Member, value: Expression, scope: Scope): void {
    const key = typeof property === "string" ? property : "[]";
    if (object.kind === "name" && object.name === "this") {
      if (!scope.self) return;
      const written = this.ownWritten.get(scope.self) ?? new Map<string, Expression[]>();
      this.ownWritten.set(scope.self, written);
      put(written, key, value);
      return;
    }
    const holder = holderOf(object);
    if (!holder) return;
    const found = scope.find(holder.name) ?? this.outside.declare(holder.name);
    this.writtenTo.add(found);
    put(found.written, holder.isExports ? `exports.${key}` : key, value);
  }
}

/** Whose property is written: of `module.exports.x` the module's exports, of `Repository.prototype.get` the class. */
function holderOf(object: Expression): { readonly name: string; readonly isExports?: true } | undefined {
  if (object.kind === "name") return { name: object.name };
  if (object.kind !== "member" || object.object.kind !== "name") return undefined;
  if (object.property === "prototype") return { name: object.object.name };
  return object.property === "exports" && object.object.name === "module"
    ? { name: "module", isExports: true }
    : undefined;
}

function put(map: Map<string, Expression[]>, key: string, value: Expression): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

const deeper = (definition: Definition, key: string): Definition =>
  definition.kind === "value" || definition.kind === "parameter"
    ? { ...definition, path: [...definition.path, key] }
    : definition;

/** The nodes below some, without what is inside functions; those functions. */
function ownNodes(roots: readonly CodeNode[]): {
  readonly nodes: readonly CodeNode[];
  readonly inner: readonly FunctionExpression[];
} {
  const nodes: CodeNode[] = [];
  const inner: FunctionExpression[] = [];
  const open = [...roots].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "function") {
      inner.push(node);
      continue;
    }
    nodes.push(node);
    for (const child of childrenOf(node).toReversed()) open.push(child);
  }
  return { nodes, inner };
}
