import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping } from "../syntax/node.ts";
import { amidst } from "./beside.ts";
import { resourcesIn, templateFrom } from "./declare.ts";
import { foreignTo } from "./foreign.ts";
import type { Template } from "./model.ts";
import { templateResolver } from "./parameters.ts";
import type { Surroundings } from "./surroundings.ts";
import { sectionOf, sectionsOf } from "./unrolled-sections.ts";

/** A CloudFormation template: types and properties mean what they say. */
export function cloudFormationTemplate(document: TreeDocument, root: Mapping, around: Surroundings): Template {
  const resolver = templateResolver(root, foreignTo(root, document, around));
  const template = templateFrom({
    document,
    dialect: "cloudformation",
    root,
    resolver,
    sections: sectionsOf(root, resolver),
    declare: (template) => resourcesIn(sectionOf(root, "Resources", resolver), template, resolver),
  });
  return amidst(template, around, resolver);
}
