import type { Site } from "../text/source.ts";
import type { Expression } from "./ir.ts";

/** One call of the AWS SDK. */
export interface SdkCall {
  /**
   * Service as in the v3 package name without `client-`: "s3", "secrets-manager", "dynamodb". For what is no operation of a client the
   * prefix of the action, whose name is the operation then: `rds-db:connect`, `dsql:DbConnect`.
   */
  readonly service: string;
  /** The operation: "PutObject". */
  readonly operation: string;
  readonly version: 2 | 3;
  /** The parameters, as written, if an expression stands for them. */
  readonly input?: Expression;
  /** Only made where another call of the same work has failed. */
  readonly isOnFailure?: true;
  /** The call that makes it; of a command that is made elsewhere than it is sent, where it is made. */
  readonly at: Site;
}

/** A call that a deployed function makes, with what is known of its parameters there. */
export interface UsedCall extends SdkCall {
  /**
   * What a parameter is given, by its path (`TableName`, `Item.owner`, `Entries.[].EventBusName`; `RequestItems.*` for the keys of a map):
   * through constants, objects, functions of the code's own and their callers.
   */
  said(path: string): Said;
  /** Who makes it, if it is not the code's own call: `@aws-lambda-powertools/parameters`. */
  readonly by?: string;
}

/**
 * The texts that a parameter may be, with `\0` for a piece that is not known and `${process.env.TABLE}` for a variable of the function's
 * environment. `absent`: surely not given.
 */
export type Said = readonly string[] | "absent" | "unknown";
