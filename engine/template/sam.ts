import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping } from "../syntax/node.ts";
import { asWritten, type Reading, resourcesIn, templateFrom } from "./declare.ts";
import { field } from "./fields.ts";
import type { Template } from "./model.ts";
import { templateScope } from "./parameters.ts";
import { samKinds } from "./sam-names.ts";
import { resolverOf } from "./values.ts";

/** A SAM template: `AWS::Serverless::*` read as what it becomes, with `Globals` merged in. */
export function samTemplate(document: TreeDocument, root: Mapping): Template {
  const resolver = resolverOf(templateScope(root));
  const read = (type: string) => readingOf(type, root);
  return templateFrom({
    document,
    dialect: "sam",
    root,
    resolver,
    declare: (template) => resourcesIn(field(root, "Resources"), template, resolver, read),
  });
}

function readingOf(type: string, root: Mapping): Reading {
  const kind = samKinds.get(type);
  if (!kind) return asWritten(type);
  const shared = field(field(root, "Globals"), type.replace("AWS::Serverless::", ""));
  return { type: kind.type, vocabulary: { namings: kind.namings, alike: true }, shared };
}
