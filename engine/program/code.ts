import type { Schema } from "../flow/schema.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { TriggerKind } from "../template/model.ts";
import type { Site } from "../text/source.ts";
import type { Expression, FunctionExpression, Statement } from "./ir.ts";
import type { SdkCall } from "./sdk.ts";

/** What a code rule may ask about the module it looks at. */
export interface CodeContext {
  /** The module as a whole. What a rule finds with its help is looked for again at every change of the module. */
  readonly document: ScriptDocument;
  /** The specifiers that the module imports or requires by a literal. */
  readonly imports: readonly string[];
  /**
   * The library path that an expression stands for, or undefined: `aws-sdk.S3.new()` for `new AWS.S3()`, `mysql2/promise.createPool()`,
   * `mysql2/promise.createPool().query` for the bound method, `joi.string().uuid()`. Names are followed through constants and imports.
   */
  api(expression: Expression): string | undefined;
  /** The AWS SDK call (v2, v3, document client…) that a call makes, or undefined. */
  sdkCall(expression: Expression): SdkCall | undefined;
  /** The literal that an expression is known to be, through constants. */
  literal(expression: Expression): string | number | boolean | null | undefined;
  /** The object literal that an expression is known to be, through constants. */
  object(expression: Expression): Extract<Expression, { kind: "object" }> | undefined;
  /** The function around a node, and the nodes from the outermost to it. */
  enclosing(node: Site): FunctionExpression | undefined;
  parents(node: Expression | Statement): readonly (Expression | Statement)[];
  /** The handler that the node runs in on each invocation: directly, or in a function that a handler calls, of this module or of one that imports it. Undefined at module scope. */
  handlerOf(node: Site): Entry | undefined;
  /** All handlers of this module. */
  readonly entries: readonly Entry[];
  /** The paths of a handler's event whose text an expression of the handler carries, parts of objects included: `body.name`, `Records.[].body`. */
  eventPaths(expression: Expression): readonly string[];
  /** The declaration that a name refers to at a node: its variable statement at module scope or in a function, a parameter, or an import. */
  declaration(name: string, from: Site): Declaration | undefined;
  /** The range that the nearest package.json above the module declares for a package: `^3.14.1`. Undefined: none declares it. */
  dependency(name: string): string | undefined;
}

export type Declaration =
  | {
      readonly kind: "variable";
      readonly statement: Extract<Statement, { kind: "variable" }>;
      readonly isModuleScope: boolean;
    }
  | { readonly kind: "parameter"; readonly of: FunctionExpression; readonly index: number }
  | { readonly kind: "import"; readonly from: string; readonly imported: string };

/** A function that the platform calls: an exported one, or one that a wrapper calls with a part of the event. */
export interface Entry {
  readonly exported: string;
  readonly fn: FunctionExpression;
  /** What a wrapper of the code's own makes of it, if it is known what that calls it with. */
  readonly wrapper?: FunctionExpression;
  /** Where its name stands. */
  readonly at: Site;
  /** The events that reach it: from the templates that deploy it, else from its annotation or shape. Empty: nothing is known. */
  readonly triggers: readonly TriggerKind[];
  /** How the triggers are known. */
  readonly known: "template" | "type" | "shape";
  /** The parameter that is given the event, or the part of it. Default 0. */
  readonly parameter?: number;
  /** The path of the part of the event that the parameter is: `["Records", "[]"]`. Default: the whole event. */
  readonly base?: readonly string[];
  /** What is known of the event because something checks it before the handler runs. */
  readonly checked?: Schema;
}
