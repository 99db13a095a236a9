import { type Resource, value } from "../../engine/authoring.ts";
import { restSettings, type StoreSetting } from "../facts/data-stores.ts";
import { storeRule } from "../shared/store-rule.ts";

export default storeRule({
  meta: {
    id: "encryption/data-store",
    severity: "warning",
    confidence: "high",
    summary: "A database, cache, search domain or file system that is not encrypted at rest",
    why: "These services keep data in clear unless the template asks for encryption: on their disks, in snapshots and in backups, which are copied and shared more easily than a database is broken into. It costs nothing under the key of AWS, and clients notice nothing.\n\nMost of them decide it once, when they are made: a change replaces the store with an empty one. Encrypt an existing one by restoring an encrypted copy of its snapshot. Aurora encrypts new clusters by itself since February 2026.",
    duty: "encryption",
    cwe: [311],
    controls: ["RDS.3", "EFS.1", "ElastiCache.4", "Opensearch.1", "ES.1"],
    references: [
      {
        title: "RDS: encrypting resources",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
      },
      {
        title: "Aurora: encryption of new clusters",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
      },
      {
        title: "CloudFormation: AWS::EFS::FileSystem",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-efs-filesystem.html",
      },
    ],
    examples: [
      {
        title: "A database",
        bad: `Resources:
  Orders:
  ^^^^^^ 'Orders' keeps its data unencrypted
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      AllocatedStorage: "20"`,
        fixed: `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      AllocatedStorage: "20"
      StorageEncrypted: true`,
      },
      {
        title: "A cache that says no outside of production",
        bad: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Sessions:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      AtRestEncryptionEnabled: !If [IsProd, true, false]
                                                  ^^^^^ 'Sessions' keeps its data unencrypted when 'IsProd' is false`,
        fixed: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Sessions:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      AtRestEncryptionEnabled: !If [IsProd, true, true]`,
      },
      {
        title: "A search domain in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Photos": {
    ^^^^^^^^ 'Photos' keeps its data unencrypted
      "Type": "AWS::OpenSearchService::Domain",
      "Properties": {
        "EngineVersion": "OpenSearch_2.17"
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::OpenSearchService::Domain",
      "Properties": {
        "EngineVersion": "OpenSearch_2.17",
        "EncryptionAtRestOptions": {
          "Enabled": true
        }
      }
    }
  }
}`,
      },
      {
        title: "A file system in a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Models:
    ^^^^^^ 'Models' keeps its data unencrypted
      Type: AWS::EFS::FileSystem
      Properties:
        PerformanceMode: generalPurpose`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Models:
      Type: AWS::EFS::FileSystem
      Properties:
        PerformanceMode: generalPurpose
        Encrypted: true`,
      },
      {
        title: "Encrypted, by a setting, by a key, by a cluster or a snapshot; Aurora, which encrypts by itself",
        good: `Parameters:
  Encrypts:
    Type: String
Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      StorageEncrypted: true
  Bills:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      StorageEncrypted: !Ref Encrypts
  Restored:
    Type: AWS::RDS::DBInstance
    Properties:
      DBSnapshotIdentifier: orders-2026
  Cluster:
    Type: AWS::RDS::DBCluster
    Properties:
      Engine: aurora-postgresql
  Member:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: aurora-postgresql
      DBClusterIdentifier: !Ref Cluster
  Models:
    Type: AWS::EFS::FileSystem
    Properties:
      Encrypted: true
  Warehouse:
    Type: AWS::Redshift::Cluster
    Properties:
      ClusterType: single-node
  Sessions:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      Engine: valkey`,
      },
    ],
  },
  settings: restSettings,
  isProtected,
  consequence: "disks, snapshots and backups can be read",
  title: "Encrypt it, which replaces one that exists",
});

/** Aurora encrypts new clusters, and ElastiCache those of Valkey, where nothing else is said; an engine that is not known may be one of them. */
function isProtected(resource: Resource, { at }: StoreSetting): boolean {
  const engine = resource.property("Engine");
  if (!engine) return false;
  const name = value.text(engine.value);
  if (at.startsWith("AWS::RDS::")) return name === undefined || name.startsWith("aurora");
  return at.startsWith("AWS::ElastiCache::") && !resource.property("AtRestEncryptionEnabled") && name !== "redis";
}
