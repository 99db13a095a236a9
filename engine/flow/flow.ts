import type { Entry } from "../program/code.ts";
import type { Expression, Literal, Statement } from "../program/ir.ts";
import type { Confidence } from "../rule/finding.ts";
import type { Site } from "../text/source.ts";
import type { Controller } from "./models.ts";

/** Text that an outsider controls, on its way from the event to a place where it does harm. */
export interface Flow {
  /** The kind of sink: "sql", "command"… */
  readonly kind: string;
  /** What the outsider controls, as the code says it: `event.queryStringParameters.userId`. */
  readonly source: string;
  /** Which event brings it, in words: "the request", "the message". */
  readonly event: string;
  readonly by: Controller;
  /** Whether it may be an object where a string is expected: a part of parsed JSON that nothing made text of. */
  readonly mayBeObject: boolean;
  /** The kinds of sinks that it is harmless for, and `one name` if there is no slash in it. */
  readonly clean: readonly string[];
  /** The handler whose event it is; undefined: a web framework or a library brings it. */
  readonly entry?: Entry;
  /** The call or expression that does the harm, in words: `db.execute`. */
  readonly sink: string;
  readonly sinkAt: Site;
  /** The argument that carries the text, as written at the sink; of an answer, what is returned. */
  readonly argument: Expression;
  /** The part of the argument that counts, if its model names it: `headers.Location`, `sql`. */
  readonly part?: string;
  /** That part as written, where the argument is an object literal that has it; else the argument. */
  readonly value: Expression;
  /** The text there as far as it is known, with `\0` for what is not: `https://api.example.com/users/\0`. */
  readonly outline?: string;
  /** The whole call at the sink; of a form (`obj[key] = …`) the expression, of an answer what is returned. */
  readonly call: Expression;
  /** The library that the sink belongs to, such as "mysql2/promise"; undefined where it is known by its name only. */
  readonly library?: string;
  /** Facts of the sink's model: the placeholder style of a driver (`?`, `$1`). */
  readonly facts: Readonly<Record<string, string | undefined>>;
  readonly confidence: Confidence;
  readonly trace: readonly { readonly at: Site; readonly message: string }[];
  /** The known text of another part of the same argument or answer; names of headers in any case: `headers.content-type`. */
  beside(path: string): Literal["value"] | undefined;
  /** The range that the nearest package.json above the sink declares for a package: `^3.14.1`; undefined if none does. */
  dependency(name: string): string | undefined;
  /** The expression that an identifier of the sink's own function was last given, where that is one certain expression. */
  definition(name: string): Expression | undefined;
  /** The literal that an expression of the sink's module is known to be, through constants. */
  literal(expression: Expression): Literal["value"] | undefined;
  /** The top-level statements of the module where the text comes in, and of those it imports: what is set up once, for all calls. */
  statements(): Iterable<Statement>;
  /** The nodes around a node of the sink's module, outermost first. */
  around(node: Expression | Statement): readonly (Expression | Statement)[];
}
