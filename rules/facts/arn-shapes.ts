/** What the ARNs of a service hold between the service and the resource. */
interface ArnShape {
  readonly region: "always" | "never";
  readonly account: "always" | "never";
  /** The beginnings of resources that are otherwise. */
  readonly except?: RegExp;
}

/**
 * Services whose ARNs are all of one shape, and the exceptions, by the resource types of the service authorization reference. Services that are
 * not here have ARNs of several shapes, or public resources without an account.
 */
export const source =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
export const asOf = "2026-11-24";

export const arnShapes: ReadonlyMap<string, ArnShape> = new Map<string, ArnShape>([
  [
    "s3",
    {
      region: "never",
      account: "never",
      except: /^(?:access-?(?:point|grants)|job\/|storage-lens|async-request|\*)/,
    },
  ],
  ["iam", { region: "never", account: "always" }],
  ["dynamodb", { region: "always", account: "always", except: /^global-table\// }],
  ["lambda", { region: "always", account: "always" }],
  ["sqs", { region: "always", account: "always" }],
  ["sns", { region: "always", account: "always" }],
  ["kinesis", { region: "always", account: "always" }],
  ["firehose", { region: "always", account: "always" }],
  ["kms", { region: "always", account: "always" }],
  ["secretsmanager", { region: "always", account: "always" }],
  ["states", { region: "always", account: "always" }],
  ["logs", { region: "always", account: "always" }],
]);
