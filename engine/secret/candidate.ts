import type { Expression } from "../program/ir.ts";
import type { Document } from "../syntax/document.ts";
import type { Scalar } from "../syntax/node.ts";
import type { Site } from "../text/source.ts";

/** A text that a person wrote down, with the name it goes by. */
export interface SecretCandidate {
  readonly document: Document;
  /** The text itself, unquoted. */
  readonly text: string;
  /** Where the text stands, without its quotes. */
  readonly at: Site;
  /** The variable, property, parameter or key it is given to: `dbPassword`, `DB_PASSWORD`. */
  readonly name?: string;
  /** What it is in its file: a string of code, a value of YAML or JSON, a line of another file. */
  readonly expression?: Expression;
  readonly scalar?: Scalar;
  /** It is (part of) a function's environment in a template: there the template's own rule speaks. */
  readonly inEnvironment: boolean;
  /** `process.env.X ?? "text"`: the name of X. */
  readonly defaultOf?: string;
}
