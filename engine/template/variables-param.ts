import type { Node } from "../syntax/node.ts";
import { composedParameter } from "./serverless-compose.ts";
import { text as textOf, type Value } from "./value.ts";
import { given, inFile, stage, type VariableContext } from "./variables-context.ts";

/** `params` of version 3, `stages.*.params` of version 4: of the stage, else the default. Those that a compose file gives come first. */
export function parameter(name: string, at: Node, context: VariableContext): Value | undefined {
  const { document, around } = context;
  const composed =
    around.given(document.file.path)?.get(name) ?? composedParameter(name, at, document.file.path, around);
  if (composed) return composed;
  if (!context.assumes) return given(at, context);
  const current = textOf(stage(at, context));
  const stages = current === undefined || current === "default" ? ["default"] : [current, "default"];
  const paths = stages.flatMap((stageName) => [
    ["params", stageName, name],
    ["stages", stageName, "params", name],
  ]);
  for (const path of paths) {
    const value = inFile(path, context);
    if (value) return value;
  }
  return undefined;
}
