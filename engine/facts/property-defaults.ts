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
    "LoggingConfig/LogFormat": "Text",
    PackageType: "Zip",
  }),
  functions: defaults("https://www.serverless.com/framework/docs/providers/aws/guide/functions", {
    Timeout: 6,
    MemorySize: 1024,
    "EphemeralStorage/Size": 512,
    "TracingConfig/Mode": "PassThrough",
    "LoggingConfig/LogFormat": "Text",
    PackageType: "Zip",
  }),
  "AWS::SQS::Queue": defaults(`${cfn}/aws-resource-sqs-queue.html`, {
    VisibilityTimeout: 30,
    SqsManagedSseEnabled: true,
  }),
  "AWS::KMS::Key": defaults(`${cfn}/aws-resource-kms-key.html`, {
    EnableKeyRotation: false,
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
    Origin: "AWS_KMS",
  }),
  "AWS::DynamoDB::Table": defaults(`${cfn}/aws-properties-dynamodb-table-ssespecification.html`, {
    "PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled": false,
    DeletionProtectionEnabled: false,
    "SSESpecification/SSEEnabled": false,
  }),
  "AWS::DynamoDB::GlobalTable": defaults(`${cfn}/aws-properties-dynamodb-globaltable-ssespecification.html`, {
    "SSESpecification/SSEEnabled": false,
  }),
  "AWS::DAX::Cluster": defaults(`${cfn}/aws-resource-dax-cluster.html`, {
    ClusterEndpointEncryptionType: "NONE",
  }),
  "AWS::RDS::DBInstance": defaults(`${cfn}/aws-resource-rds-dbinstance.html`, {
    BackupRetentionPeriod: 1,
    DeletionProtection: false,
    StorageEncrypted: false,
  }),
  "AWS::ElastiCache::ReplicationGroup": defaults(`${cfn}/aws-resource-elasticache-replicationgroup.html`, {
    AtRestEncryptionEnabled: false,
    TransitEncryptionEnabled: false,
  }),
  "AWS::MSK::Cluster": defaults(`${cfn}/aws-properties-msk-cluster-encryptionintransit.html`, {
    "EncryptionInfo/EncryptionInTransit/ClientBroker": "TLS",
    "EncryptionInfo/EncryptionInTransit/InCluster": true,
  }),
  "AWS::Redshift::Cluster": defaults(`${cfn}/aws-resource-redshift-cluster.html`, {
    Encrypted: true,
    PubliclyAccessible: false,
  }),
  "AWS::RedshiftServerless::Workgroup": defaults(`${cfn}/aws-resource-redshiftserverless-workgroup.html`, {
    PubliclyAccessible: false,
  }),
  "AWS::DMS::ReplicationInstance": defaults(`${cfn}/aws-resource-dms-replicationinstance.html`, {
    PubliclyAccessible: true,
  }),
  "AWS::AmazonMQ::Broker": defaults(`${cfn}/aws-resource-amazonmq-broker.html`, {
    PubliclyAccessible: false,
  }),
  "AWS::RDS::DBCluster": defaults(`${cfn}/aws-resource-rds-dbcluster.html`, {
    BackupRetentionPeriod: 1,
    DeletionProtection: false,
  }),
  "AWS::Cognito::UserPool": defaults(`${cfn}/aws-resource-cognito-userpool.html`, {
    MfaConfiguration: "OFF",
    "UserPoolAddOns/AdvancedSecurityMode": "OFF",
    DeletionProtection: "INACTIVE",
  }),
  "AWS::CloudTrail::Trail": defaults(`${cfn}/aws-resource-cloudtrail-trail.html`, {
    IsMultiRegionTrail: false,
    EnableLogFileValidation: false,
  }),
  "AWS::ECR::Repository": defaults(`${cfn}/aws-resource-ecr-repository.html`, {
    ImageTagMutability: "MUTABLE",
    "ImageScanningConfiguration/ScanOnPush": false,
  }),
  "AWS::StepFunctions::StateMachine": defaults(
    `${cfn}/aws-properties-stepfunctions-statemachine-loggingconfiguration.html`,
    {
      "LoggingConfiguration/Level": "OFF",
      "LoggingConfiguration/IncludeExecutionData": false,
      "TracingConfiguration/Enabled": false,
    },
  ),
  "AWS::AppSync::GraphQLApi": defaults(`${cfn}/aws-resource-appsync-graphqlapi.html`, {
    XrayEnabled: false,
    QueryDepthLimit: 0,
    ResolverCountLimit: 0,
    IntrospectionConfig: "ENABLED",
  }),
};
