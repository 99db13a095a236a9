/** What a service's actions are limited to in a template. */
interface Limiting {
  /** The resource's type in CloudFormation. */
  readonly type: string;
  /** Parts of it that some of the actions work on: what follows its ARN. `instead`: actions that do not work on the whole. */
  readonly below?: { readonly suffix: string; readonly actions: RegExp; readonly instead?: RegExp };
}

/** By IAM prefix. Source: "Resource types" of the service authorization reference (August 2026). */
export const limiting: Readonly<Record<string, Limiting>> = {
  "cognito-idp": { type: "AWS::Cognito::UserPool" },
  dynamodb: { type: "AWS::DynamoDB::Table", below: { suffix: "/index/*", actions: /:(query|scan)$|\*/ } },
  events: { type: "AWS::Events::EventBus" },
  firehose: { type: "AWS::KinesisFirehose::DeliveryStream" },
  kinesis: { type: "AWS::Kinesis::Stream" },
  kms: { type: "AWS::KMS::Key" },
  lambda: { type: "AWS::Lambda::Function" },
  s3: {
    type: "AWS::S3::Bucket",
    below: { suffix: "/*", actions: /object|multipartuploadparts|abortmultipart|\*/, instead: /object|multipart/ },
  },
  secretsmanager: { type: "AWS::SecretsManager::Secret" },
  sns: { type: "AWS::SNS::Topic" },
  sqs: { type: "AWS::SQS::Queue" },
  ssm: { type: "AWS::SSM::Parameter" },
  states: { type: "AWS::StepFunctions::StateMachine" },
};
