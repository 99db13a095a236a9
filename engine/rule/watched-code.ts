import type { CodeContext } from "../program/code.ts";

/**
 * The answers to what code rules ask, of the newest version of the module: what a rule keeps of it with a hit stays right when the hit
 * outlives the version. It notes whether a rule looks at the module as a whole.
 */
export class WatchedCode implements CodeContext {
  sawDocument = false;

  constructor(public code: CodeContext) {}

  get document(): CodeContext["document"] {
    this.sawDocument = true;
    return this.code.document;
  }
  get imports(): CodeContext["imports"] {
    return this.code.imports;
  }
  get entries(): CodeContext["entries"] {
    return this.code.entries;
  }
  readonly api: CodeContext["api"] = (e) => this.code.api(e);
  readonly sdkCall: CodeContext["sdkCall"] = (e) => this.code.sdkCall(e);
  readonly literal: CodeContext["literal"] = (e) => this.code.literal(e);
  readonly object: CodeContext["object"] = (e) => this.code.object(e);
  readonly enclosing: CodeContext["enclosing"] = (node) => this.code.enclosing(node);
  readonly parents: CodeContext["parents"] = (node) => this.code.parents(node);
  readonly handlerOf: CodeContext["handlerOf"] = (node) => this.code.handlerOf(node);
  readonly eventPaths: CodeContext["eventPaths"] = (e) => this.code.eventPaths(e);
  readonly declaration: CodeContext["declaration"] = (name, from) => this.code.declaration(name, from);
  readonly dependency: CodeContext["dependency"] = (name) => this.code.dependency(name);
}
