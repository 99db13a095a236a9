import { resourcesOfType } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "observability/cloudfront-log",
    severity: "info",
    confidence: "high",
    summary: "A distribution that logs no requests",
    why: "The distribution is the only part that sees every request with its address, also those that the cache answers and the function never sees. Without its log nobody can say afterwards who fetched what, where an attack came from or how it began.",
    duty: "configuration",
    cwe: [778],
    controls: ["CloudFront.5", "SAS-5"],
    references: [
      {
        title: "CloudFront: access logs",
        url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
      },
      {
        title: "Security Hub: controls of CloudFront",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
      },
    ],
    examples: [
      {
        title: "A distribution without a log",
        bad: `Resources:
  Site:
  ^^^^ 'Site' logs no requests: nobody can say afterwards who fetched what
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Site:
    ^^^^ 'Site' logs no requests
      Type: AWS::CloudFront::Distribution
      Properties:
        DistributionConfig:
          Enabled: true`,
      },
      {
        title: "In JSON, only outside of production",
        file: "template.json",
        bad: `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Site": {
      "Type": "AWS::CloudFront::Distribution",
      "Properties": {
        "DistributionConfig": {
          "Enabled": true,
          "Logging": { "Fn::If": ["IsProd", { "Bucket": "logs.s3.amazonaws.com" }, { "Ref": "AWS::NoValue" }] }
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Site' logs no requests when 'IsProd' is false
        }
      }
    }
  }
}`,
      },
      {
        title: "Logged to a bucket",
        good: `Resources:
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Logging:
          Bucket: !GetAtt Logs.DomainName
  Logs:
    Type: AWS::S3::Bucket`,
      },
      {
        title: "Logged by way of CloudWatch's deliveries; logged in real time",
        good: `Resources:
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
  Source:
    Type: AWS::Logs::DeliverySource
    Properties:
      LogType: ACCESS_LOGS
      ResourceArn: !Sub arn:aws:cloudfront::\${AWS::AccountId}:distribution/\${Site}`,
      },
    ],
  },
  at: "AWS::CloudFront::Distribution/DistributionConfig/Logging",
  isBad: (setting) => setting === undefined,
  unless: ({ template, property }) =>
    resourcesOfType(template, "AWS::Logs::DeliverySource").length > 0 ||
    property("DistributionConfig/DefaultCacheBehavior/RealtimeLogConfigArn") !== undefined,
  message: ({ resource }, when) =>
    `'${resource.name}' logs no requests${when}: nobody can say afterwards who fetched what`,
});
