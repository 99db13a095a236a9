import type { Expression, Literal, Statement } from "../program/ir.ts";
import type { Confidence } from "../rule/finding.ts";
import type { Site } from "../text/source.ts";

/** Text that an outsider controls, on its way from the event to a place where it does harm. */
export interface Flow {
  /** The kind of sink: "sql", "command"… */
  readonly kind: string;
  /** What the outsider controls, as the code says it: `event.queryStringParameters.userId`. */
  readonly source: string;
  /** Which event brings it, in words: "the request", "the message". */
  readonly event: string;
  /** The call or expression that does the harm, in words: `db.execute`. */
  readonly sink: string;
  readonly sinkAt: Site;
  /** The argument that carries the text, as written at the sink. */
  readonly argument: Expression;
  /** The whole call at the sink. */
  readonly call: Expression;
  /** The library that the sink belongs to, such as "mysql2/promise"; undefined where it is known by its name only. */
  readonly library?: string;
  /** Facts of the sink's model: the placeholder style of a driver (`?`, `$1`). */
  readonly facts: Readonly<Record<string, string>>;
  readonly confidence: Confidence;
  readonly trace: readonly { readonly at: Site; readonly message: string }[];
  /** The expression that an identifier of the sink's own function was last given, where that is one certain expression. */
  definition(name: string): Expression | undefined;
  /** The literal that an expression of the sink's module is known to be, through constants. */
  literal(expression: Expression): Literal["value"] | undefined;
  /** The nodes around a node of the sink's module, outermost first. */
  around(node: Expression | Statement): readonly (Expression | Statement)[];
}
