import { type Value, value } from "../../engine/authoring.ts";
import { everyoneIn, restrictsStrangers } from "../shared/caller-condition.ts";
import { settingRule } from "../shared/setting-rule.ts";
import { isAllow } from "../shared/statements.ts";

const access = "AccessPolicies";
const kafka = "BrokerNodeGroupInfo/ConnectivityInfo/PublicAccess/Type";

export default settingRule({
  meta: {
    id: "network/public-db",
    severity: "error",
    confidence: "high",
    summary: "A database or broker with an address on the internet",
    why: "A public address puts the login of the database in front of everyone: what keeps people out is one security group and one password. Search engines for open ports find a new one within minutes. A function in the same VPC reaches the private address; people reach it through a session of Systems Manager or a VPN.",
    duty: "configuration",
    cwe: [284],
    controls: ["RDS.2", "Redshift.1", "Opensearch.2", "ES.2"],
    references: [
      {
        title: "RDS: hiding a DB instance in a VPC from the internet",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
      },
      {
        title: "Security Hub: controls for RDS",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
      },
    ],
    examples: [
      {
        title: "A database",
        bad: `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      PubliclyAccessible: true
                          ^^^^ 'Orders' has an address on the internet`,
        fixed: `Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      PubliclyAccessible: false`,
      },
      {
        title: "In test stages, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": { "Stage": { "Type": "String", "AllowedValues": ["test", "prod"] } },
  "Conditions": { "IsTest": { "Fn::Equals": [{ "Ref": "Stage" }, "test"] } },
  "Resources": {
    "Warehouse": {
      "Type": "AWS::Redshift::Cluster",
      "Properties": {
        "PubliclyAccessible": { "Fn::If": ["IsTest", true, false] }
                                                     ^^^^ 'Warehouse' has an address on the internet when 'IsTest' is true
      }
    }
  }
}`,
        fixed: `{
  "Parameters": { "Stage": { "Type": "String", "AllowedValues": ["test", "prod"] } },
  "Conditions": { "IsTest": { "Fn::Equals": [{ "Ref": "Stage" }, "test"] } },
  "Resources": {
    "Warehouse": {
      "Type": "AWS::Redshift::Cluster",
      "Properties": {
        "PubliclyAccessible": { "Fn::If": ["IsTest", false, false] }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
resources:
  Resources:
    Orders:
      Type: AWS::RDS::DBInstance
      Properties:
        Engine: mysql
        PubliclyAccessible: "true"
                            ^^^^^^ 'Orders' has an address on the internet`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Orders:
      Type: AWS::RDS::DBInstance
      Properties:
        Engine: mysql
        PubliclyAccessible: false`,
      },
      {
        title: "A search domain outside of a VPC",
        bad: `Resources:
  Photos:
    Type: AWS::OpenSearchService::Domain
    Properties:
      AccessPolicies:
        Version: "2012-10-17"
        ^^^^^^^^^^^^^^^^^^^^^ 'Photos' is on the internet, and its policy lets everyone in
        Statement:
          - Effect: Allow
            Principal:
              AWS: "*"
            Action: es:*
            Resource: "*"`,
      },
      {
        title: "Private, by a setting or by where it stands; what a parameter decides",
        good: `Parameters:
  IsOpen:
    Type: String
Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties:
      PubliclyAccessible: false
  Bills:
    Type: AWS::RDS::DBInstance
    Properties:
      DBSubnetGroupName: private
  Letters:
    Type: AWS::RDS::DBInstance
    Properties:
      PubliclyAccessible: !Ref IsOpen
  Events:
    Type: AWS::MSK::Cluster
    Properties:
      BrokerNodeGroupInfo:
        ConnectivityInfo:
          PublicAccess:
            Type: DISABLED
  Photos:
    Type: AWS::OpenSearchService::Domain
    Properties:
      AccessPolicies:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: es:ESHttpGet
            Resource: "*"
            Condition:
              IpAddress:
                aws:SourceIp: 192.0.2.0/24
  Albums:
    Type: AWS::OpenSearchService::Domain
    Properties:
      VPCOptions:
        SubnetIds: [subnet-1]
      AccessPolicies:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: es:*
            Resource: "*"`,
      },
    ],
  },
  at: [
    "AWS::RDS::DBInstance/PubliclyAccessible",
    "AWS::RDS::DBCluster/PubliclyAccessible",
    "AWS::Neptune::DBInstance/PubliclyAccessible",
    "AWS::Redshift::Cluster/PubliclyAccessible",
    "AWS::RedshiftServerless::Workgroup/PubliclyAccessible",
    "AWS::DMS::ReplicationInstance/PubliclyAccessible",
    "AWS::AmazonMQ::Broker/PubliclyAccessible",
    `AWS::MSK::Cluster/${kafka}`,
    `AWS::OpenSearchService::Domain/${access}`,
    `AWS::Elasticsearch::Domain/${access}`,
  ],
  unless: (domain, path) =>
    path === access &&
    (domain.property("VPCOptions") !== undefined || domain.property("AdvancedSecurityOptions") !== undefined),
  isBad: (setting, _, path) => {
    if (path === access) return value.items(value.at(setting, "Statement")).some(letsEveryoneIn);
    return path === kafka ? value.text(setting) === "SERVICE_PROVIDED_EIPS" : value.boolean(setting) === true;
  },
  message: ({ resource, path }, when) =>
    path === access
      ? `'${resource.name}' is on the internet, and its policy lets everyone in${when}`
      : `'${resource.name}' has an address on the internet${when}: everyone can try to log in`,
  cure: {
    title: "Take it off the internet, where who connects from outside of the VPC loses it",
    value: ({ path }) => (path === access ? undefined : path === kafka ? "DISABLED" : false),
    safety: "unsafe",
  },
});

const letsEveryoneIn = (statement: Value): boolean =>
  isAllow(statement) &&
  everyoneIn(value.at(statement, "Principal")) !== undefined &&
  !restrictsStrangers(value.at(statement, "Condition"));
