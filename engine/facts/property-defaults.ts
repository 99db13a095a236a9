/** What a property means where a template does not write it. */
export interface PropertyDefault {
  readonly value: string | number | boolean;
  /** The documentation page that says so. */
  readonly source: string;
}

export const asOf = "2026-11-24";

const cfn = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";

const defaults = (page: string, values: Readonly<Record<string, PropertyDefault["value"]>>) =>
  Object.fromEntries(Object.entries(values).map(([path, value]) => [path, { value, source: page }]));

/**
 * Documented defaults, by the type as it is written (`functions` for a Serverless function) and the CloudFormation path of the property.
 * A path that is not here has none: absent is absent.
 */
export const propertyDefaults: Readonly<Record<string, Readonly<Record<string, PropertyDefault>>>> = {
  "AWS::Lambda::Function": defaults(`${cfn}/aws-resource-lambda-function.html`, {
    Timeout: 3,
    MemorySize: 128,
    "EphemeralStorage/Size": 512,
    "TracingConfig/Mode": "PassThrough",
    PackageType: "Zip",
  }),
  functions: defaults("https://www.serverless.com/framework/docs/providers/aws/guide/functions", {
    Timeout: 6,
    MemorySize: 1024,
    "EphemeralStorage/Size": 512,
    "TracingConfig/Mode": "PassThrough",
    PackageType: "Zip",
  }),
  "AWS::KMS::Key": defaults(`${cfn}/aws-resource-kms-key.html`, {
    EnableKeyRotation: false,
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
    Origin: "AWS_KMS",
  }),
};
