import { memo } from "../memo.ts";
import type {
  Call,
  ClassExpression,
  Expression,
  FunctionExpression,
  Member,
  Name,
  ObjectExpression,
  Pattern,
} from "../program/ir.ts";
import { type CodeNode, childrenOf } from "../program/walk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import { requiredBy } from "./thing.ts";

/** What running a piece of code makes reachable, as it is written. */
export interface Effects {
  /** Functions that are called, or handed on. */
  readonly functions: FunctionExpression[];
  readonly classes: ClassExpression[];
  /** Names that are used as they are. */
  readonly names: Name[];
  /** Names of which only a property is read. */
  readonly members: { readonly name: Name; readonly property: string }[];
  /** Properties that are read of whatever. */
  readonly properties: Set<string>;
  /** Properties that are read of something. */
  readonly reads: { readonly property: string; readonly object: Expression }[];
  /** Modules of which a property is read, or all (undefined). */
  readonly required: { readonly specifier: string; readonly property?: string; readonly at: Expression }[];
  /** Code that waits until a name or a property is used. */
  readonly waiting: Waiting[];
  readonly computed: { readonly object: Expression; readonly isCalled: boolean }[];
  readonly handed: Call[];
}

/** Code that is reached by what it is called: a function that is declared, a property of an object. */
export interface Waiting {
  /** `wrapped`: by name, if what the name is given by calls nothing of it. */
  readonly by: "name" | "wrapped" | "property" | "export";
  readonly key: string;
  readonly code: Expression;
  /** The variable itself, or that which holds the object it is a property of: any other use of that than a known property reaches it. */
  readonly holder?: Name;
  /** The object that it is written in. */
  readonly owner?: ObjectExpression;
  /** It is written to a property of what the holder was given before. */
  readonly isWritten?: true;
}

/** Of a function: what is in it. Of anything else: itself. */
export const effectsOf = memo((root: CodeNode): Effects => {
  const reader = new Reader();
  if (root.kind === "function") for (const child of childrenOf(root)) reader.read(child);
  else if (root.kind === "object") reader.readObject(root);
  else reader.read(root);
  return reader.effects;
});

/** Of loading a module, all its statements together. */
export const effectsOfModule = memo(({ statements }: ScriptDocument): Effects => {
  const all: Effects = new Reader().effects;
  for (const statement of statements) {
    const one = effectsOf(statement);
    all.functions.push(...one.functions);
    all.classes.push(...one.classes);
    all.names.push(...one.names);
    all.members.push(...one.members);
    for (const property of one.properties) all.properties.add(property);
    all.reads.push(...one.reads);
    all.required.push(...one.required);
    all.waiting.push(...one.waiting);
    all.computed.push(...one.computed);
    all.handed.push(...one.handed);
  }
  return all;
});

class Reader {
  readonly effects: Effects = {
    functions: [],
    classes: [],
    names: [],
    members: [],
    properties: new Set(),
    reads: [],
    required: [],
    waiting: [],
    computed: [],
    handed: [],
  };
  private readonly open: CodeNode[] = [];

  readObject(root: ObjectExpression): void {
    this.object(root);
    this.rest();
  }

  read(root: CodeNode): void {
    this.open.push(root);
    this.rest();
  }

  private rest(): void {
    for (let node = this.open.pop(); node; node = this.open.pop()) this.step(node);
  }

  private step(node: CodeNode): void {
    const { effects } = this;
    switch (node.kind) {
      case "function":
        effects.functions.push(node);
        this.keysOfParameters(node);
        return;
      case "class":
        effects.classes.push(node);
        return;
      case "name":
        effects.names.push(node);
        return;
      case "member":
        return this.member(node, false);
      case "call":
        return this.call(node);
      case "variable":
        this.keysOf(node.target);
        if (node.initial) this.defined(node.initial, node.target);
        this.below(node, node.initial);
        return;
      case "assignment":
        return this.assignment(node);
      case "export":
        if (node.value) this.wait("export", "default", node.value);
        return;
      case "return":
        if (node.value) this.given(node.value);
        return;
      case "loop":
        if (node.each) this.keysOf(node.each);
        this.below(node);
        return;
      default:
        this.below(node);
    }
  }

  private below(node: CodeNode, except?: CodeNode): void {
    for (const child of childrenOf(node)) if (child !== except) this.open.push(child);
  }

  private keysOfParameters({ params }: FunctionExpression): void {
    for (const { target } of params) this.keysOf(target);
  }

  /** Properties that a pattern reads. */
  private keysOf(target: Pattern): void {
    if (target.kind !== "object-pattern" && target.kind !== "array-pattern") return;
    if (target.kind === "object-pattern")
      for (const { key } of target.properties) if (typeof key === "string") this.effects.properties.add(key);
    for (const part of target.kind === "object-pattern" ? target.properties : target.items)
      if (part) this.keysOf(part.target);
  }

  private member(node: Member, isCalled: boolean): void {
    const { object, property } = node;
    const { effects } = this;
    if (typeof property !== "string") {
      effects.computed.push({ object, isCalled });
      this.open.push(property, object);
      return;
    }
    effects.reads.push({ property, object });
    const specifier = requiredBy(object);
    if (specifier !== undefined) effects.required.push({ specifier, property, at: object });
    else if (object.kind === "name") effects.members.push({ name: object, property });
    else this.open.push(object);
  }

  private call(node: Call): void {
    const specifier = requiredBy(node);
    if (specifier !== undefined) {
      this.effects.required.push({ specifier, at: node });
      return;
    }
    if (node.args.some(({ kind }) => /^(?:name|call|object|member)$/.test(kind))) this.effects.handed.push(node);
    if (node.callee.kind === "member") this.member(node.callee, true);
    else this.open.push(node.callee);
    for (const argument of node.args) this.open.push(argument);
  }

  /** What a variable is given: a function waits until the name is used, an object's functions until their keys are. */
  private defined(value: Expression, target: Pattern): void {
    const specifier = requiredBy(value);
    if (target.kind === "object-pattern" && specifier !== undefined) return;
    if (target.kind !== "name") {
      this.open.push(value);
      return;
    }
    if (specifier !== undefined) return;
    if (value.kind === "object") this.object(value, target);
    else if (waits(value)) this.wait("name", target.name, value, target);
    else if (value.kind === "call") this.wait("wrapped", target.name, value, target);
    else this.open.push(value);
  }

  private object(value: ObjectExpression, holder?: Name): void {
    for (const { key, value: part } of value.properties) {
      if (typeof key === "string" && waits(part))
        this.effects.waiting.push({ by: "property", key, code: part, holder, owner: value });
      else {
        if (typeof key === "object") this.open.push(key);
        this.open.push(part);
      }
    }
  }

  private given(value: Expression): void {
    if (value.kind === "object") this.object(value);
    else this.open.push(value);
  }

  private assignment({ target, value }: Extract<Expression, { kind: "assignment" }>): void {
    this.keysOf(target);
    if (target.kind === "name") {
      if (waits(value)) this.wait("name", target.name, value, target);
      else this.open.push(value);
      return;
    }
    if (target.kind !== "member") {
      this.open.push(value);
      return;
    }
    this.assigned(target, value);
  }

  private assigned(target: Member, value: Expression): void {
    const { object, property } = target;
    const exported = exportOf(target);
    if (exported === "module.exports" && value.kind === "object") {
      for (const { key, value: part } of value.properties)
        if (typeof key === "string") this.wait("export", key, part);
        else this.open.push(part);
    } else if (exported !== undefined) this.wait("export", exported === "module.exports" ? "default" : exported, value);
    else if (typeof property === "string" && holderOf(object) && waits(value))
      this.effects.waiting.push({
        by: "property",
        key: property,
        code: value,
        holder: holderOf(object),
        isWritten: true,
      });
    else {
      if (typeof property !== "string") this.open.push(property);
      if (object.kind !== "name") this.open.push(object);
      this.open.push(value);
    }
  }

  private wait(by: Waiting["by"], key: string, code: Expression, holder?: Name): void {
    this.effects.waiting.push({ by, key, code, holder });
  }
}

/** What does nothing before it is used. */
const waits = (e: Expression): boolean =>
  (e.kind === "function" && e.accessor !== "set") || e.kind === "class" || e.kind === "name";

/** Whose property it is: also of `Repository.prototype.get`. */
const holderOf = (object: Expression): Name | undefined =>
  object.kind === "name"
    ? object
    : object.kind === "member" && object.property === "prototype" && object.object.kind === "name"
      ? object.object
      : undefined;

/** The name under which a property of `exports` is given out. */
export function exportOf({ object, property }: Member): string | undefined {
  if (typeof property !== "string") return undefined;
  if (object.kind === "name" && object.name === "exports") return property;
  if (object.kind === "name" && object.name === "module" && property === "exports") return "module.exports";
  const isWhole =
    object.kind === "member" &&
    object.property === "exports" &&
    object.object.kind === "name" &&
    object.object.name === "module";
  return isWhole ? property : undefined;
}
