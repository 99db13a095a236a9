import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { cloudFormationTemplate } from "./cloudformation.ts";
import { mappingOf } from "./fields.ts";
import { kindOf } from "./identify.ts";
import type { Template } from "./model.ts";
import { openApiTemplate } from "./openapi.ts";
import { samTemplate } from "./sam.ts";
import { serverlessTemplate } from "./serverless.ts";
import { stepFunctionsTemplate } from "./stepfunctions.ts";
import { alone, type Surroundings } from "./surroundings.ts";

/** What a file deploys among others. Undefined: it is no template. */
export function templateAmong(document: TreeDocument, around: Surroundings): Template | undefined {
  const root = mappingOf(document.roots[0]);
  if (!root) return undefined;
  switch (kindOf(document)) {
    case "cloudformation":
      return cloudFormationTemplate(document, root, around);
    case "sam":
      return samTemplate(document, root, around);
    case "serverless":
      return serverlessTemplate(document, root, around);
    case "openapi":
      return openApiTemplate(document, root, around);
    case "stepfunctions":
      return stepFunctionsTemplate(document, root, around);
    default:
      return undefined;
  }
}

/** What a file by itself deploys. */
export const templateOf = memo((document: TreeDocument): Template | undefined => templateAmong(document, alone));
