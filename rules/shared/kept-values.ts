import { type Code, type CodeContext, type CodeNode, nodesOf, textAt } from "../../engine/authoring.ts";

/** A place where the result of a call is put into something that outlives the invocation. */
export interface Keep {
  /** The function that does it. */
  readonly within: Code.FunctionExpression;
  readonly node: Code.Assignment | Code.Call;
  /** The variable of the module, or the first name of the path, that holds it: `cached`, `cache`, `this`. */
  readonly holder: string;
  readonly value: Code.Expression;
}

/** The functions that a call runs in: those around it, and those of the module that call one of these by its name. */
export function functionsAround(call: Code.Call, code: CodeContext): readonly Code.FunctionExpression[] {
  const found = new Set(code.parents(call).filter((node) => node.kind === "function"));
  const calls = code.document.statements.flatMap((statement) =>
    [...nodesOf(statement)].filter((node) => node.kind === "call"),
  );
  for (const fn of found) {
    const name = nameOf(fn, code);
    if (name === undefined) continue;
    for (const other of calls) {
      if (calledName(other) !== name) continue;
      for (const outer of code.parents(other)) if (outer.kind === "function") found.add(outer);
    }
  }
  return [...found];
}

/** Where what a call gives, or what is made of it, is kept for the next invocation. */
export function keepsOf(call: Code.Call, code: CodeContext): readonly Keep[] {
  const functions = functionsAround(call, code);
  const names = new Set(functions.flatMap((fn) => nameOf(fn, code) ?? []));
  return functions.flatMap((within) => {
    const carries = carrierTest(
      within,
      (node) => node === call || (node.kind === "call" && names.has(calledName(node) ?? "")),
    );
    return [...nodesOf(within)].flatMap((node): readonly Keep[] => {
      const keep = keepAt(node, carries, code);
      return keep ? [{ within, ...keep }] : [];
    });
  });
}

/** Whether a call's result outlives the invocation: by a variable of the module, or by a function that remembers results. */
export const isKept = (call: Code.Call, code: CodeContext): boolean =>
  keepsOf(call, code).length > 0 ||
  functionsAround(call, code).some((fn) => {
    const around = code.parents(fn).at(-1);
    return around?.kind === "call" && /memo|once|cache|lru|ttl|singleton|lazy/i.test(textAt(around.callee));
  });

/** Tells expressions that carry what the call gave, through the variables of the function. */
function carrierTest(
  within: Code.FunctionExpression,
  isSource: (node: CodeNode) => boolean,
): (value: CodeNode) => boolean {
  const names = new Set<string>();
  const carries = (value: CodeNode): boolean =>
    [...nodesOf(value)].some((node) => isSource(node) || (node.kind === "name" && names.has(node.name)));
  const nodes = [...nodesOf(within)];
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const node of nodes) {
      const value = node.kind === "variable" ? node.initial : node.kind === "assignment" ? node.value : undefined;
      if ((node.kind !== "variable" && node.kind !== "assignment") || !value || !carries(value)) continue;
      for (const name of namesIn(node.target)) names.add(name);
    }
  }
  return carries;
}

function keepAt(
  node: CodeNode,
  carries: (value: CodeNode) => boolean,
  code: CodeContext,
): Omit<Keep, "within"> | undefined {
  if (node.kind === "assignment") {
    const holder = outerName(node.target, node, code);
    return holder !== undefined && carries(node.value) ? { node, holder, value: node.value } : undefined;
  }
  if (
    node.kind !== "call" ||
    node.callee.kind !== "member" ||
    !/^(?:set|put|add|push)$/.test(String(node.callee.property))
  )
    return undefined;
  const holder = outerName(node.callee, node, code);
  const value = node.args.at(-1);
  return holder !== undefined && value && carries(value) ? { node, holder, value } : undefined;
}

/** The name at the root of a target, if no function declares it: a variable of the module, `this`, `process`, `globalThis`. */
function outerName(target: Code.Pattern, at: CodeNode, code: CodeContext): string | undefined {
  let root: Code.Expression | Code.Pattern = target;
  while (root.kind === "member") root = root.object;
  if (root.kind !== "name") return undefined;
  const declared = code.declaration(root.name, at);
  if (declared?.kind === "parameter" || (declared?.kind === "variable" && !declared.isModuleScope)) return undefined;
  return root.name;
}

function namesIn(target: Code.Pattern): readonly string[] {
  if (target.kind === "name") return [target.name];
  if (target.kind === "member") return [];
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  return parts.flatMap((part) => (part ? namesIn(part.target) : []));
}

const calledName = ({ callee }: Code.Call): string | undefined =>
  callee.kind === "name"
    ? callee.name
    : callee.kind === "member" && typeof callee.property === "string"
      ? callee.property
      : undefined;

/** What a function is called by: its own name, the variable or property that it is the value of, its name in a class. */
function nameOf(fn: Code.FunctionExpression, code: CodeContext): string | undefined {
  if (fn.name !== undefined) return fn.name;
  const around = code.parents(fn).at(-1);
  if (around?.kind === "variable") return around.target.kind === "name" ? around.target.name : undefined;
  if (around?.kind === "assignment")
    return around.target.kind === "member" ? String(around.target.property) : namesIn(around.target)[0];
  const key = around?.kind === "object" ? around.properties.find(({ value }) => value === fn)?.key : undefined;
  const member = around?.kind === "class" ? around.members.find(({ value }) => value === fn)?.name : undefined;
  return typeof (key ?? member) === "string" ? String(key ?? member) : undefined;
}
