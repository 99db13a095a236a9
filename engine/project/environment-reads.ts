import type { ModuleFacts } from "../flow/module.ts";
import { memo } from "../memo.ts";
import { importsOf } from "../program/imports.ts";
import type { Call, Expression, FunctionExpression, Member, Name, Pattern, Statement } from "../program/ir.ts";
import { type NamesUsed, namesUsed } from "../program/named-in.ts";
import { namesOnward, standingOf, testedIn, testedNames } from "../program/standing.ts";
import { type CodeNode, nodesOf, parentsBelow } from "../program/walk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import { type Site, textAt } from "../text/source.ts";

/** A variable of the environment that code reads, and does something with. */
export interface EnvironmentRead {
  readonly name: string;
  readonly at: Site;
  /** It is taken for granted: nothing stands in for it, and nothing asks whether it is there. */
  readonly isNeeded: boolean;
}

/** What the code of a function does with its environment. */
export interface EnvironmentReads {
  readonly reads: readonly EnvironmentRead[];
  /** Variables that the code sets itself. */
  readonly written: ReadonlySet<string>;
  /** More may be set by the code than is seen: a library that reads files of settings. */
  readonly mayBeSet: boolean;
  /** More may be read than is seen: it is handed on as a whole, or read by names that are made up; a module that is not there. */
  readonly mayReadMore: boolean;
  /** Whether a word stands anywhere in the code: then a variable of that name may be read in a way that is not seen. */
  says(word: string): boolean;
}

const setters = /^(?:dotenv|@dotenvx\/|dotenv-|env-cmd|@next\/env|node-env-run|config$|nconf|convict|envalid|env-var)/;
const prefix = "process.env.";

/** What the handler runs of its modules. */
interface Running {
  runs(site: Site): boolean;
  readonly functions: ReadonlySet<FunctionExpression>;
}

export function environmentReads(modules: readonly ModuleFacts[], running: Running): EnvironmentReads {
  const own = modules.map(inModule);
  const tested = modules.map(({ document }) => testedNames(document));
  const isTested = (name: string) => tested.some((names) => names.has(name));
  const isUsed = usedBy(modules, running);
  return {
    reads: own.flatMap(({ reads }) =>
      reads
        .filter(({ at, kept }) => running.runs(at) && (!kept || isUsed(kept)))
        .map(({ onward, kept, ...read }) => ({ ...read, isNeeded: read.isNeeded && !onward.some(isTested) })),
    ),
    written: new Set(own.flatMap(({ written }) => written)),
    mayBeSet: own.some(({ maySet }) => maySet) || modules.some(({ document }) => mayBeSetBy(document)),
    mayReadMore: modules.some(({ missing }) => missing.length > 0) || own.some(({ isOpen }) => isOpen),
    says: (word) => modules.some(({ document }) => wordsOf(document).has(word)),
  };
}

/** Whether what is kept under names is used in what the handler runs: settings that modules share are often of more functions than one. */
function usedBy(modules: readonly ModuleFacts[], { functions }: Running): (kept: Kept) => boolean {
  let all: readonly NamesUsed[] | undefined;
  return ({ name, within }) => {
    all ??= modules.flatMap(({ document }) =>
      Array.from(namesUsed(document)).flatMap(([fn, used]) => (fn === undefined || functions.has(fn) ? [used] : [])),
    );
    return all.some(({ names, whole }) => names.has(name) || within.some((holder) => whole.has(holder)));
  };
}

const mayBeSetBy = memo(
  (document: ScriptDocument): boolean =>
    importsOf(document).some(({ specifier }) => setters.test(specifier)) || /\bsetToEnv\b/.test(document.file.text),
);

const wordsOf = memo(
  (document: ScriptDocument): ReadonlySet<string> => new Set(document.file.text.match(/[A-Za-z_]\w*/g) ?? []),
);

interface Read extends EnvironmentRead {
  /** Names under which what was read goes on. */
  readonly onward: readonly string[];
  /** Where it is no more than kept, as the module is loaded. */
  readonly kept: Kept | undefined;
}

/** Kept under a name, in objects under other names. */
interface Kept {
  readonly name: string;
  readonly within: readonly string[];
}

/** What is found on the way through a module. */
interface Found {
  readonly reads: Read[];
  readonly written: string[];
  /** More may be read than is seen. */
  isOpen: boolean;
  /** Variables whose names are not known are set. */
  maySet: boolean;
}

/** Kept with the facts: many functions share a module. */
const inModule = memo((facts: ModuleFacts): Found => {
  const found: Found = { reads: [], written: [], isOpen: false, maySet: false };
  for (const top of facts.document.statements) {
    for (const node of nodesOf(top)) {
      if (node.kind === "assignment") noteSetting(node.target, facts, found);
      else if (node.kind === "call" && isLoading(node)) found.isOpen = true;
      if (node.kind !== "member" && node.kind !== "name" && node.kind !== "call") continue;
      const api = facts.valueOf(node)?.api;
      if (api === "process.env") noteWhole(node, parentsBelow(top), found);
      else if (api?.startsWith(prefix)) noteRead(node, api.slice(prefix.length), { top, facts, found });
    }
  }
  return found;
});

/** `process.env.X = …`, also by another name of the environment. */
function noteSetting(target: Pattern, facts: ModuleFacts, found: Found): void {
  if (target.kind !== "member" || facts.valueOf(target.object)?.api !== "process.env") return;
  if (typeof target.property === "string") found.written.push(target.property);
  else found.maySet = true;
}

/** The environment itself, in some hands. */
function noteWhole(node: CodeNode, parents: Parents, found: Found): void {
  const above = parents.get(node);
  const isKept = keptIn(node, parents) !== undefined;
  if (above?.kind === "variable" && above.target.kind === "object-pattern") {
    if (!addPattern(above.target, found.reads, isKept)) found.isOpen = true;
  } else if (node.kind !== "call" && !isHarmless(node, above)) {
    found.isOpen = true;
    found.maySet ||= above?.kind === "call" && above.args[0] === node && textAt(above.callee) === "Object.assign";
  }
}

interface Around {
  readonly top: Statement;
  readonly facts: ModuleFacts;
  readonly found: Found;
}

type Parents = ReadonlyMap<CodeNode, CodeNode>;

/** The names under which a value is kept at the top level: of a variable or an export, and of the objects that it is in. */
function keptIn(node: CodeNode, parents: Parents): Kept | undefined {
  const names: string[] = [];
  let here = node;
  for (let above = parents.get(here); above; here = above, above = parents.get(here)) {
    if (above.kind === "object" || above.kind === "class") {
      const key =
        above.kind === "object"
          ? above.properties.find(({ value }) => value === here)?.key
          : above.members.find(({ value }) => value === here)?.name;
      if (typeof key !== "string") return undefined;
      names.push(key);
      // who makes an instance does not use all that it keeps
      if (above.kind === "class") break;
    } else if (above.kind === "variable" && !parents.get(above)) {
      if (above.target.kind === "name") names.push(above.target.name);
    } else if (above.kind === "assignment" && above.target.kind === "member") {
      if (typeof above.target.property === "string") names.push(above.target.property);
    } else if (!isPassing(above, here)) return undefined;
  }
  const [name = "", ...within] = names;
  return { name, within };
}

/** Text that is made of it is kept in its place. */
const isPassing = (above: CodeNode, here: CodeNode): boolean =>
  above.kind === "export" ||
  above.kind === "template" ||
  (above.kind === "binary" && above.operator === "+") ||
  (above.kind === "expression" && here.kind === "assignment");

const throws = memo((helper: FunctionExpression): boolean => nodesOf(helper).some(({ kind }) => kind === "throw"));

const isName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** A variable of it: where it is taken out, or where a function of the code's own is asked for it by its name. */
function noteRead(node: Member | Name | Call, name: string, { top, facts, found }: Around): void {
  const parents = parentsBelow(top);
  const onward = namesOnward(node, top);
  const add = (isNeeded: boolean, mayThrow = false) =>
    found.reads.push({
      name,
      at: node,
      isNeeded: isNeeded && isTakenForGranted(node, top),
      onward,
      kept: mayThrow ? undefined : keptIn(node, parents),
    });
  if (node.kind === "member") {
    if (facts.valueOf(node.object)?.api !== "process.env" || isWritten(node, parents.get(node))) return;
    if (isName(name)) add(true);
    else if (!isGivenName(node, parents)) found.isOpen = true;
  } else if (node.kind === "call") {
    const helper = facts.valueOf(node.callee)?.fn?.fn;
    if (name === "[]") found.isOpen = true;
    else if (helper && isName(name) && isNamedIn(node, name)) add(isNeededBy(helper), throws(helper));
  }
}

const isLoading = ({ callee, args }: Call): boolean =>
  callee.kind === "name" && /^(?:require|import)$/.test(callee.name) && args[0]?.kind !== "literal";

const isWritten = (node: CodeNode, above: CodeNode | undefined): boolean =>
  (above?.kind === "assignment" && above.target === node) || (above?.kind === "unary" && above.operator === "delete");

/** Whether no more of the environment is read at a place than its name says: a property of it, another name for it. */
const isHarmless = (node: CodeNode, above: CodeNode | undefined): boolean =>
  (above?.kind === "member" && above.object === node) ||
  (above?.kind === "variable" && above.target.kind === "name") ||
  (above?.kind === "binary" && above.operator === "in" && above.left.kind === "literal");

/** Whether the name in brackets is a parameter of the function around it: then the calls of that say which it is. */
function isGivenName(node: CodeNode, parents: ReadonlyMap<CodeNode, CodeNode>): boolean {
  if (node.kind !== "member" || typeof node.property === "string" || node.property.kind !== "name") return false;
  let above = parents.get(node);
  while (above && above.kind !== "function") above = parents.get(above);
  const { name } = node.property;
  return (
    above?.kind === "function" && above.params.some(({ target }) => target.kind === "name" && target.name === name)
  );
}

/** Notes what is taken out of the environment by a pattern; false: that is not to be known. */
function addPattern(target: Pattern, reads: Read[], isKept: boolean): boolean {
  if (target.kind !== "object-pattern" || target.rest) return false;
  for (const { key, target: inner, initial } of target.properties) {
    if (typeof key !== "string" || inner.kind !== "name") return false;
    reads.push({
      name: key,
      at: inner,
      isNeeded: initial === undefined,
      onward: [inner.name],
      kept: isKept ? { name: inner.name, within: [] } : undefined,
    });
  }
  return true;
}

const isNamedIn = ({ args }: Call, name: string): boolean =>
  args.some((arg) => arg.kind === "literal" && arg.value === name);

/** Whether a function that reads a variable by a name that it is given needs it to be there. */
const isNeededBy = memo((helper: FunctionExpression): boolean => {
  const isTested = (name: string) => testedIn(helper).has(name);
  const isOptional = nodesOf(helper).some(
    (node) =>
      node.kind === "member" &&
      typeof node.property !== "string" &&
      isOfEnvironment(node) &&
      (standingOf(node, helper) === "optional" || namesOnward(node, helper).some(isTested)),
  );
  return !isOptional && helper.params.length === 1;
});

/** Settings of clients that have a default where they are undefined. */
const optionWithDefault =
  /^(?:endpoint|region|profile|credentials|accessKeyId|secretAccessKey|sessionToken|log_?level|level|maxAttempts|maxRetries|stage|environment|release|dsn|debug|service|serviceName|namespace|metricsNamespace)$/i;

function isTakenForGranted(node: CodeNode, top: Statement): boolean {
  if (standingOf(node, top) !== "used") return false;
  const parents = parentsBelow(top);
  const above = parents.get(node);
  if (above?.kind === "object" && namesOnward(node, top).some((name) => optionWithDefault.test(name))) return false;
  if (above?.kind === "spread") return false;
  return !isWithinTest(node, parents);
}

/** Whether it stands where the code comes only after asking for another variable of the environment. */
function isWithinTest(node: CodeNode, parents: ReadonlyMap<CodeNode, CodeNode>): boolean {
  let here = node;
  for (let above = parents.get(here); above; here = above, above = parents.get(here)) {
    const test =
      above.kind === "if" || above.kind === "conditional"
        ? above.test
        : above.kind === "binary" && above.operator === "&&"
          ? above.left
          : undefined;
    if (test && test !== here && nodesOf(test).some((one) => one.kind === "member" && isOfEnvironment(one)))
      return true;
  }
  return false;
}

const isOfEnvironment = ({ object }: Extract<Expression, { kind: "member" }>): boolean =>
  (object.kind === "member" && object.property === "env") || (object.kind === "name" && object.name === "env");
