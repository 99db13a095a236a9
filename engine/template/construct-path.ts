import type { Entry } from "../syntax/node.ts";
import { field, textIn } from "./fields.ts";
import type { Resource } from "./model.ts";

/** The path of the CDK construct that a synthesised resource comes from, `Stack/Bucket/Resource`. Undefined: it comes from none. */
export const constructPathOf = (resource: Resource): string | undefined => constructPathIn(resource.entry);

/** The same of an entry of `Resources`. */
export const constructPathIn = ({ value }: Entry): string | undefined =>
  textIn(field(field(value, "Metadata"), "aws:cdk:path"));
