import type { Expression, FunctionExpression, ObjectProperty, Pattern, Statement } from "../../engine/program/ir.ts";

/** Lowered statements in a compact form in which every operation is in parentheses and every dropped thing is gone. */
export const printStatements = (statements: readonly Statement[]): string => statements.map(printStatement).join("; ");

const braced = (statements: readonly Statement[]): string =>
  statements.length > 0 ? `{ ${printStatements(statements)} }` : "{}";

export function printStatement(node: Statement): string {
  switch (node.kind) {
    case "variable":
      return `${node.word} ${printPattern(node.target)}${node.type ? `: ${node.type}` : ""}${given(node.initial)}`;
    case "expression":
      return printExpression(node.value);
    case "return":
      return node.value ? `return ${printExpression(node.value)}` : "return";
    case "throw":
      return `throw ${printExpression(node.value)}`;
    case "if":
      return `if ${printExpression(node.test)} ${braced(node.whenTrue)} else ${braced(node.whenFalse)}`;
    case "block":
      return braced(node.body);
    case "jump":
      return node.word;
    case "switch":
      return `switch ${printExpression(node.subject)} { ${node.cases.map(printCase).join(", ")} }`;
    default:
      return printCompound(node);
  }
}

function printCompound(node: Extract<Statement, { kind: "loop" | "try" | "import" | "export" | "type" }>): string {
  switch (node.kind) {
    case "loop":
      return printLoop(node);
    case "try": {
      const parameter = node.parameter ? ` ${printPattern(node.parameter)}` : "";
      return `try ${braced(node.body)}${node.handler ? ` catch${parameter} ${braced(node.handler)}` : ""} finally ${braced(node.finalizer)}`;
    }
    case "import":
      return `import [${node.names.map((name) => `${name.imported} as ${name.local}`).join(", ")}] from ${node.from}`;
    case "type": {
      const names = node.names.map((name) => `${name.imported} as ${name.local}`).join(", ");
      return `type [${names}]${node.from ? ` from ${node.from}` : ` = ${node.text}`}`;
    }
    case "export": {
      const names = node.names.map((name) => `${name.local} as ${name.exported}`).join(", ");
      return node.value
        ? `export default ${printExpression(node.value)}`
        : `export [${names}]${node.from ? ` from ${node.from}` : ""}`;
    }
  }
}

function printLoop(node: Extract<Statement, { kind: "loop" }>): string {
  const part = (expression: Expression | undefined) => (expression ? printExpression(expression) : "");
  const head = node.each
    ? `${printPattern(node.each)} ${node.word} ${part(node.over)}`
    : node.word === "for"
      ? `${printStatements(node.before)}; ${part(node.test)}; ${part(node.after)}`
      : `${node.word} ${part(node.test)}`;
  return `loop (${head}) ${braced(node.body)}`;
}

const printCase = (node: { readonly test?: Expression; readonly body: readonly Statement[] }): string =>
  `${node.test ? printExpression(node.test) : "default"} ${braced(node.body)}`;

export function printExpression(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return node.regex ? String(node.value) : JSON.stringify(node.value);
    case "name":
      return node.name || "<missing>";
    case "template":
      return printTemplate(node);
    case "member":
      return printExpression(node.object) + printMember(node);
    case "call":
      return `${node.isNew ? "new " : ""}${printExpression(node.callee)}${node.optional ? "?." : ""}(${list(node.args)})`;
    case "function":
      return printFunction(node);
    case "object":
      return `{${node.properties.map(printProperty).join(", ")}}`;
    case "array":
      return `[${list(node.items)}]`;
    case "class":
      return printClass(node);
    default:
      return printOperation(node);
  }
}

type Operation = Extract<
  Expression,
  { kind: "unary" | "binary" | "conditional" | "assignment" | "await" | "spread" | "other" }
>;

function printOperation(node: Operation): string {
  switch (node.kind) {
    case "unary":
      return `(${node.operator} ${printExpression(node.operand)})`;
    case "binary":
      return `(${printExpression(node.left)} ${node.operator} ${printExpression(node.right)})`;
    case "conditional":
      return `(${printExpression(node.test)} ? ${printExpression(node.whenTrue)} : ${printExpression(node.whenFalse)})`;
    case "assignment":
      return `(${printPattern(node.target)} ${node.operator} ${printExpression(node.value)})`;
    case "await":
      return `(await ${printExpression(node.value)})`;
    case "spread":
      return `...${printExpression(node.value)}`;
    case "other":
      return `other(${list(node.children)})`;
  }
}

const list = (nodes: readonly Expression[]): string => nodes.map(printExpression).join(", ");

const given = (initial: Expression | undefined): string => (initial ? ` = ${printExpression(initial)}` : "");

const printKey = (key: string | Expression): string => (typeof key === "string" ? key : `[${printExpression(key)}]`);

function printMember(node: Extract<Expression, { kind: "member" }>): string {
  if (typeof node.property === "string") return `${node.optional ? "?." : "."}${node.property}`;
  return `${node.optional ? "?." : ""}[${printExpression(node.property)}]`;
}

function printTemplate(node: Extract<Expression, { kind: "template" }>): string {
  const parts = node.texts.map((text, index) => {
    const expression = node.expressions[index];
    return text.value + (expression ? `\${${printExpression(expression)}}` : "");
  });
  return `${node.tag ? printExpression(node.tag) : ""}\`${parts.join("")}\``;
}

function printProperty(node: ObjectProperty): string {
  if (node.key === undefined) return `...${printExpression(node.value)}`;
  return node.shorthand ? printKey(node.key) : `${printKey(node.key)}: ${printExpression(node.value)}`;
}

function printFunction(node: FunctionExpression): string {
  const params = node.params.map(
    (one) =>
      `${one.rest ? "..." : ""}${printPattern(one.target)}${one.type ? `: ${one.type}` : ""}${given(one.initial)}`,
  );
  const word = `${node.isAsync ? "async " : ""}${node.isArrow ? "" : `function${node.name ? ` ${node.name}` : ""}`}`;
  return `${word}(${params.join(", ")})${node.isArrow ? " =>" : ""} ${node.concise ? printStatements(node.body) : braced(node.body)}`;
}

function printClass(node: Extract<Expression, { kind: "class" }>): string {
  const members = node.members.map(
    (member) => `${member.isStatic ? "static " : ""}${printKey(member.name)}${given(member.value)}`,
  );
  const base = node.base ? ` extends ${printExpression(node.base)}` : "";
  return `class${node.name ? ` ${node.name}` : ""}${base} { ${members.join("; ")} }`;
}

export function printPattern(node: Pattern): string {
  if (node.kind === "name" || node.kind === "member") return printExpression(node);
  const rest = node.rest ? [`...${printPattern(node.rest)}`] : [];
  if (node.kind === "array-pattern") {
    const items = node.items.map((item) => (item ? printPattern(item.target) + given(item.initial) : ""));
    return `[${[...items, ...rest].join(", ")}]`;
  }
  const properties = node.properties.map(
    (one) => `${printKey(one.key)}: ${printPattern(one.target)}${given(one.initial)}`,
  );
  return `{${[...properties, ...rest].join(", ")}}`;
}
