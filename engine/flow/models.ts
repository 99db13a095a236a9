import type { TriggerKind } from "../template/model.ts";

/**
 * What events and libraries mean, as data. A library path is what `CodeContext.api` answers: package, members and calls in order, such as
 * `mysql2/promise.createPool().query`; `new` is a member (`pg.Pool.new()`), and what a library calls a given function with is
 * `express().get.callback.0` for its first parameter. In a pattern `*` stands for one segment, `**` for any number of them.
 */
export interface Models {
  readonly sources: readonly SourceModel[];
  readonly libraries: readonly LibraryModel[];
}

/** What an outsider controls of the event that a trigger brings. Paths count from the event; `[]` is any item. */
export interface SourceModel {
  readonly trigger: TriggerKind;
  /** In words: "the request". */
  readonly event: string;
  readonly controlled: readonly Controlled[];
  /** Paths below controlled ones that the platform sets: of an envelope in a message, say. */
  readonly except?: readonly string[];
  /** TypeScript types of `@types/aws-lambda` that say the same. */
  readonly types: readonly string[];
  /** Paths that only this event has: how it is known by shape. */
  readonly shape: readonly string[];
}

export interface Controlled {
  readonly path: string;
  readonly form: Form;
  readonly by: Controller;
}

/** `text`: a string and nothing else. `map`: an object of strings. `data`: whatever JSON can be, so an object may stand where a string is expected. */
export type Form = "text" | "map" | "data";

/** Who decides what is in it: anyone who can send a request, whoever may write to a queue or bus, or what was stored before. */
export type Controller = "outsider" | "producer" | "storage";

/** What one library means: a file of `rules/models`, or an item of `models` in `handrail.json`. */
export interface LibraryModel {
  /** As a heading: "mysql2". */
  readonly library: string;
  /** The page the facts are from, and when it was read. */
  readonly source: string;
  readonly facts: readonly Fact[];
}

export type Fact = SinkFact | BarrierFact | PassFact | OriginFact | SchemaFact | CheckFact | TypeFact | CallbackFact;

/** That an argument, or a property of it, is a literal that fits. */
export interface Given {
  readonly argument: number;
  readonly property?: string;
  readonly fits: RegExp;
}

/** Which of a call's values: an argument by its index, all of them, those from an index on (`1+`), or what the method is called on. */
export type Which = number | "all" | `${number}+` | "this";

/** Where an outsider's text does harm. */
export interface SinkFact {
  /** The kind of harm: what a taint rule is `to`, and what barriers protect from. */
  readonly sink: string;
  /** Library path patterns of the callee. */
  readonly callees?: readonly string[];
  /** For receivers that nothing is known of: method names; then the argument's text must match `looksLike`, and confidence is medium. */
  readonly methods?: readonly string[];
  readonly looksLike?: RegExp;
  /** Not a call: `obj[text](…)`, `obj[text] = …` (and deeper), or a pattern of the code's own that takes very long on some texts. */
  readonly form?: "computed-call" | "computed-write" | "slow-pattern";
  /** Not a call: what a handler of requests answers with, by the path in it: `headers.Location`. */
  readonly answer?: string;
  /** Who answers: a handler of requests over HTTP (default), or a resolver that AppSync runs, whose answer is a request to a data source. */
  readonly answerOf?: "request" | "resolver";
  /** Default 0. */
  readonly argument?: Which;
  /** Of an argument that is an object, the paths in it that count: `sql`, `Statements.[].Statement`. Any other argument counts as a whole. */
  readonly properties?: readonly string[];
  /**
   * What does harm there. `text` (default): any text of it, at any depth. `object`: only what may be an object where a string was expected,
   * at any depth. `whole`: only that the object itself, or one spread into it, came from outside.
   */
  readonly takes?: "text" | "object" | "whole";
  /** Keys, at any depth, below which nothing does harm: `$eq`. */
  readonly except?: readonly string[];
  /** Only if another argument says so: `{ shell: true }`. */
  readonly given?: Given;
  /** Handed to the rule: `placeholder: "$1"`. */
  readonly facts?: Readonly<Record<string, string | undefined>>;
}

/** A call that makes text harmless for some kinds of sinks. */
export interface BarrierFact {
  /** `result`: what it returns is clean. `guard`: it is a test; where it holds, its argument is clean. `refusal`: where it does not. */
  readonly barrier: "result" | "guard" | "refusal";
  readonly callees: readonly string[];
  /** Kinds of sinks it protects; "*" for all. */
  readonly protects: readonly string[];
  /** Of a guard or refusal: what it tests. Default 0. */
  readonly argument?: number | "this";
}

/** A call that hands on what it is given. */
export interface PassFact {
  /**
   * What comes out. `same`: what went in. `text`: text made of it. `data`: what text says, such as an object of parsed JSON. `item`: any item
   * of it. `list`: a list of it. `part`: what stands in it at the path that the next argument says, or the one after that where there is none.
   */
  readonly pass: "same" | "text" | "data" | "item" | "list" | "part";
  readonly callees: readonly string[];
  /** Default 0. */
  readonly from?: Which;
  /** Where it goes beside the result: an argument that is changed, or the receiver. */
  readonly into?: number | "this";
}

/** A value of a library that an outsider controls: the request object of a web framework, a row of a table. */
export interface OriginFact {
  readonly origin: Form;
  /** Library paths of values: `express().*.callback.0.body`, `hono.Hono.new().*.callback.0.req.query()`. */
  readonly paths: readonly string[];
  /** In words: "the request". */
  readonly event: string;
  readonly by: Controller;
}

/** What values of a library's TypeScript types are, where they are no instances of a class of that name. */
export interface TypeFact {
  /** Library paths of types: `express.Request`. */
  readonly type: readonly string[];
  /** The library path of the value: `express().use.callback.0`. */
  readonly is: string;
}

/** A library calls functions of so many parameters with something else before what it calls others with. */
export interface CallbackFact {
  /** How many parameters such a function has. */
  readonly ofParameters: number;
  /** How many of them come before the others. */
  readonly before: number;
  /** Library path patterns of what it is handed to. */
  readonly callees: readonly string[];
}

/** A call that says what a value must be, so that it passes a check: `z.string()`, `.uuid()`, `Joi.object({ … })`. */
export interface SchemaFact {
  /**
   * What it adds to the schema that it is called on, if it is called on one. `any`: nothing, any value passes. `text`: a text, whatever
   * stands in it. `harmless`: for the kinds in `protects`, all if there are none. `pattern`: a text that a regular expression fits.
   * `values`: one of those that the code lists, as arguments or in a list. `fields`: an object whose fields have schemas of their own.
   * `list`: a list of what passes another schema. `either`: one of several schemas. `both`: all of them. `test`: a function says yes to it.
   * `made`: a function makes another value of it. `json`: what a JSON schema says. `open`, `closed`: fields that are not named stay, or not.
   */
  readonly schema:
    | "any"
    | "text"
    | "harmless"
    | "pattern"
    | "values"
    | "fields"
    | "list"
    | "either"
    | "both"
    | "test"
    | "made"
    | "json"
    | "open"
    | "closed";
  readonly callees: readonly string[];
  /** Where the pattern, the values, the fields, the schemas or the function stand. Default: 0; of `values`, `either` and `both` all. */
  readonly argument?: Which;
  readonly protects?: readonly string[];
  /** What passes is made of what comes in, of which the same is not known then: `z.coerce.date()`. */
  readonly converts?: true;
  /** Of `fields`: those that it does not name are handed on as well. */
  readonly keepsOthers?: boolean;
  /** Only if an argument says so: `.ip({ version: "ipv4" })`. */
  readonly given?: Given;
}

/** A call that checks a value against a schema. */
export interface CheckFact {
  /**
   * What it gives back. `value`: what passed; else it throws. `result`: an object that tells whether it passed, and holds it. `truth`: whether
   * it passed. `nothing`: it throws unless it passes.
   */
  readonly check: "value" | "result" | "truth" | "nothing";
  readonly callees: readonly string[];
  /** Where the schema is. Default `this`: what the method is called on, or the function itself. */
  readonly by?: number | "this";
  /** Where the value is. Default 0. */
  readonly argument?: number;
  /** The part of the value that is checked: `body` for an envelope that takes it out of the event. */
  readonly part?: string;
  /** Of a result: where it holds what passed, and the property that is true if it passed, or is there if it did not. */
  readonly holds?: string;
  /** It holds the value also if that did not pass. */
  readonly holdsAnyway?: true;
  readonly passes?: string;
  readonly fails?: string;
  /** A property of what is called, or of what its method is called on, that is there if the value did not pass: `validate.errors`. */
  readonly failsIn?: string;
  /** What is checked is any part of the value at that path; it gives back a list. */
  readonly isList?: true;
  /** The schema is a JSON schema. */
  readonly isJson?: true;
  /** Only if another argument is what a library gives out by this name. */
  readonly given?: { readonly argument: number; readonly is: string };
}
