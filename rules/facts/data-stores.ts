/** One setting of a data store that keeps its data from being read where it lies or on its way. */
export interface StoreSetting {
  /** `AWS::Type/Property/Path`. */
  readonly at: string;
  /** What protects: other values do not. */
  readonly value: string | boolean;
  /** Nothing written is not good either, as the page says, unless `propertyDefaults` knows better. */
  readonly isNeeded: boolean;
  /** With one of these properties the setting is inherited from elsewhere, or implied. */
  readonly unless?: readonly string[];
  /** What is so, behind the resource's name. */
  readonly claim: string;
  readonly source: string;
}

export const asOf = "2026-11-24";

const page = (name: string) => `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${name}.html`;

const atRest = {
  value: true,
  isNeeded: true,
  claim: "keeps its data unencrypted",
} as const;

/** The same setting of both kinds of search domains. */
const ofSearchDomains = (path: string, claim: string): readonly StoreSetting[] =>
  [
    { type: "AWS::OpenSearchService::Domain", source: page("aws-resource-opensearchservice-domain") },
    { type: "AWS::Elasticsearch::Domain", source: page("aws-resource-elasticsearch-domain") },
  ].map(({ type, source }) => ({ at: `${type}/${path}`, value: true, isNeeded: true, claim, source }));

/** Data stores that do not encrypt what they keep unless they are told to. */
export const restSettings: readonly StoreSetting[] = [
  {
    ...atRest,
    at: "AWS::RDS::DBInstance/StorageEncrypted",
    unless: [
      "DBClusterIdentifier",
      "DBClusterSnapshotIdentifier",
      "DBSnapshotIdentifier",
      "KmsKeyId",
      "SourceDBClusterIdentifier",
      "SourceDBInstanceAutomatedBackupsArn",
      "SourceDBInstanceIdentifier",
      "SourceDbiResourceId",
    ],
    source: page("aws-resource-rds-dbinstance"),
  },
  {
    ...atRest,
    at: "AWS::RDS::DBCluster/StorageEncrypted",
    unless: [
      "GlobalClusterIdentifier",
      "KmsKeyId",
      "ReplicationSourceIdentifier",
      "SnapshotIdentifier",
      "SourceDBClusterIdentifier",
      "SourceDbClusterResourceId",
    ],
    source: page("aws-resource-rds-dbcluster"),
  },
  {
    ...atRest,
    at: "AWS::DocDB::DBCluster/StorageEncrypted",
    unless: ["KmsKeyId", "SnapshotIdentifier", "SourceDBClusterIdentifier", "GlobalClusterIdentifier"],
    source: page("aws-resource-docdb-dbcluster"),
  },
  {
    ...atRest,
    at: "AWS::Neptune::DBCluster/StorageEncrypted",
    unless: ["KmsKeyId", "SnapshotIdentifier", "DBSnapshotIdentifier", "SourceDBClusterIdentifier"],
    source: page("aws-resource-neptune-dbcluster"),
  },
  {
    ...atRest,
    at: "AWS::EFS::FileSystem/Encrypted",
    unless: ["KmsKeyId"],
    source: page("aws-resource-efs-filesystem"),
  },
  {
    ...atRest,
    at: "AWS::ElastiCache::ReplicationGroup/AtRestEncryptionEnabled",
    unless: ["GlobalReplicationGroupId", "KmsKeyId"],
    source: page("aws-resource-elasticache-replicationgroup"),
  },
  { ...atRest, at: "AWS::Redshift::Cluster/Encrypted", source: page("aws-resource-redshift-cluster") },
  ...ofSearchDomains("EncryptionAtRestOptions/Enabled", atRest.claim),
];

/** Data stores that also speak without TLS, to clients or among their nodes, unless they are told not to. */
export const transitSettings: readonly StoreSetting[] = [
  {
    at: "AWS::ElastiCache::ReplicationGroup/TransitEncryptionEnabled",
    value: true,
    isNeeded: true,
    unless: ["GlobalReplicationGroupId"],
    claim: "speaks without TLS",
    source: page("aws-resource-elasticache-replicationgroup"),
  },
  {
    at: "AWS::MemoryDB::Cluster/TLSEnabled",
    value: true,
    isNeeded: false,
    claim: "speaks without TLS",
    source: page("aws-resource-memorydb-cluster"),
  },
  {
    at: "AWS::DAX::Cluster/ClusterEndpointEncryptionType",
    value: "TLS",
    isNeeded: true,
    claim: "speaks without TLS",
    source: page("aws-resource-dax-cluster"),
  },
  {
    at: "AWS::MSK::Cluster/EncryptionInfo/EncryptionInTransit/ClientBroker",
    value: "TLS",
    isNeeded: true,
    claim: "takes clients without TLS",
    source: page("aws-properties-msk-cluster-encryptionintransit"),
  },
  {
    at: "AWS::MSK::Cluster/EncryptionInfo/EncryptionInTransit/InCluster",
    value: true,
    isNeeded: true,
    claim: "moves data among its brokers without TLS",
    source: page("aws-properties-msk-cluster-encryptionintransit"),
  },
  ...ofSearchDomains("NodeToNodeEncryptionOptions/Enabled", "moves data among its nodes without TLS"),
  ...ofSearchDomains("DomainEndpointOptions/EnforceHTTPS", "answers over plain HTTP too"),
  {
    at: "AWS::RDS::DBProxy/RequireTLS",
    value: true,
    isNeeded: false,
    claim: "takes clients without TLS",
    source: page("aws-resource-rds-dbproxy"),
  },
];
