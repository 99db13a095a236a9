import { field, textIn } from "./fields.ts";
import type { Resource } from "./model.ts";

/** The path of the CDK construct that a synthesised resource comes from, `Stack/Bucket/Resource`. Undefined: it comes from none. */
export const constructPathOf = (resource: Resource): string | undefined =>
  textIn(field(field(resource.entry.value, "Metadata"), "aws:cdk:path"));
