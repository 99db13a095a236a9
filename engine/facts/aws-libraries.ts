/**
 * Calls of AWS that libraries make by themselves. Sources: the packages' own code and documentation, read 2026-11-24: `@aws-lambda-powertools/parameters`
 * and `idempotency` 2.35.0 (https://docs.powertools.aws.dev/lambda/typescript/latest/), `@middy/*` (https://middy.js.org/docs/middlewares/intro),
 * `@aws-sdk/lib-storage` 3.1175.0 and the other helpers of the SDK (https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/).
 */
export interface LibraryCall {
  /** The library path that does it: `@middy/ssm()` is a call of the package's default export, `….Upload.new()` an instance that is made. */
  readonly path: string;
  /** `service:Operation`, the service as in the v3 package's name, or the prefix of an action that is no operation: `rds-db:connect`. */
  readonly calls: readonly string[];
  /**
   * Where the parameters of the operation are among the arguments: `0` the first argument, `0.tableName` a part of it, with `*` and `[]` as in
   * `UsedCall.said`; `^0` the first argument of the call that made the object.
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Where all parameters of the operation are, under their own names. */
  readonly input?: string;
  /** Made only if there is something at the place. */
  readonly onlyWith?: string;
  /** Made only for texts that end so at the place, or that do not. */
  readonly ending?: { readonly at: string; readonly text: string; readonly isNot?: true };
}

const multipart = [
  "s3:PutObject",
  "s3:CreateMultipartUpload",
  "s3:UploadPart",
  "s3:CompleteMultipartUpload",
  "s3:AbortMultipartUpload",
];

const idempotency = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];

const configuration = ["appconfigdata:StartConfigurationSession", "appconfigdata:GetLatestConfiguration"];

const ofSdk: readonly LibraryCall[] = [
  { path: "@aws-sdk/lib-storage.Upload.new()", calls: multipart, input: "0.params" },
  { path: "@aws-sdk/s3-presigned-post.createPresignedPost()", calls: ["s3:PutObject"], input: "1" },
  {
    path: "@aws-sdk/credential-providers.fromTemporaryCredentials()",
    calls: ["sts:AssumeRole"],
    input: "0.params",
  },
  {
    path: "@aws-sdk/rds-signer.Signer.new()",
    calls: ["rds-db:connect"],
    parameters: { username: "0.username", hostname: "0.hostname" },
  },
  {
    path: "@aws-sdk/dsql-signer.DsqlSigner.new().getDbConnectAuthToken()",
    calls: ["dsql:DbConnect"],
    parameters: { hostname: "^0.hostname" },
  },
  {
    path: "@aws-sdk/dsql-signer.DsqlSigner.new().getDbConnectAdminAuthToken()",
    calls: ["dsql:DbConnectAdmin"],
    parameters: { hostname: "^0.hostname" },
  },
  {
    path: "@aws-sdk/polly-request-presigner.getSynthesizeSpeechUrl()",
    calls: ["polly:SynthesizeSpeech"],
    input: "0.params",
  },
  { path: "aws-sdk.S3.ManagedUpload.new()", calls: multipart, input: "0.params" },
  { path: "aws-sdk/clients/s3.ManagedUpload.new()", calls: multipart, input: "0.params" },
  { path: "aws-sdk.ChainableTemporaryCredentials.new()", calls: ["sts:AssumeRole"], input: "0.params" },
  { path: "aws-sdk.TemporaryCredentials.new()", calls: ["sts:AssumeRole"], input: "0" },
  {
    path: "aws-sdk.RDS.Signer.new()",
    calls: ["rds-db:connect"],
    parameters: { username: "0.username", hostname: "0.hostname" },
  },
];

/** Each function of Powertools, and the method of the provider that it stands for. */
const parameters = "@aws-lambda-powertools/parameters";
const ofPowertools: readonly LibraryCall[] = [
  ...[`${parameters}/ssm.getParameter()`, `${parameters}/ssm.SSMProvider.new().get()`].map(
    (path): LibraryCall => ({
      path,
      calls: ["ssm:GetParameter"],
      parameters: { Name: "0", WithDecryption: "1.decrypt" },
    }),
  ),
  ...[`${parameters}/ssm.getParameters()`, `${parameters}/ssm.SSMProvider.new().getMultiple()`].map(
    (path): LibraryCall => ({
      path,
      calls: ["ssm:GetParametersByPath"],
      parameters: { Path: "0", WithDecryption: "1.decrypt" },
    }),
  ),
  ...[`${parameters}/ssm.getParametersByName()`, `${parameters}/ssm.SSMProvider.new().getParametersByName()`].flatMap(
    (path): readonly LibraryCall[] => [
      {
        path,
        calls: ["ssm:GetParameters"],
        parameters: { "Names.[]": "0.*", WithDecryption: "1.decrypt" },
      },
      // those that are decrypted one by one
      {
        path,
        calls: ["ssm:GetParameter"],
        parameters: { Name: "0.*", WithDecryption: "0.[].decrypt" },
        onlyWith: "0.[].decrypt",
      },
    ],
  ),
  ...[`${parameters}/ssm.setParameter()`, `${parameters}/ssm.SSMProvider.new().set()`].map(
    (path): LibraryCall => ({
      path,
      calls: ["ssm:PutParameter"],
      parameters: { Name: "0", Type: "1.parameterType", KeyId: "1.sdkOptions.KeyId" },
    }),
  ),
  ...[`${parameters}/secrets.getSecret()`, `${parameters}/secrets.SecretsProvider.new().get()`].map(
    (path): LibraryCall => ({
      path,
      calls: ["secrets-manager:GetSecretValue"],
      parameters: { SecretId: "0" },
    }),
  ),
  {
    path: `${parameters}/appconfig.getAppConfig()`,
    calls: configuration,
    parameters: {
      ConfigurationProfileIdentifier: "0",
      ApplicationIdentifier: "1.application",
      EnvironmentIdentifier: "1.environment",
    },
  },
  {
    path: `${parameters}/appconfig.AppConfigProvider.new().get()`,
    calls: configuration,
    parameters: {
      ConfigurationProfileIdentifier: "0",
      ApplicationIdentifier: "^0.application",
      EnvironmentIdentifier: "^0.environment",
    },
  },
  {
    path: `${parameters}/dynamodb.DynamoDBProvider.new().get()`,
    calls: ["dynamodb:GetItem"],
    parameters: { TableName: "^0.tableName" },
  },
  {
    path: `${parameters}/dynamodb.DynamoDBProvider.new().getMultiple()`,
    calls: ["dynamodb:Query"],
    parameters: { TableName: "^0.tableName" },
  },
  {
    path: "@aws-lambda-powertools/idempotency/dynamodb.DynamoDBPersistenceLayer.new()",
    calls: idempotency,
    parameters: { TableName: "0.tableName" },
  },
];

const ofMiddy: readonly LibraryCall[] = [
  {
    path: "@middy/ssm()",
    calls: ["ssm:GetParameters"],
    parameters: { "Names.[]": "0.fetchData.[]" },
    ending: { at: "0.fetchData.[]", text: "/", isNot: true },
  },
  {
    path: "@middy/ssm()",
    calls: ["ssm:GetParametersByPath"],
    parameters: { Path: "0.fetchData.[]" },
    ending: { at: "0.fetchData.[]", text: "/" },
  },
  {
    path: "@middy/secrets-manager()",
    calls: ["secrets-manager:GetSecretValue"],
    parameters: { SecretId: "0.fetchData.[]" },
  },
  {
    path: "@middy/secrets-manager()",
    calls: ["secrets-manager:DescribeSecret"],
    parameters: { SecretId: "0.fetchData.[]" },
    onlyWith: "0.fetchRotationDate",
  },
  { path: "@middy/sts()", calls: ["sts:AssumeRole"], input: "0.fetchData.[]" },
  { path: "@middy/s3()", calls: ["s3:GetObject"], input: "0.fetchData.[]" },
  { path: "@middy/dynamodb()", calls: ["dynamodb:GetItem"], input: "0.fetchData.[]" },
  { path: "@middy/appconfig()", calls: configuration, input: "0.fetchData.[]" },
  { path: "@middy/service-discovery()", calls: ["servicediscovery:DiscoverInstances"], input: "0.fetchData.[]" },
  {
    path: "@middy/rds-signer()",
    calls: ["rds-db:connect"],
    parameters: { username: "0.fetchData.[].username", hostname: "0.fetchData.[].hostname" },
  },
  { path: "@middy/s3-object-response()", calls: ["s3:WriteGetObjectResponse"] },
  { path: "@middy/ws-response()", calls: ["apigatewaymanagementapi:PostToConnection"] },
];

export const libraryCalls: readonly LibraryCall[] = [...ofSdk, ...ofPowertools, ...ofMiddy];
