import type { Site } from "../text/source.ts";
import type { Expression } from "./ir.ts";

/** One call of the AWS SDK. */
export interface SdkCall {
  /** Service as in the v3 package name without `client-`: "s3", "secrets-manager", "dynamodb". */
  readonly service: string;
  /** The operation: "PutObject". */
  readonly operation: string;
  readonly version: 2 | 3;
  /** The parameters, as written, if an expression stands for them. */
  readonly input?: Expression;
  readonly at: Site;
}
