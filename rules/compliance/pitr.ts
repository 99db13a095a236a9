import { type Resource, value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";
import { isPassing } from "./_passing.ts";

const recovery = "PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled";
const days = "BackupRetentionPeriod";
/** What AWS's own control asks for. */
const fewestDays = 7;

export default settingRule({
  meta: {
    id: "compliance/pitr",
    severity: "info",
    confidence: "high",
    summary: "A database that cannot be put back to an earlier moment",
    why: "A faulty deployment, a wrong script or an attacker overwrites data in seconds, and the damage is often seen only days later. With point-in-time recovery a DynamoDB table can be restored as it was at any second of the last 35 days. RDS can do the same for as many days as it keeps backups: one by default, at least seven are asked for. Backups cost by the size of the data.",
    duty: "configuration",
    cwe: [693],
    controls: ["DynamoDB.2", "RDS.11"],
    references: [
      {
        title: "DynamoDB: point-in-time recovery",
        url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
      },
      {
        title: "Security Hub: controls for DynamoDB",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
      },
      {
        title: "Security Hub: controls for RDS",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
      },
    ],
    examples: [
      {
        title: "A table without recovery",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
  ^^^^^^ 'Photos' cannot be put back to an earlier moment
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: true`,
      },
      {
        title: "SAM's simple table",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
  ^^^^^^ 'Albums' cannot be put back to an earlier moment
    Type: AWS::Serverless::SimpleTable`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::SimpleTable
    Properties:
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: true`,
      },
      {
        title: "A cluster that keeps its backups for two days, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Db": {
      "Type": "AWS::RDS::DBCluster",
      "Properties": { "Engine": "aurora-mysql", "BackupRetentionPeriod": 2 }
                                                                         ^ 'Db' keeps its backups for 2 days
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Db": {
      "Type": "AWS::RDS::DBCluster",
      "Properties": { "Engine": "aurora-mysql", "BackupRetentionPeriod": 7 }
    }
  }
}`,
      },
      {
        title: "Only in production, in a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Conditions:
    IsProd: !Equals ["\${sls:stage}", prod]
  Resources:
    Photos:
      Type: AWS::DynamoDB::Table
      Properties:
        PointInTimeRecoverySpecification:
          PointInTimeRecoveryEnabled: !If [IsProd, true, false]
                                                         ^^^^^ 'Photos' cannot be put back to an earlier moment when 'IsProd' is false`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Conditions:
    IsProd: !Equals ["\${sls:stage}", prod]
  Resources:
    Photos:
      Type: AWS::DynamoDB::Table
      Properties:
        PointInTimeRecoverySpecification:
          PointInTimeRecoveryEnabled: !If [IsProd, true, true]`,
      },
      {
        title:
          "With recovery; what lives for minutes; an instance of a cluster, which has its backups; a value that is not known",
        good: `Parameters:
  Days:
    Type: Number
Resources:
  Photos:
    Type: AWS::DynamoDB::Table
    Properties:
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: true
  Sessions:
    Type: AWS::DynamoDB::Table
    Properties:
      TimeToLiveSpecification:
        AttributeName: expires
        Enabled: true
  Db:
    Type: AWS::RDS::DBCluster
    Properties:
      Engine: aurora-mysql
      BackupRetentionPeriod: !Ref Days
  Reader:
    Type: AWS::RDS::DBInstance
    Properties:
      DBClusterIdentifier: !Ref Db`,
      },
    ],
  },
  at: [`AWS::DynamoDB::Table/${recovery}`, `AWS::RDS::DBCluster/${days}`, `AWS::RDS::DBInstance/${days}`],
  isBad: (setting) => value.boolean(setting) === false || isFew(setting),
  unless: (database) => isPassing(database) || isWithoutBackups(database),
  message: ({ resource, path, failing }, when) =>
    path === recovery
      ? `'${resource.name}' cannot be put back to an earlier moment${when}: what is overwritten is lost`
      : `'${resource.name}' keeps its backups for ${dayCount(failing.value)}${when}: what is noticed later is lost`,
  cure: {
    title: ({ path }) =>
      path === recovery ? "Switch point-in-time recovery on" : `Keep backups for ${fewestDays} days`,
    value: ({ path }) => (path === recovery ? true : fewestDays),
    safety: "unsafe",
  },
});

const isFew = (setting: value.Known | undefined): boolean => {
  const number = value.boolean(setting) === undefined ? value.number(setting) : undefined;
  return number !== undefined && number < fewestDays;
};

const dayCount = (setting: value.Known | undefined): string => {
  const number = value.number(setting) ?? 1;
  return number === 1 ? "1 day" : `${number} days`;
};

/** An instance of a cluster, whose backups are the cluster's, and a replica, whose data is another's. */
const isWithoutBackups = (database: Resource): boolean =>
  database.type === "AWS::RDS::DBInstance" &&
  ["DBClusterIdentifier", "SourceDBInstanceIdentifier"].some((path) => database.property(path) !== undefined);
