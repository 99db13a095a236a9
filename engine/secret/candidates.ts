import { memo } from "../memo.ts";
import type { Expression, Statement } from "../program/ir.ts";
import { type CodeNode, nodesByKind, parentsBelow } from "../program/walk.ts";
import type { ScriptDocument, TextDocument, TreeDocument } from "../syntax/document.ts";
import type { Node, Scalar } from "../syntax/node.ts";
import type { Piece } from "../syntax/pieces.ts";
import { kindOf } from "../template/identify.ts";
import { textAt } from "../text/source.ts";
import type { SecretCandidate } from "./candidate.ts";

/** Texts shorter than this are not looked at, nor is more than the first part of very long ones. */
const shortest = 6;
const longest = 4096;

/** All texts of a script or a file of lines that could be a secret. */
export const candidatesOf = memo((document: ScriptDocument | TextDocument): readonly SecretCandidate[] =>
  document.language === "script" ? scriptCandidates(document) : lineCandidates(document),
);

const scriptCandidates = (document: ScriptDocument): readonly SecretCandidate[] =>
  document.statements.flatMap((statement) => candidatesOfStatement(statement, document));

/** The texts of a top-level statement of a script. */
export const candidatesOfStatement = (statement: Statement, document: ScriptDocument): readonly SecretCandidate[] =>
  textsIn(statement).map((text) => ({ ...text, document, inEnvironment: false }));

const textsIn = memo((statement: Statement): readonly Omit<SecretCandidate, "document" | "inEnvironment">[] => {
  if (statement.kind === "import") return [];
  const found = [];
  for (const node of [
    ...(nodesByKind(statement).get("literal") ?? []),
    ...(nodesByKind(statement).get("template") ?? []),
  ]) {
    const text = stringOf(node);
    if (text === undefined || text.length < shortest) continue;
    const parents = parentsBelow(statement);
    const at = { block: node.block, start: node.start + 1, end: node.end - 1 };
    found.push({
      text: text.slice(0, longest),
      at,
      expression: node as Expression,
      ...namedBy(node, parents.get(node), parents),
    });
  }
  return found;
});

function stringOf(node: CodeNode): string | undefined {
  if (node.kind === "literal") return typeof node.value === "string" && !node.regex ? node.value : undefined;
  return node.kind === "template" && !node.tag && node.expressions.length === 0 ? node.texts[0]?.value : undefined;
}

/** The name that a string is given to, through so many levels of `||`, `??` and conditionals. */
function namedBy(
  node: CodeNode,
  above: CodeNode | undefined,
  parents: ReadonlyMap<CodeNode, CodeNode>,
  levels = 20,
): { readonly name?: string; readonly defaultOf?: string } {
  switch (above?.kind) {
    case "variable":
      return above.initial === node && above.target.kind === "name" ? { name: above.target.name } : {};
    case "assignment":
      return above.value === node ? { name: lastName(textAt(above.target)) } : {};
    case "object": {
      const part = above.properties.find((one) => one.value === node);
      return typeof part?.key === "string" ? { name: part.key } : {};
    }
    case "function": {
      const parameter = above.params.find((one) => one.initial === node);
      return parameter?.target.kind === "name" ? { name: parameter.target.name } : {};
    }
    case "binary": {
      if ((above.operator !== "||" && above.operator !== "??") || levels === 0) return {};
      const variable = /^process\.env(?:\.(\w+)|\[["'](\w+)["']\])$/.exec(textAt(above.left));
      const defaultOf = variable?.[1] ?? variable?.[2];
      return {
        ...namedBy(above, parents.get(above), parents, levels - 1),
        ...(defaultOf ? { name: defaultOf, defaultOf } : {}),
      };
    }
    case "conditional":
      return above.test === node || levels === 0 ? {} : namedBy(above, parents.get(above), parents, levels - 1);
    default:
      return {};
  }
}

const lastName = (target: string): string => /([\w$]+)(?:["']?\])?$/.exec(target)?.[1] ?? "";

/** The candidates of one piece of a tree. */
export function candidatesIn(piece: Piece, document: TreeDocument): readonly SecretCandidate[] {
  const environment = environmentsIn[kindOf(document)];
  const texts =
    "key" in piece ? textsBelow(piece.value, piece.key, environment) : textsBelow(piece, undefined, environment);
  return Array.from(texts).flatMap((text) => treeCandidate(text, document));
}

/** The keys, one below the other, of a function's environment in each kind of template. */
const environmentsIn: { readonly [kind: string]: readonly string[] } = {
  cloudformation: ["Environment", "Variables"],
  sam: ["Environment", "Variables"],
  serverless: ["environment"],
};

interface TreeText {
  readonly scalar: Scalar;
  readonly key: Scalar | undefined;
  readonly inEnvironment: boolean;
}

/** All scalars with the key they stand under, aliases not followed. `passed`: how many keys of `environment` lead here. */
function* textsBelow(
  node: Node,
  key: Scalar | undefined,
  environment: readonly string[] = [],
  passed = 0,
): Generator<TreeText> {
  const isInside = environment.length > 0 && passed === environment.length;
  if (node.kind === "scalar") yield { scalar: node, key, inEnvironment: isInside };
  else if (node.kind === "sequence") for (const item of node.items) yield* textsBelow(item, key, environment, passed);
  else if (node.kind === "mapping") {
    for (const entry of node.entries) {
      const isNext = entry.key.value === environment[passed];
      yield* textsBelow(entry.value, entry.key, environment, isInside ? passed : isNext ? passed + 1 : 0);
    }
  }
}

function treeCandidate({ scalar, key, inEnvironment }: TreeText, document: TreeDocument): readonly SecretCandidate[] {
  if (typeof scalar.value !== "string" || scalar.value.length < shortest) return [];
  const isBare = scalar.style === "plain" || scalar.style === "literal" || scalar.style === "folded";
  const quotes = isBare ? 0 : 1;
  const at = { block: scalar.block, start: scalar.start + quotes, end: scalar.end - quotes };
  const name = key && String(key.value);
  return [{ document, text: scalar.value.slice(0, longest), at, name, scalar, inEnvironment }];
}

/** `NAME=value` lines, with `export ` and quotes seen through. */
function lineCandidates(document: TextDocument): readonly SecretCandidate[] {
  const [block] = document.blocks.keys();
  if (!block) return [];
  return Array.from(
    block.text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(["']?)([^\r\n]*)$/gm),
  ).flatMap((line) => {
    const [whole, name = "", quote = "", rest = ""] = line;
    const end = quote ? rest.indexOf(quote) : rest.search(/\s+#|\s*$/);
    const text = end < 0 ? rest : rest.slice(0, end);
    const start = line.index + whole.length - rest.length;
    if (text.length < shortest) return [];
    return [
      {
        document,
        text: text.slice(0, longest),
        at: { block, start, end: start + text.length },
        name,
        inEnvironment: false,
      },
    ];
  });
}
