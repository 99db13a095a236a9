import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping } from "../syntax/node.ts";
import { resourcesIn, templateFrom } from "./declare.ts";
import { field } from "./fields.ts";
import type { Template } from "./model.ts";
import { templateScope } from "./parameters.ts";
import { resolverOf } from "./values.ts";

/** A CloudFormation template: types and properties mean what they say. */
export function cloudFormationTemplate(document: TreeDocument, root: Mapping): Template {
  const resolver = resolverOf(templateScope(root));
  return templateFrom({
    document,
    dialect: "cloudformation",
    root,
    resolver,
    declare: (template) => resourcesIn(field(root, "Resources"), template, resolver),
  });
}
