import type { ModuleFacts } from "../flow/module.ts";
import { memo } from "../memo.ts";
import type { Entry } from "../program/code.ts";
import { givenBy } from "../program/exported.ts";
import { importsOf } from "../program/imports.ts";
import type { Expression, FunctionExpression, ObjectExpression } from "../program/ir.ts";
import { scopesOf } from "../program/scopes.ts";
import { type CodeNode, childrenOf, nodesOf } from "../program/walk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Site } from "../text/source.ts";
import { type EnvironmentReads, environmentReads } from "./environment-reads.ts";
import { type EventRead, eventPathOf, eventReadsOf } from "./event-reads.ts";
import { isRelative } from "./modules.ts";

/** What the code of a deployed function reads and answers: its half of the promises between code and template. Each part is made when it is asked for. */
export interface HandlerCode {
  readonly entry: Entry;
  readonly environment: EnvironmentReads;
  readonly eventReads: readonly EventRead[];
  /** What the handler's own function returns, or gives to its callback. */
  readonly answers: readonly Answer[];
  /** The library paths of what the handler is handed to before it is exported: `@middy/core.default`. Empty: it is exported as it is. */
  readonly wrappers: readonly string[];
  /** All that its modules import otherwise than by a path. */
  readonly packages: ReadonlySet<string>;
  /** The path of the part of the event that an expression of the handler's own function is. */
  eventPath(e: Expression): readonly string[] | undefined;
  /** Whether the handler can reach what stands at a site. */
  runs(site: Site): boolean;
}

/** A value that a handler answers with. */
export interface Answer {
  readonly at: Expression;
  /** The keys of an object that it is or may be. Undefined: it is not known to be an object. */
  readonly keys?: ReadonlySet<string>;
  /** It may have other keys, or be something else. */
  readonly isOpen: boolean;
  /** The object literal that it is. */
  readonly object?: ObjectExpression;
  /** A literal, or nothing. */
  readonly isSimple: boolean;
  /** The library path of what it is: `@aws-lambda-powertools/batch.processPartialResponse()`. */
  readonly api?: string;
}

export function handlerCode(entry: Entry, modules: readonly ModuleFacts[]): HandlerCode | undefined {
  const home = modules.find(({ document }) => document.file.path === entry.fn.block.path);
  return home && new Code(entry, modules, home);
}

class Code implements HandlerCode {
  constructor(
    readonly entry: Entry,
    private readonly modules: readonly ModuleFacts[],
    private readonly home: ModuleFacts,
  ) {}

  private kept: {
    environment?: EnvironmentReads;
    reads?: readonly EventRead[];
    answers?: readonly Answer[];
    functions?: ReadonlySet<FunctionExpression>;
  } = {};

  get environment(): EnvironmentReads {
    this.kept.environment ??= environmentReads(this.modules, this);
    return this.kept.environment;
  }

  get eventReads(): readonly EventRead[] {
    this.kept.reads ??= eventReadsOf(this.entry, this.home);
    return this.kept.reads;
  }

  get answers(): readonly Answer[] {
    this.kept.answers ??= answersOf(this.entry.fn).map((at) => answer(at, this.home));
    return this.kept.answers;
  }

  get wrappers(): readonly string[] {
    return wrappersOf(this.entry, this.home);
  }

  get packages(): ReadonlySet<string> {
    const specifiers = this.modules.flatMap(({ document }) => importsOf(document).map(({ specifier }) => specifier));
    return new Set(specifiers.filter((specifier) => !isRelative(specifier)));
  }

  eventPath(e: Expression): readonly string[] | undefined {
    return eventPathOf(e, this.entry, this.home);
  }

  runs(site: Site): boolean {
    const home = this.modules.find(({ document }) => document.file.path === site.block.path);
    if (!home) return false;
    const around = scopes(home.document).functionsAround(site);
    return around.every((fn) => this.functions.has(fn));
  }

  /** The functions that the handler runs or hands on, directly or not, and those that its modules run as they are loaded. */
  get functions(): ReadonlySet<FunctionExpression> {
    this.kept.functions ??= reachedFrom(this.entry, this.modules);
    return this.kept.functions;
  }
}

const scopes = memo((document: ScriptDocument) => scopesOf(document.statements));

const mostFunctions = 5000;

function reachedFrom(entry: Entry, modules: readonly ModuleFacts[]): ReadonlySet<FunctionExpression> {
  const byPath = new Map(modules.map((facts) => [facts.document.file.path, facts]));
  const found = new Set([entry.fn, ...(entry.wrapper ? [entry.wrapper] : []), ...modules.flatMap(atTheTop)]);
  for (const one of found) {
    if (found.size > mostFunctions) break;
    const own = byPath.get(one.block.path);
    for (const next of own?.callsFrom(one) ?? []) found.add(next);
    for (const node of own ? nodesOf(one) : []) if (node.kind === "function") found.add(node);
  }
  return found;
}

/** Functions that are called while a module is loaded. */
const atTheTop = memo((facts: ModuleFacts): readonly FunctionExpression[] => {
  const open: CodeNode[] = [...facts.document.statements];
  const found: FunctionExpression[] = [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "function") continue;
    if (node.kind === "call") {
      const fn = node.callee.kind === "function" ? node.callee : facts.valueOf(node.callee)?.fn?.fn;
      if (fn) found.push(fn);
    }
    open.push(...childrenOf(node));
  }
  return found;
});

/** What a function returns, or hands to its third parameter. */
function answersOf(fn: FunctionExpression): readonly Expression[] {
  const callback = fn.params[2]?.target;
  const found: Expression[] = [];
  const open: CodeNode[] = [...fn.body];
  for (let node = open.shift(); node; node = open.shift()) {
    if (node.kind === "return" && node.value) found.push(...choices(node.value));
    if (node.kind !== "function") open.unshift(...childrenOf(node));
  }
  if (callback?.kind === "name")
    for (const node of nodesOf(fn))
      if (node.kind === "call" && node.callee.kind === "name" && node.callee.name === callback.name && node.args[1])
        found.push(...choices(node.args[1]));
  return found;
}

const choices = (e: Expression): readonly Expression[] => {
  if (e.kind === "conditional") return [...choices(e.whenTrue), ...choices(e.whenFalse)];
  return e.kind === "await" ? choices(e.value) : [e];
};

function answer(at: Expression, facts: ModuleFacts): Answer {
  const value = facts.valueOf(at);
  const keys = value?.shape && new Set(value.shape.properties.keys());
  const from = at.kind === "object" ? at : value?.from;
  return {
    at,
    ...(keys ? { keys } : {}),
    isOpen: value?.shape?.open !== false || value.taints.length > 0,
    ...(from?.kind === "object" ? { object: from } : {}),
    ...(value?.api === undefined ? {} : { api: value.api }),
    isSimple: at.kind === "literal" || at.kind === "template" || (at.kind === "name" && at.name === "undefined"),
  };
}

function wrappersOf(entry: Entry, { document, valueOf }: ModuleFacts): readonly string[] {
  const given = givenBy(document).findLast(({ exported }) => exported === entry.exported);
  const found: string[] = [];
  let here = given?.value;
  for (let depth = 0; here?.kind === "call" && depth < 20; depth++) {
    found.push(valueOf(here.callee)?.api ?? valueOf(here)?.api ?? "");
    here = here.callee.kind === "member" ? here.callee.object : here.args[0];
  }
  if (here?.kind === "name" && valueOf(here)?.fn?.fn !== entry.fn && found.length === 0)
    found.push(valueOf(here)?.api ?? "");
  return found;
}
