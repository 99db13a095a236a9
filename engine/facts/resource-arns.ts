/** How the ARN of a type of resource is made, and how a template names it. */
export interface ArnForm {
  /** The segment of the service in its ARN: `dynamodb`. */
  readonly service: string;
  /** What follows the account, with `{}` for the name: `table/{}`. */
  readonly resource: string;
  /** The property that names it; without one, or where it is absent, CloudFormation makes up a name. */
  readonly name?: string;
  /** What `Ref` gives. `id`: the last part of the ARN, which CloudFormation makes up. */
  readonly ref: "name" | "arn" | "id" | "url";
  /** The attribute that is its ARN. */
  readonly arn?: string;
  /** What follows the ARN in that attribute: `:*` of a log group. */
  readonly arnEnds?: string;
  /** The attribute that is its name or id, where it is not what `Ref` gives. */
  readonly nameAttribute?: string;
  /** Attributes that are ARNs of parts of it, and what follows its own ARN there. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Segments that its ARN leaves empty. */
  readonly without?: readonly ("region" | "account")[];
}

export const source =
  "'Return values' of each type's page, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html; resource types of the service authorization reference, https://docs.aws.amazon.com/service-authorization/latest/reference/";
export const asOf = "2026-11";

const form = (service: string, resource: string, ref: ArnForm["ref"], more: Partial<ArnForm> = {}): ArnForm => ({
  service,
  resource,
  ref,
  arn: "Arn",
  ...more,
});

/** By the resource's type in CloudFormation. */
export const arnForms: Readonly<Record<string, ArnForm>> = {
  "AWS::ApiGateway::RestApi": form("execute-api", "{}", "id", { arn: undefined }),
  "AWS::ApiGatewayV2::Api": form("execute-api", "{}", "id", { arn: undefined }),
  "AWS::AppSync::GraphQLApi": form("appsync", "apis/{}", "arn", { nameAttribute: "ApiId" }),
  "AWS::Athena::WorkGroup": form("athena", "workgroup/{}", "name", { name: "Name", arn: undefined }),
  "AWS::CodeBuild::Project": form("codebuild", "project/{}", "name", { name: "Name" }),
  "AWS::Cognito::IdentityPool": form("cognito-identity", "identitypool/{}", "id", { arn: undefined }),
  "AWS::Cognito::UserPool": form("cognito-idp", "userpool/{}", "id"),
  "AWS::DynamoDB::GlobalTable": form("dynamodb", "table/{}", "name", {
    name: "TableName",
    parts: { StreamArn: "/stream/*" },
  }),
  "AWS::DynamoDB::Table": form("dynamodb", "table/{}", "name", {
    name: "TableName",
    parts: { StreamArn: "/stream/*" },
  }),
  "AWS::ECR::Repository": form("ecr", "repository/{}", "name", { name: "RepositoryName" }),
  "AWS::ECS::Cluster": form("ecs", "cluster/{}", "name", { name: "ClusterName" }),
  "AWS::EFS::AccessPoint": form("elasticfilesystem", "access-point/{}", "id"),
  "AWS::EFS::FileSystem": form("elasticfilesystem", "file-system/{}", "id"),
  "AWS::Events::EventBus": form("events", "event-bus/{}", "name", { name: "Name" }),
  "AWS::IAM::Role": form("iam", "role/{}", "name", { name: "RoleName", without: ["region"] }),
  "AWS::KMS::Key": form("kms", "key/{}", "id"),
  "AWS::Kinesis::Stream": form("kinesis", "stream/{}", "name", { name: "Name" }),
  "AWS::KinesisFirehose::DeliveryStream": form("firehose", "deliverystream/{}", "name", {
    name: "DeliveryStreamName",
  }),
  "AWS::Lambda::Function": form("lambda", "function:{}", "name", { name: "FunctionName" }),
  "AWS::Logs::LogGroup": form("logs", "log-group:{}", "name", { name: "LogGroupName", arnEnds: ":*" }),
  "AWS::OpenSearchService::Domain": form("es", "domain/{}", "name", { name: "DomainName" }),
  "AWS::RDS::DBCluster": form("rds", "cluster:{}", "name", { name: "DBClusterIdentifier", arn: "DBClusterArn" }),
  "AWS::RDS::DBInstance": form("rds", "db:{}", "name", { name: "DBInstanceIdentifier", arn: "DBInstanceArn" }),
  "AWS::S3::Bucket": form("s3", "{}", "name", { name: "BucketName", without: ["region", "account"] }),
  "AWS::SES::EmailIdentity": form("ses", "identity/{}", "name", { name: "EmailIdentity", arn: undefined }),
  "AWS::SNS::Topic": form("sns", "{}", "arn", { name: "TopicName", arn: "TopicArn", nameAttribute: "TopicName" }),
  "AWS::SQS::Queue": form("sqs", "{}", "url", { name: "QueueName", nameAttribute: "QueueName" }),
  "AWS::SSM::Parameter": form("ssm", "parameter/{}", "name", { name: "Name", arn: undefined }),
  "AWS::Scheduler::ScheduleGroup": form("scheduler", "schedule-group/{}", "name", { name: "Name" }),
  "AWS::SecretsManager::Secret": form("secretsmanager", "secret:{}-??????", "arn", { name: "Name", arn: "Id" }),
  "AWS::StepFunctions::Activity": form("states", "activity:{}", "arn", { name: "Name", nameAttribute: "Name" }),
  "AWS::StepFunctions::StateMachine": form("states", "stateMachine:{}", "arn", {
    name: "StateMachineName",
    nameAttribute: "Name",
  }),
  "AWS::Timestream::Database": form("timestream", "database/{}", "name", { name: "DatabaseName" }),
};
