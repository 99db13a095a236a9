import type { TreeDocument } from "../syntax/document.ts";
import { dirname, joined } from "../text/path.ts";
import { note, type Question, questionAbout } from "./asked.ts";
import type { Template } from "./model.ts";
import type { Resolver } from "./scope.ts";
import { alone, type Surroundings } from "./surroundings.ts";

interface Sight {
  readonly around: Surroundings;
  readonly resolver?: Resolver | undefined;
}

const sights = new WeakMap<Template, Sight>();

/** The template, told what it sees of other files, and by what it sees its own. */
export function amidst(template: Template, around: Surroundings, resolver?: Resolver): Template {
  sights.set(template, { around, resolver });
  return template;
}

const around = (template: Template): Surroundings => sights.get(template)?.around ?? alone;

/** What sees through the names of a template. Undefined: it has none. */
export const resolverIn = (template: Template): Resolver | undefined => sights.get(template)?.resolver;

const treeQuestion = (asked: Template, path: string): Question =>
  questionAbout(asked, `tree ${path}`, (template) => around(template).tree(path));

/** The tree of a file by its path from the template's folder. Undefined: there is none, or it lies elsewhere. */
export function treeBeside(template: Template, path: string): TreeDocument | undefined {
  const full = pathBeside(template, path);
  const tree = full === undefined ? undefined : around(template).tree(full);
  if (full !== undefined) note(treeQuestion(template, full), tree);
  return tree;
}

/** The full path of a local file. Undefined: it is a URL, or the name of something in a bucket. */
export function pathBeside(template: Template, path: string): string | undefined {
  if (/^[a-z][\w+.-]*:/i.test(path) || path.trim() === "") return undefined;
  return joined(dirname(template.document.file.path), path);
}
