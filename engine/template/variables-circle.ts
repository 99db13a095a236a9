import { memo } from "../memo.ts";
import { followed, type Node, type Scalar, scalarsOf } from "../syntax/node.ts";
import { dirname, joined } from "../text/path.ts";
import { fieldsOf } from "./fields.ts";
import type { Value } from "./value.ts";
import { piecesOf, sourceIn, sourcesOf } from "./variable-text.ts";
import { treeAt, type VariableContext } from "./variables-context.ts";

/** Structures that lead to more structures than this are taken for a circle. */
const mostSteps = 500;

/** Longer texts are no variables of a person. */
const longest = 1000;

/**
 * Whether a structure that a variable stands for has the variable itself somewhere inside, in this file or through others. What is inside is
 * looked for by the names that are written out: nothing is resolved.
 */
export function isCircular(value: Value, at: Node, context: VariableContext): boolean {
  if (value.kind !== "known" || typeof value.value !== "object" || value.value === null) return false;
  const reached = new Set<Node>([value.at]);
  for (const node of reached) {
    if (reached.size > mostSteps) return true;
    for (const scalar of variablesBelow(node)) {
      if (scalar === at || isAt(scalar, at)) return true;
      const target = targetOf(scalar, context);
      if (target) reached.add(target);
    }
  }
  return false;
}

const isAt = (one: Node, other: Node): boolean =>
  one.block === other.block && one.start === other.start && one.end === other.end;

/** The texts below a node that are one variable of a path that is written out. */
const variablesBelow = memo((node: Node): readonly Scalar[] =>
  [...scalarsOf(node)].flatMap(({ scalar }) =>
    typeof scalar.value === "string" && scalar.value.includes("${") ? scalar : [],
  ),
);

/** The node that such a variable's first source stands for, if it is there. */
function targetOf({ value }: Scalar, context: VariableContext): Node | undefined {
  const text = String(value).trim();
  const [only, ...others] = text.length > longest ? [] : piecesOf(text);
  if (!only?.isVariable || others.length > 0) return undefined;
  const { kind, parameters, address = "" } = sourceIn(sourcesOf(only.text)[0] ?? "") ?? {};
  if (kind !== "self" && kind !== "file") return undefined;
  const path = kind === "file" ? joined(dirname(context.document.file.path), parameters?.[0] ?? "") : undefined;
  const root = path === undefined ? context.root : treeAt(path, context)?.roots[0];
  return (
    root &&
    nodeAt(
      root,
      address.split(".").filter((key) => key !== ""),
    )
  );
}

function nodeAt(root: Node, address: readonly string[]): Node | undefined {
  let here: Node | undefined = followed(root);
  for (const key of address) {
    if (here?.kind === "mapping") here = followed(fieldsOf(here).get(key)?.value);
    else if (here?.kind === "sequence") here = followed(here.items[Number(key)]);
    else return undefined;
  }
  return here;
}
