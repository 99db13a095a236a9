import type { Options } from "../project/config.ts";
import type { SiteEdit } from "../rule/rule.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import type { Resource } from "../template/model.ts";
import type { Site } from "../text/source.ts";

/**
 * A value to be written into a template or JSON file. An intrinsic is written as its long form, `{ "Fn::GetAtt": ["A", "Arn"] }`, and
 * comes out as the file would spell it (`!GetAtt A.Arn` in YAML, long in JSON).
 */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Edits that keep comments, quotes, indentation, order and line endings. Each call answers the edits of one change, to be put into one
 * cure; none changes anything by itself. Several that add to one thing, or at one place, are written as one when the cure is. A call that
 * cannot be carried out answers undefined: then there is no fix.
 */
export interface Edit {
  /** What the configuration says that cures write. */
  readonly options: Options;
  /**
   * Writes `value` at a key path below a mapping, adding what is missing at its end, replacing the value that is there. At an empty path
   * each key of `value` is set.
   */
  set(mapping: Mapping, path: readonly string[], value: Plain): readonly SiteEdit[] | undefined;
  /** Writes a property at its CloudFormation path in the resource's own dialect. */
  setProperty(resource: Resource, path: string, value: Plain): readonly SiteEdit[] | undefined;
  /**
   * Adds a resource below the one it is near, else to the template (under `Resources`; in a Serverless file under `resources.Resources`, or
   * as a part of the list that `resources` is, or becomes where it is a `${file(…)}`). Undefined if the name is taken.
   */
  addResource(near: Resource, name: string, body: Plain): readonly SiteEdit[] | undefined;
  /** Replaces a value. */
  replace(node: Node, value: Plain): readonly SiteEdit[] | undefined;
  /** Adds an item at the end of a sequence. */
  append(sequence: Node, value: Plain): readonly SiteEdit[] | undefined;
  /** Removes an entry or an item with its line, its own trailing comment and, in JSON, its comma. */
  remove(container: Node, part: Entry | Node): readonly SiteEdit[] | undefined;
  /** Replaces the text of a site as it stands. */
  text(at: Site, text: string): readonly SiteEdit[];
  /** Removes the comment (or, in a tree, the entry) at a site, with its whole line if nothing else stands on it. */
  removeComment(at: Site): readonly SiteEdit[] | undefined;
  /** Inserts lines before the statement (of code) that holds the site, with its indentation. */
  linesBefore(at: Site, lines: readonly string[]): readonly SiteEdit[];
  /** Adds `import { name } from "from"` or its `require` form, as the module does it, or widens the one there is. Empty if it is imported. */
  importName(at: Site, name: string, from: string): readonly SiteEdit[];
  /** The quote character that the module of the site mostly uses. */
  quote(at: Site): '"' | "'";
  /** Creates a file of the workspace that does not exist yet. */
  create(path: string, text: string): readonly SiteEdit[];
}
