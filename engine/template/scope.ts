import type { Node } from "../syntax/node.ts";
import type { Value } from "./value.ts";

/** What names mean in one template. Each dialect makes its own. */
export interface Scope {
  /** A template parameter. Undefined: there is none of that name. */
  parameter(name: string): Value | undefined;
  /** The node that defines a condition. */
  condition(name: string): Node | undefined;
  /** The node of a mapping (`Mappings`) of the template. */
  mapping(name: string): Node | undefined;
  /** The meaning of a text that holds variables of the dialect; undefined if it holds none. */
  variables(text: string, at: Node): Value | undefined;
  /** What another template of the workspace exports under a name. */
  exported?(name: string): Value | undefined;
  /** An attribute of a resource that is known before deployment: the output of a nested stack. */
  attribute?(resource: string, attribute: string): Value | undefined;
  /** The content of a local file that `AWS::Include` names. */
  included?(location: string): Node | undefined;
  /** The same names where what a deployment may override is unknown. */
  readonly certain: Scope;
}

/** Sees through references, conditions, variables and defaults. */
export interface Resolver {
  readonly scope: Scope;
  /** Sees only what no deployment can override: conditions are judged by it. */
  readonly certain: Resolver;
  /** Null where it is `AWS::NoValue`. */
  resolve(node: Node): Value;
  /** Undefined where it is `AWS::NoValue`. */
  present(node: Node): Value | undefined;
}
