import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping } from "../syntax/node.ts";
import { amidst } from "./beside.ts";
import { resourceFrom, templateFrom } from "./declare.ts";
import type { Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import type { Surroundings } from "./surroundings.ts";
import { namelessResolver, saidElsewhere, wholeFile } from "./whole-file.ts";

const namings: readonly Naming[] = [
  { property: "Definition", own: "" },
  ...[
    "DefinitionSubstitutions",
    "EncryptionConfiguration",
    "LoggingConfiguration",
    "RoleArn",
    "StateMachineName",
    "StateMachineType",
    "Tags",
    "TracingConfiguration",
  ].map(saidElsewhere),
];

/**
 * A file that holds nothing but the definition of a state machine: a template of one resource, named like the file. None where another
 * template deploys the definition: that one knows more of it.
 */
export function stepFunctionsTemplate(
  document: TreeDocument,
  root: Mapping,
  around: Surroundings,
): Template | undefined {
  if (around.given(document.file.path)) return undefined;
  const template = templateFrom({
    document,
    dialect: "stepfunctions",
    root,
    resolver: namelessResolver,
    declare: (template) => [
      resourceFrom(template, wholeFile(document, root, "AWS::StepFunctions::StateMachine", "StartAt", namings)),
    ],
  });
  return amidst(template, around);
}
