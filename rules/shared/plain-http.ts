import type { Plain } from "../../engine/authoring.ts";

/** A statement that says no to whatever comes over plain HTTP. */
export const denialOf = (action: string, resources: Plain): { readonly [key: string]: Plain } => ({
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: resources,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** The same for a bucket of the template and all that is in it. */
export const bucketDenialOf = (bucket: string): { readonly [key: string]: Plain } =>
  denialOf("s3:*", [{ "Fn::GetAtt": [bucket, "Arn"] }, { "Fn::Sub": `\${${bucket}.Arn}/*` }]);
