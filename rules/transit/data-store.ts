import { transitSettings } from "../facts/data-stores.ts";
import { storeRule } from "../shared/store-rule.ts";

export default storeRule({
  meta: {
    id: "transit/data-store",
    severity: "warning",
    confidence: "high",
    summary: "A cache, broker or search domain that also speaks without TLS",
    why: "Whoever can read packets on the way, a misrouted mirror or a broken host in the same network, reads what is stored and the passwords that open it. Inside of a VPC this is less likely than on the open internet, and not impossible; rules of card payment and health data ask for TLS there too.\n\nMost of these settings are decided when the cluster is made, and clients have to connect with TLS afterwards.",
    duty: "encryption",
    cwe: [319],
    controls: ["ElastiCache.5", "MSK.1", "Opensearch.3", "Opensearch.8", "ES.3", "ES.8"],
    profiles: ["fsbp", "pci", "hipaa"],
    references: [
      {
        title: "ElastiCache: encryption in transit",
        url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
      },
      {
        title: "Security Hub: controls for OpenSearch Service",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
      },
      {
        title: "CloudFormation: EncryptionInTransit of MSK",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-msk-cluster-encryptionintransit.html",
      },
    ],
    examples: [
      {
        title: "A cache of sessions",
        bad: `Resources:
  Sessions:
  ^^^^^^^^ 'Sessions' speaks without TLS
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      Engine: redis`,
        fixed: `Resources:
  Sessions:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      Engine: redis
      TransitEncryptionEnabled: true`,
      },
      {
        title: "Brokers that take both, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Events": {
      "Type": "AWS::MSK::Cluster",
      "Properties": {
        "EncryptionInfo": { "EncryptionInTransit": { "ClientBroker": "TLS_PLAINTEXT" } }
                                                                     ^^^^^^^^^^^^^^^ 'Events' takes clients without TLS
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Events": {
      "Type": "AWS::MSK::Cluster",
      "Properties": {
        "EncryptionInfo": { "EncryptionInTransit": { "ClientBroker": "TLS" } }
      }
    }
  }
}`,
      },
      {
        title: "A search domain in a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::OpenSearchService::Domain
      Properties:
        NodeToNodeEncryptionOptions:
          Enabled: true
        DomainEndpointOptions:
          EnforceHTTPS: false
                        ^^^^^ 'Photos' answers over plain HTTP too`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::OpenSearchService::Domain
      Properties:
        NodeToNodeEncryptionOptions:
          Enabled: true
        DomainEndpointOptions:
          EnforceHTTPS: true`,
      },
      {
        title: "TLS only, by a setting or by what the service does by itself",
        good: `Parameters:
  Protocol:
    Type: String
Resources:
  Sessions:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      TransitEncryptionEnabled: true
  Events:
    Type: AWS::MSK::Cluster
    Properties:
      ClusterName: events
  Logs:
    Type: AWS::MSK::Cluster
    Properties:
      EncryptionInfo:
        EncryptionInTransit:
          ClientBroker: !Ref Protocol
  Albums:
    Type: AWS::MemoryDB::Cluster
    Properties:
      ACLName: albums`,
      },
    ],
  },
  settings: transitSettings,
  consequence: "data and passwords can be read on the way",
  title: "Speak TLS only, which clients have to do too",
});
