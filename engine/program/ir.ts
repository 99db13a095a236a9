import type { Site } from "../text/source.ts";

/**
 * The small form of JavaScript and TypeScript that everything above works on: types and syntax sugar are gone, places are kept.
 * Each node is a site in the block of its top-level statement, so it stays valid when text before that statement changes.
 * Parentheses, `as`, `satisfies`, `!` and type arguments are dropped (the inner expression stands for them).
 */
export type Expression =
  | Literal
  | Template
  | Name
  | Member
  | Call
  | FunctionExpression
  | ObjectExpression
  | ArrayExpression
  | Unary
  | Binary
  | Conditional
  | Assignment
  | Await
  | Spread
  | ClassExpression
  | OtherExpression;

export interface Literal extends Site {
  readonly kind: "literal";
  /** A regular expression is its source text with slashes and flags, `regex` true. `undefined` is a Name. A template without expressions or tag is a string. */
  readonly value: string | number | boolean | null;
  readonly regex?: true;
}

/** `` `a${b}c` ``: texts are one more than expressions. Each text is a site of the raw text between the marks, with its cooked value. */
export interface Template extends Site {
  readonly kind: "template";
  readonly tag?: Expression;
  readonly texts: readonly (Site & { readonly value: string })[];
  readonly expressions: readonly Expression[];
}

/** An identifier; `this`, `super`, `#private` and the `import` of `import("x")` count. A name that is missing in half-typed text is empty. */
export interface Name extends Site {
  readonly kind: "name";
  readonly name: string;
}

export interface Member extends Site {
  readonly kind: "member";
  readonly object: Expression;
  /** A name, or the expression in brackets (a literal string or number in brackets counts as a name). */
  readonly property: string | Expression;
  /** Where the property's name or bracketed expression (with quotes, without brackets) stands. */
  readonly propertyAt: Site;
  /** `?.` */
  readonly optional: boolean;
}

export interface Call extends Site {
  readonly kind: "call";
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly isNew: boolean;
  readonly optional: boolean;
  /** The list between the parentheses, without them; empty span at the end for `new X`. */
  readonly argsAt: Site;
}

export interface FunctionExpression extends Site {
  readonly kind: "function";
  readonly name?: string;
  readonly params: readonly Parameter[];
  readonly body: readonly Statement[];
  /** An arrow's expression body is one return statement without the word; then this is true. */
  readonly concise: boolean;
  readonly isAsync: boolean;
  readonly isArrow: boolean;
  readonly isGenerator?: true;
  readonly accessor?: "get" | "set";
  /** The block with its braces, or the expression. */
  readonly bodyAt: Site;
}

export interface Parameter extends Site {
  readonly target: Pattern;
  readonly rest: boolean;
  readonly initial?: Expression;
  /** The annotation's text, such as `APIGatewayProxyEvent`. */
  readonly type?: string;
}

export interface ObjectExpression extends Site {
  readonly kind: "object";
  readonly properties: readonly ObjectProperty[];
}

/** `key: value`, a shorthand, a method, a getter or setter (its function) or a spread (key undefined, value what is spread, without its dots). */
export interface ObjectProperty extends Site {
  readonly key?: string | Expression;
  readonly keyAt: Site;
  readonly value: Expression;
  readonly shorthand: boolean;
}

export interface ArrayExpression extends Site {
  readonly kind: "array";
  /** A hole is an `other` without text. */
  readonly items: readonly Expression[];
}

export interface Unary extends Site {
  readonly kind: "unary";
  /** `!`, `-`, `+`, `~`, `typeof`, `void`, `delete`, `++`, `--` */
  readonly operator: string;
  readonly operand: Expression;
}

/** Also `&&`, `||`, `??`, `in`, `instanceof` and the comma. Chains lean left and may have thousands of terms: follow `left` by a loop. */
export interface Binary extends Site {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Conditional extends Site {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface Assignment extends Site {
  readonly kind: "assignment";
  /** `=`, `+=`, `??=` … */
  readonly operator: string;
  readonly target: Pattern;
  readonly value: Expression;
}

export interface Await extends Site {
  readonly kind: "await";
  readonly value: Expression;
}

export interface Spread extends Site {
  readonly kind: "spread";
  readonly value: Expression;
}

export interface ClassExpression extends Site {
  readonly kind: "class";
  readonly name?: string;
  readonly base?: Expression;
  /** Methods, getters, setters, the constructor (named `constructor`) and static blocks (named by the empty text) as functions; fields as their initial value. */
  readonly members: readonly {
    readonly name: string | Expression;
    readonly isStatic: boolean;
    readonly value?: Expression;
    /** The annotation's text, of a field. */
    readonly type?: string;
  }[];
}

/** Whatever has no form of its own (`import.meta`, JSX, `yield x` and `yield* x`): its children are evaluated and its value is unknown but may carry them. */
export interface OtherExpression extends Site {
  readonly kind: "other";
  readonly children: readonly Expression[];
  readonly yields?: "one" | "each";
}

/** What a value is bound to. */
export type Pattern = Name | Member | ObjectPattern | ArrayPattern;

export interface ObjectPattern extends Site {
  readonly kind: "object-pattern";
  readonly properties: readonly {
    readonly key: string | Expression;
    readonly target: Pattern;
    readonly initial?: Expression;
  }[];
  readonly rest?: Pattern;
}

export interface ArrayPattern extends Site {
  readonly kind: "array-pattern";
  readonly items: readonly ({ readonly target: Pattern; readonly initial?: Expression } | undefined)[];
  readonly rest?: Pattern;
}

export type Statement =
  | VariableStatement
  | ExpressionStatement
  | Return
  | Throw
  | If
  | Loop
  | Try
  | Switch
  | BlockStatement
  | Import
  | Export
  | TypeStatement
  | Jump;

/**
 * One declared name or pattern; `let a = 1, b = 2` is two. Function and class declarations are `const` of their expression. A lone
 * declaration stands where its whole statement does (with `export` and `;`), one of several at its own text.
 */
export interface VariableStatement extends Site {
  readonly kind: "variable";
  readonly word: "const" | "let" | "var" | "function" | "class";
  readonly target: Pattern;
  readonly initial?: Expression;
  /** The annotation's text, such as `Handler<APIGatewayProxyEvent>`. */
  readonly type?: string;
}

export interface ExpressionStatement extends Site {
  readonly kind: "expression";
  readonly value: Expression;
}

export interface Return extends Site {
  readonly kind: "return";
  readonly value?: Expression;
}

export interface Throw extends Site {
  readonly kind: "throw";
  readonly value: Expression;
}

export interface If extends Site {
  readonly kind: "if";
  readonly test: Expression;
  readonly whenTrue: readonly Statement[];
  readonly whenFalse: readonly Statement[];
}

/** `for`, `for in`, `for of`, `while`, `do`. `each` is the binding of `in`/`of`, whose `over` gives its values. */
export interface Loop extends Site {
  readonly kind: "loop";
  readonly word: "for" | "in" | "of" | "while" | "do";
  readonly before: readonly Statement[];
  readonly each?: Pattern;
  /** `each` declares its names; undefined: it assigns them. */
  readonly eachWord?: "const" | "let" | "var";
  readonly label?: string;
  readonly over?: Expression;
  readonly test?: Expression;
  readonly after?: Expression;
  readonly body: readonly Statement[];
}

export interface Try extends Site {
  readonly kind: "try";
  readonly body: readonly Statement[];
  readonly parameter?: Pattern;
  /** Absent: no catch clause. */
  readonly handler?: readonly Statement[];
  /** The block of the catch clause with its braces. */
  readonly handlerAt?: Site;
  readonly finalizer: readonly Statement[];
}

export interface Switch extends Site {
  readonly kind: "switch";
  readonly subject: Expression;
  readonly cases: readonly { readonly test?: Expression; readonly body: readonly Statement[] }[];
}

/** A labelled statement that is no loop is a block too. */
export interface BlockStatement extends Site {
  readonly kind: "block";
  readonly body: readonly Statement[];
  readonly label?: string;
}

/** `import a, { b as c }, * as d from "x"`; TypeScript's `import x = require("y")` too, as `*`. What is imported as a type only is a TypeStatement. */
export interface Import extends Site {
  readonly kind: "import";
  readonly from: string;
  readonly fromAt: Site;
  /** `imported`: the exported name, `default`, or `*`. */
  readonly names: readonly { readonly imported: string; readonly local: string; readonly at: Site }[];
}

/**
 * `export { a as b }`, `export { a } from "x"`, `export * from "x"` (names `*` as `*`), `export default expression`. `export const …` is the
 * variable statement followed by one of these; `export default function f` too, whose value is the name `f`.
 */
export interface Export extends Site {
  readonly kind: "export";
  readonly from?: string;
  readonly names: readonly { readonly local: string; readonly exported: string }[];
  /** `export default`, or TypeScript's `export =`. */
  readonly value?: Expression;
}

/** Names of types: `import type { A as B } from "x"`, or `type A = …` and `interface A { … }` by their text. */
export interface TypeStatement extends Site {
  readonly kind: "type";
  readonly from?: string;
  readonly names: readonly { readonly imported: string; readonly local: string }[];
  /** What a declared type is. */
  readonly text?: string;
}

/** `break`, `continue`. */
export interface Jump extends Site {
  readonly kind: "jump";
  readonly word: "break" | "continue";
  readonly label?: string;
}
