import { entryOf, itemsOf, type Node, type Template, valueOf } from "../../engine/authoring.ts";

/** The mappings of parameters of a template; a Serverless service may have several. */
function parametersOf(template: Template): readonly (Node | undefined)[] {
  if (template.dialect !== "serverless") return [template.section("Parameters")];
  return itemsOf(template.section("resources"), true).map((part) => valueOf(part, "Parameters"));
}

/** Whether a parameter's value is hidden by `NoEcho`. */
export function isHiddenParameter(template: Template, name: string): boolean {
  return parametersOf(template).some((parameters) => {
    const noEcho = valueOf(entryOf(parameters, name)?.value, "NoEcho");
    return noEcho?.kind === "scalar" && /^true$/i.test(String(noEcho.value));
  });
}

/** Whether a value stands in the definition of a parameter: each deployment may give another. */
export const isInParameter = (template: Template, at: Node): boolean =>
  parametersOf(template).some(
    (parameters) =>
      parameters?.kind === "mapping" &&
      parameters.entries.some(
        ({ value: definition }) =>
          definition.block === at.block && definition.start <= at.start && at.end <= definition.end,
      ),
  );
