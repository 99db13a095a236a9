import type { Plain } from "../../engine/authoring.ts";

/** How a policy names a resource of the template. */
interface ArnForm {
  /** The resource's type in CloudFormation. */
  readonly type: string;
  /** The attribute that is its ARN; "" where its `Ref` is. */
  readonly attribute: "Arn" | "";
  /** What follows the ARN for some of the actions. */
  readonly below?: { readonly suffix: string; readonly actions: RegExp; readonly instead?: RegExp };
}

/** By IAM prefix. Source: "Return values" of each type's page in the CloudFormation reference, "Resource types" in the service authorization reference (August 2026). */
const forms: Readonly<Record<string, ArnForm>> = {
  "cognito-idp": { type: "AWS::Cognito::UserPool", attribute: "Arn" },
  dynamodb: {
    type: "AWS::DynamoDB::Table",
    attribute: "Arn",
    below: { suffix: "/index/*", actions: /:(query|scan)$|\*/ },
  },
  events: { type: "AWS::Events::EventBus", attribute: "Arn" },
  firehose: { type: "AWS::KinesisFirehose::DeliveryStream", attribute: "Arn" },
  kinesis: { type: "AWS::Kinesis::Stream", attribute: "Arn" },
  kms: { type: "AWS::KMS::Key", attribute: "Arn" },
  lambda: { type: "AWS::Lambda::Function", attribute: "Arn" },
  s3: {
    type: "AWS::S3::Bucket",
    attribute: "Arn",
    below: { suffix: "/*", actions: /object|multipartuploadparts|abortmultipart|\*/, instead: /object|multipart/ },
  },
  secretsmanager: { type: "AWS::SecretsManager::Secret", attribute: "" },
  sns: { type: "AWS::SNS::Topic", attribute: "" },
  sqs: { type: "AWS::SQS::Queue", attribute: "Arn" },
  states: { type: "AWS::StepFunctions::StateMachine", attribute: "" },
};

/** The type of resource that a service's actions are limited to, if policies name it by its logical id. */
export const typeLimiting = (prefix: string): string | undefined => forms[prefix.toLowerCase()]?.type;

/** The `Resource` that limits actions of one service to one resource. */
export function resourceFor(prefix: string, actions: readonly string[], logicalId: string): Plain | undefined {
  const form = forms[prefix.toLowerCase()];
  if (!form) return undefined;
  const arn: Plain = form.attribute ? { "Fn::GetAtt": [logicalId, form.attribute] } : { Ref: logicalId };
  const { below } = form;
  if (!below) return arn;
  const names = actions.map((action) => action.toLowerCase());
  const isWithin = names.some((name) => below.actions.test(name));
  const isItself = names.some((name) => !below.instead?.test(name));
  const inner: Plain = { "Fn::Sub": `\${${logicalId}.${form.attribute}}${below.suffix}` };
  if (!isWithin) return arn;
  return isItself ? [arn, inner] : inner;
}
