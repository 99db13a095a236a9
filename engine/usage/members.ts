import type { ClassExpression, Expression, ObjectExpression } from "../program/ir.ts";
import { put } from "./reach-facts.ts";
import type { Thing } from "./thing.ts";
import type { Things } from "./things.ts";

type Owner = ClassExpression | ObjectExpression;

interface Waiting {
  readonly code: Expression;
  /** Undefined: any object may have it. */
  readonly owner: Owner | undefined;
}

const mostReads = 300;
const mostBases = 12;

/** Methods and other properties that wait until they are read of something that may be their object. */
export class Members {
  private readonly read = new Map<string, Expression[]>();
  private readonly readOfAny: Set<string>;
  private readonly waiting = new Map<string, Waiting[]>();
  private isAny = false;

  constructor(
    private readonly things: Things,
    private readonly run: (code: Expression) => void,
    readOfAny: readonly string[],
  ) {
    this.readOfAny = new Set(readOfAny);
  }

  /** A property is read. `object`: of what it stands for; undefined: of whatever. */
  use(property: string, object?: Expression): void {
    if (this.readOfAny.has(property)) return;
    const known = this.read.get(property) ?? [];
    if (object && known.length < mostReads) put(this.read, property, object);
    else this.readOfAny.add(property);
    const waiting = this.waiting.get(property);
    if (!waiting) return;
    const rest = waiting.filter(
      (one) => !this.release(one, !object || known.length >= mostReads ? undefined : [object]),
    );
    this.waiting.set(property, rest);
  }

  put(property: string, code: Expression, owner: Owner | undefined): void {
    const one = { code, owner };
    const reads = this.isAny || this.readOfAny.has(property) ? undefined : (this.read.get(property) ?? []);
    if (!this.release(one, reads)) put(this.waiting, property, one);
  }

  /** Any property may be read of anything. */
  useAll(): void {
    this.isAny = true;
    for (const waiting of this.waiting.values()) for (const { code } of waiting) this.run(code);
    this.waiting.clear();
  }

  /** Whether one of the reads may be of it; it is run then. */
  private release({ code, owner }: Waiting, reads: readonly Expression[] | undefined): boolean {
    const isMeant = !reads || (owner ? reads.some((object) => this.mayBe(object, owner)) : reads.length > 0);
    if (isMeant) this.run(code);
    return isMeant;
  }

  private mayBe(object: Expression, owner: Owner): boolean {
    const found = this.things.of(object);
    return found.length === 0 || found.some((one) => this.isOf(one, owner));
  }

  private isOf(thing: Thing, owner: Owner): boolean {
    switch (thing.kind) {
      case "unknown":
      case "parameter":
        return true;
      case "value":
        if (thing.value === owner) return true;
        return thing.value.kind === "object" && thing.value.properties.some(({ key }) => key === undefined);
      case "instance":
        if (thing.of.kind === "function" || owner.kind !== "class") return thing.of.kind === "function";
        return this.extends(thing.of, owner, 0) || this.extends(owner, thing.of, 0);
      default:
        return false;
    }
  }

  /** Whether a class is another or may extend it. */
  private extends(one: ClassExpression, other: ClassExpression, depth: number): boolean {
    if (one === other || depth > mostBases) return true;
    if (!one.base) return false;
    return this.things.of(one.base).some((base) => {
      if (base.kind === "library") return false;
      return base.kind !== "value" || base.value.kind !== "class" || this.extends(base.value, other, depth + 1);
    });
  }
}
