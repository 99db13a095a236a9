import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping } from "../syntax/node.ts";
import { amidst, treeBeside } from "./beside.ts";
import { resourceFrom, templateFrom } from "./declare.ts";
import { derived } from "./derived.ts";
import type { Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Value } from "./value.ts";
import { text as textOf } from "./value.ts";
import { namelessResolver, saidElsewhere, wholeFile } from "./whole-file.ts";

const namings: readonly Naming[] = [
  { property: "Policy", own: "x-amazon-apigateway-policy" },
  { property: "CorsConfiguration", own: "x-amazon-apigateway-cors" },
  { property: "Body", own: "" },
  ...[
    "ApiKeySourceType",
    "BinaryMediaTypes",
    "CorsConfiguration",
    "DisableExecuteApiEndpoint",
    "EndpointConfiguration",
    "MinimumCompressionSize",
    "Mode",
    "Policy",
    "ProtocolType",
    "Tags",
  ].map(saidElsewhere),
];

/**
 * An OpenAPI file that says how API Gateway is to answer: a template of one API, named like the file. Undefined: the file is there to be
 * read, or another template deploys it, which knows more of it.
 */
export function openApiTemplate(document: TreeDocument, root: Mapping, around: Surroundings): Template | undefined {
  const { path, text } = document.file;
  if (around.given(path) || !text.includes("x-amazon-apigateway-")) return undefined;
  const type = isHttpApi(document) ? "AWS::ApiGatewayV2::Api" : "AWS::ApiGateway::RestApi";
  const template = templateFrom({
    document,
    dialect: "openapi",
    root,
    resolver: namelessResolver,
    declare: (template) => [resourceFrom(template, wholeFile(document, root, type, "paths", namings))],
  });
  return amidst(template, around);
}

/** Only HTTP APIs have these. */
const isHttpApi = ({ file }: TreeDocument): boolean =>
  file.text.includes("payloadFormatVersion") || file.text.includes("x-amazon-apigateway-cors");

/** The OpenAPI definition of an API: its body, or the local file that it names. Undefined: none is written, or it is not to be read. */
export const bodyOf = derived((api): Value | undefined => {
  const body = api.property("Body");
  if (body) return body.value;
  const path = textOf(api.property("BodyS3Location")?.value);
  const root = path === undefined ? undefined : treeBeside(api.template, path)?.roots[0];
  return root && namelessResolver.resolve(root);
});
