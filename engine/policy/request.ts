/** What is asked of IAM: may this be done? */
export interface Request {
  /** `s3:GetObject`. */
  readonly action: string;
  /** In the normal form of `arn.ts`. A wildcard asks for all that it stands for. */
  readonly resource: string;
  /** Who asks: the ARN of a role or user, or a service (`s3.amazonaws.com`). Undefined: not known. */
  readonly principal?: string;
  /** By key in lower case. A key that is not here is not known, or, where the context is whole, absent; an empty list is absent too. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly isContextWhole?: boolean;
}
