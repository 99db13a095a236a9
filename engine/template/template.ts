import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { cloudFormationTemplate } from "./cloudformation.ts";
import { mappingOf } from "./fields.ts";
import { kindOf } from "./identify.ts";
import type { Template } from "./model.ts";
import { samTemplate } from "./sam.ts";
import { serverlessTemplate } from "./serverless.ts";

/** What a file deploys. Undefined: it is no template. */
export const templateOf = memo((document: TreeDocument): Template | undefined => {
  const root = mappingOf(document.roots[0]);
  if (!root) return undefined;
  switch (kindOf(document)) {
    case "cloudformation":
      return cloudFormationTemplate(document, root);
    case "sam":
      return samTemplate(document, root);
    case "serverless":
      return serverlessTemplate(document, root);
    default:
      return undefined;
  }
});
