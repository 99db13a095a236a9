import { memoAmong } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Template } from "../template/model.ts";
import { exportsOf, nestedIn, outputsOf } from "../template/stacks.ts";
import { alone, type Surroundings } from "../template/surroundings.ts";
import { templateAmong } from "../template/template.ts";
import type { Value } from "../template/value.ts";

type Values = ReadonlyMap<string, Value>;

/** The YAML and JSON files of one moment. */
export interface Trees {
  /** The same object as long as none of them changes. */
  readonly identity: object;
  /** Those that others may see something of. */
  speaking(): readonly TreeDocument[];
  at(path: string): TreeDocument | undefined;
}

/**
 * What the templates of a workspace see of each other. It is found in two passes: what templates export and give is read from each by
 * itself, so values go over one border only, and circles end.
 */
export class Neighbours {
  private last: { readonly identity: object; readonly around: Surroundings } | undefined;
  private exports: Values = new Map();
  private given = new Map<string, Values>();
  private readonly byItself = memoAmong((document: TreeDocument, [around]) =>
    templateAmong(document, around as Surroundings),
  );

  /** The surroundings of a moment. `makeCurrent` is told each template that is read by itself. */
  of(trees: Trees, makeCurrent: (template: Template) => void): Surroundings {
    if (this.last?.identity === trees.identity) return this.last.around;
    const plain: Surroundings = { ...alone, tree: (path) => trees.at(path) };
    const read = (document: TreeDocument | undefined): Template | undefined => {
      const template = document && this.byItself(document, [plain]);
      if (template) makeCurrent(template);
      return template;
    };
    this.gather(trees, read);
    const { exports, given } = this;
    const around: Surroundings = {
      tree: plain.tree,
      exports,
      given: (path) => given.get(path),
      outputs: (path) => {
        const template = read(trees.at(path));
        return template && outputsOf(template);
      },
    };
    this.last = { identity: trees.identity, around };
    return around;
  }

  private gather(trees: Trees, read: (document: TreeDocument) => Template | undefined): void {
    const exports = new Map<string, Value>();
    const given = new Map<string, Map<string, Value>>();
    for (const document of trees.speaking()) {
      const template = read(document);
      if (!template) continue;
      for (const [name, value] of exportsOf(template)) exports.set(name, value);
      for (const { path, parameters } of nestedIn(template))
        given.set(path, new Map([...(given.get(path) ?? []), ...parameters]));
    }
    if (!isSameMap(exports, this.exports)) this.exports = exports;
    this.given = new Map(
      Array.from(given, ([path, values]) => {
        const before = this.given.get(path);
        return [path, before && isSameMap(values, before) ? before : values];
      }),
    );
  }
}

const isSameMap = (a: Values, b: Values): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
