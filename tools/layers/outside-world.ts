import ts from "typescript";

const GLOBALS = new Set([
  ...["process", "Buffer", "global", "globalThis", "require", "module", "__dirname", "__filename", "console"],
  ...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "queueMicrotask"],
  ...["fetch", "performance", "XMLHttpRequest", "WebSocket", "Worker", "Promise"],
]);
const IMPURE_MEMBERS = new Set(["Date.now", "Math.random"]);

interface Use {
  readonly line: number;
  readonly message: string;
}

/** Every use of Node, the clock, chance, the network or a promise in a file that must have none. */
export function outsideWorldIn(source: ts.SourceFile): Use[] {
  const declared = namesDeclaredIn(source);
  const found: Use[] = [];
  const visit = (node: ts.Node): void => {
    const name = outsideName(node, declared);
    if (name)
      found.push({
        line: lineOf(source, node),
        message: `uses '${name}': this layer is a pure function of the workspace`,
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function outsideName(node: ts.Node, declared: ReadonlySet<string>): string | undefined {
  if (ts.isIdentifier(node))
    return GLOBALS.has(node.text) && !declared.has(node.text) && isReference(node) ? node.text : undefined;
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return "async";
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return "await";
  if (ts.isPropertyAccessExpression(node)) return IMPURE_MEMBERS.has(node.getText()) ? node.getText() : undefined;
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) return "new Date()";
  return undefined;
}

/** Not a member's name after a dot, nor the name of a property in an object, a class or a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  const isMember =
    ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isMethodDeclaration(parent) || ts.isEnumMember(parent);
  if (isMember) return (parent as ts.NamedDeclaration).name !== node;
  return !ts.isBindingElement(parent) && !ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent);
}

function namesDeclaredIn(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isImportSpecifier(node);
    if (isDeclaration && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
