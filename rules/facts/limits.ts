/** A bound of a number that a service refuses to go beyond: a template that does is not deployed. */
export interface Limit {
  /** `AWS::Type/Property/Path`. */
  readonly at: string;
  /** What the number is, for a message: "a timeout". */
  readonly what: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** Only these between them are taken. */
  readonly only?: readonly number[];
  readonly source: string;
}

export const asOf = "2026-11-24";

const cfn = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";
const lambdaApi = "https://docs.aws.amazon.com/lambda/latest/api";

const rows = (type: string, source: string, limits: readonly Omit<Limit, "source">[]): readonly Limit[] =>
  limits.map((limit) => ({ ...limit, at: `${type}/${limit.at}`, source }));

/** A function on instances of its own (`CapacityProviderConfig`) may have more time and memory. */
const functionLimits = rows("AWS::Lambda::Function", `${cfn}/aws-resource-lambda-function.html`, [
  { at: "Timeout", what: "a timeout", unit: "seconds", least: 1, most: 900 },
  { at: "MemorySize", what: "a memory size", unit: "MB", least: 128, most: 10_240 },
  { at: "EphemeralStorage/Size", what: "a '/tmp' size", unit: "MB", least: 512, most: 10_240 },
]);

const mappingLimits = rows("AWS::Lambda::EventSourceMapping", `${lambdaApi}/API_CreateEventSourceMapping.html`, [
  {
    at: "BatchSize",
    what: "a batch size",
    unit: "records",
    least: 1,
    most: 10_000,
  },
  {
    at: "MaximumBatchingWindowInSeconds",
    what: "a batching window",
    unit: "seconds",
    least: 0,
    most: 300,
  },
  {
    at: "ParallelizationFactor",
    what: "a parallelization factor",
    unit: "batches",
    least: 1,
    most: 10,
  },
  {
    at: "MaximumRecordAgeInSeconds",
    what: "a maximum record age",
    unit: "seconds",
    least: -1,
    most: 604_800,
  },
  {
    at: "TumblingWindowInSeconds",
    what: "a tumbling window",
    unit: "seconds",
    least: 0,
    most: 900,
  },
  {
    at: "ScalingConfig/MaximumConcurrency",
    what: "a maximum concurrency",
    unit: "copies",
    least: 2,
    most: 1000,
  },
]);

const otherLimits = [
  ...rows("AWS::Lambda::EventInvokeConfig", `${lambdaApi}/API_PutFunctionEventInvokeConfig.html`, [
    { at: "MaximumEventAgeInSeconds", what: "a maximum event age", unit: "seconds", least: 60, most: 21_600 },
    { at: "MaximumRetryAttempts", what: "a number of retries", unit: "retries", least: 0, most: 2 },
  ]),
  ...rows("AWS::SQS::Queue", `${cfn}/aws-resource-sqs-queue.html`, [
    { at: "VisibilityTimeout", what: "a visibility timeout", unit: "seconds", least: 0, most: 43_200 },
    { at: "MessageRetentionPeriod", what: "a retention period", unit: "seconds", least: 60, most: 1_209_600 },
    { at: "DelaySeconds", what: "a delay", unit: "seconds", least: 0, most: 900 },
    { at: "ReceiveMessageWaitTimeSeconds", what: "a wait", unit: "seconds", least: 0, most: 20 },
  ]),
  ...rows("AWS::ApiGateway::Authorizer", `${cfn}/aws-resource-apigateway-authorizer.html`, [
    { at: "AuthorizerResultTtlInSeconds", what: "a cache time", unit: "seconds", least: 0, most: 3600 },
  ]),
  ...rows("AWS::ApiGatewayV2::Authorizer", `${cfn}/aws-resource-apigatewayv2-authorizer.html`, [
    { at: "AuthorizerResultTtlInSeconds", what: "a cache time", unit: "seconds", least: 0, most: 3600 },
  ]),
  ...rows("AWS::ApiGatewayV2::Integration", `${cfn}/aws-resource-apigatewayv2-integration.html`, [
    { at: "TimeoutInMillis", what: "a timeout", unit: "milliseconds", least: 50, most: 30_000 },
  ]),
  ...rows("AWS::Logs::LogGroup", `${cfn}/aws-resource-logs-loggroup.html`, [
    {
      at: "RetentionInDays",
      what: "a retention",
      unit: "days",
      least: 1,
      most: 3653,
      only: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
    },
  ]),
];

export const limits: readonly Limit[] = [...functionLimits, ...mappingLimits, ...otherLimits];

/** Layers of one function, and bytes of all its environment variables together. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const mostLayers = 5;
export const mostEnvironmentBytes = 4096;

/** Records of one batch from a FIFO queue; from any queue without a batching window. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html */
export const mostFifoRecords = 10;

/** Names that Lambda sets itself and lets nobody else set. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const reservedVariables: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);
