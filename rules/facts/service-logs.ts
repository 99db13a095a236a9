/** A log that a service writes only if it is asked to, and the control of Security Hub that wants it. */
export interface ServiceLog {
  /** `AWS::Type/Property/Path` of what asks for it. */
  readonly at: string;
  /** What would be told, for a message: "who connects". */
  readonly tells: string;
  readonly control: string;
  /** A log of this name has to be among those that are asked for. Undefined: any will do. */
  readonly wants?: string;
  readonly source: string;
}

export const asOf = "2026-11-24";

const cfn = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference";

export const serviceLogs: readonly ServiceLog[] = [
  {
    at: "AWS::RDS::DBInstance/EnableCloudwatchLogsExports",
    tells: "who connects to the database and what fails there",
    control: "RDS.9",
    source: `${cfn}/aws-resource-rds-dbinstance.html`,
  },
  {
    at: "AWS::DocDB::DBCluster/EnableCloudwatchLogsExports",
    tells: "who does what in the database",
    control: "DocumentDB.4",
    wants: "audit",
    source: `${cfn}/aws-resource-docdb-dbcluster.html`,
  },
  {
    at: "AWS::Neptune::DBCluster/EnableCloudwatchLogsExports",
    tells: "who does what in the database",
    control: "Neptune.2",
    wants: "audit",
    source: `${cfn}/aws-resource-neptune-dbcluster.html`,
  },
  {
    at: "AWS::OpenSearchService::Domain/LogPublishingOptions",
    tells: "what fails in the domain",
    control: "Opensearch.4",
    wants: "ES_APPLICATION_LOGS",
    source: `${cfn}/aws-resource-opensearchservice-domain.html`,
  },
  {
    at: "AWS::Elasticsearch::Domain/LogPublishingOptions",
    tells: "what fails in the domain",
    control: "ES.4",
    wants: "ES_APPLICATION_LOGS",
    source: `${cfn}/aws-resource-elasticsearch-domain.html`,
  },
  {
    at: "AWS::Redshift::Cluster/LoggingProperties",
    tells: "who connects to the cluster and what is asked there",
    control: "Redshift.4",
    source: `${cfn}/aws-resource-redshift-cluster.html`,
  },
  {
    at: "AWS::AmazonMQ::Broker/Logs/Audit",
    tells: "who does what on the broker",
    control: "MQ.2",
    source: `${cfn}/aws-resource-amazonmq-broker.html`,
  },
  {
    at: "AWS::KafkaConnect::Connector/LogDelivery",
    tells: "what fails in the connector",
    control: "MSK.5",
    source: `${cfn}/aws-resource-kafkaconnect-connector.html`,
  },
  {
    at: "AWS::ECS::TaskDefinition/ContainerDefinitions/*/LogConfiguration",
    tells: "what its containers do",
    control: "ECS.9",
    source: `${cfn}/aws-resource-ecs-taskdefinition.html`,
  },
];
