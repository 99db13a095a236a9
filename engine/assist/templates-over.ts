import type { Analysis } from "../project/analysis.ts";
import { deployedOf } from "../project/deployed.ts";
import type { Template } from "../template/model.ts";

/** The template that a file is, and those that it is a part of. A part of a Serverless service means nothing by itself. */
export function templatesOver(analysis: Analysis, path: string): readonly Template[] {
  const wholes = analysis.templatesInParts().filter((template) => {
    // its parts are known once it has been read
    deployedOf(template);
    return template.document.file.path !== path && analysis.filesOf(template).has(path);
  });
  const own = wholes.some(({ dialect }) => dialect === "serverless") ? undefined : analysis.templateAt(path);
  return own ? [own, ...wholes] : wholes;
}
