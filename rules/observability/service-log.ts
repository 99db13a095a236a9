import { value } from "../../engine/authoring.ts";
import { type ServiceLog, serviceLogs } from "../facts/service-logs.ts";
import { settingRule } from "../shared/setting-rule.ts";
import { shown } from "../shared/shown.ts";

export default settingRule({
  meta: {
    id: "observability/service-log",
    severity: "info",
    confidence: "high",
    summary: "A database, broker or container whose log is not switched on",
    why: "Some services write a log only if they are asked to: databases, search domains, brokers, containers. Beside a serverless application they are easily forgotten, though it is there that the data is. After an incident these logs say who connected, what was read and what failed.",
    duty: "configuration",
    cwe: [778],
    controls: [...new Set(serviceLogs.map(({ control }) => control))],
    references: [
      {
        title: "Security Hub: the standard of AWS's own best practices",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
      },
    ],
    profiles: ["fsbp"],
    examples: [
      {
        title: "A database",
        bad: `Resources:
  Database:
  ^^^^^^^^ 'Database' logs nothing to CloudWatch: no record says who connects to the database and what fails there
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres`,
      },
      {
        title: "A cluster with a log, but not the one that says who did what; a broker",
        file: "template.json",
        bad: `{
  "Resources": {
    "Documents": {
      "Type": "AWS::DocDB::DBCluster",
      "Properties": {
        "EnableCloudwatchLogsExports": ["profiler"]
                                       ^^^^^^^^^^^^ 'Documents' does not log 'audit': no record says who does what in the database
      }
    },
    "Broker": {
      "Type": "AWS::AmazonMQ::Broker",
      "Properties": {
        "EngineType": "ACTIVEMQ",
        "Logs": { "General": true, "Audit": false }
                                            ^^^^^ 'Broker' logs nothing
      }
    }
  }
}`,
      },
      {
        title: "A task of containers in a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Task:
    ^^^^ 'Task' logs nothing
      Type: AWS::ECS::TaskDefinition
      Properties:
        ContainerDefinitions:
          - Name: resize`,
      },
      {
        title: "Logged; of a cluster, which logs itself; a broker that has no such log; not known",
        good: `Parameters:
  Logs:
    Type: CommaDelimitedList
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      EnableCloudwatchLogsExports: [postgresql]
  Member:
    Type: AWS::RDS::DBInstance
    Properties:
      DBClusterIdentifier: !Ref Cluster
  Broker:
    Type: AWS::AmazonMQ::Broker
    Properties:
      EngineType: RABBITMQ
  Search:
    Type: AWS::OpenSearchService::Domain
    Properties:
      LogPublishingOptions:
        ES_APPLICATION_LOGS:
          Enabled: true
          CloudWatchLogsLogGroupArn: !GetAtt Group.Arn
  Graph:
    Type: AWS::Neptune::DBCluster
    Properties:
      EnableCloudwatchLogsExports: !Ref Logs
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: resize
          LogConfiguration:
            LogDriver: awslogs`,
      },
    ],
  },
  at: serviceLogs.map(({ at }) => at),
  isBad: (setting, { type }, path) => !isLogging(setting, logAt(type, path)?.wants),
  unless: (resource) =>
    resource.property("DBClusterIdentifier") !== undefined ||
    (resource.type === "AWS::AmazonMQ::Broker" && value.text(resource.property("EngineType")?.value) !== "ACTIVEMQ"),
  message: ({ resource, path, failing }, when) => {
    const log = logAt(resource.type, path);
    const isOther = log?.wants !== undefined && failing.isWritten;
    const claim = isOther ? `does not log '${log.wants}'${when}` : `logs nothing to CloudWatch${when}`;
    return `'${shown(resource.name, 44)}' ${claim}: no record says ${log?.tells}`;
  },
});

/** The log that a path asks for; where it stands for each item of a list, the path has the item's number. */
const logAt = (type: string, path: string): ServiceLog | undefined =>
  serviceLogs.find(({ at }) => at === `${type}/${path.replace(/\/\d+\//, "/*/")}`);

/** Whether what is written asks for the log: a list of names, settings by name, settings, or a word. */
function isLogging(setting: value.Known | undefined, wants: string | undefined): boolean {
  if (!setting || value.boolean(setting) === false) return false;
  const names = value.list(setting)?.items;
  if (names)
    return wants === undefined ? names.length > 0 : names.some((name) => (value.text(name) ?? wants) === wants);
  const options = wants === undefined ? setting : value.at(setting, wants);
  return options !== undefined && value.boolean(value.at(options, "Enabled")) !== false;
}
