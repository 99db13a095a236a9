import { value } from "../../engine/authoring.ts";
import { isWebsite, receivesLogs } from "../shared/buckets.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "compliance/bucket-versioning",
    severity: "hint",
    confidence: "high",
    summary: "A bucket that keeps no earlier versions of its objects",
    why: "In a bucket without versioning an overwritten or deleted object is gone, whether a bug, a wrong script or an attacker did it. With versioning S3 keeps what was there before, and a deleted object can be brought back. Old versions cost like any object: let a lifecycle rule remove them after some weeks.",
    duty: "configuration",
    cwe: [693],
    controls: ["S3.14"],
    references: [
      { title: "S3: versioning", url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html" },
      {
        title: "Security Hub: controls for S3",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
      },
    ],
    examples: [
      {
        title: "A bucket that says nothing about versions",
        bad: `Resources:
  Photos:
  ^^^^^^ 'Photos' keeps no earlier versions
    Type: AWS::S3::Bucket`,
        fixed: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled`,
      },
      {
        title: "Suspended, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket",
      "Properties": { "VersioningConfiguration": { "Status": "Suspended" } }
                                                             ^^^^^^^^^^^ 'Photos' keeps no earlier versions
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket",
      "Properties": { "VersioningConfiguration": { "Status": "Enabled" } }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
    ^^^^^^ 'Photos' keeps no earlier versions
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
      Properties:
        VersioningConfiguration:
          Status: Enabled`,
      },
      {
        title: "A bucket that the Serverless Framework makes for an event",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  resize:
    handler: resize.handler
    events:
      - s3:
          bucket: uploads
          ^^^^^^ 'S3BucketUploads' keeps no earlier versions
          event: s3:ObjectCreated:*`,
        fixed: `service: photos
provider:
  name: aws
  s3:
    uploads:
      versioningConfiguration:
        Status: Enabled
functions:
  resize:
    handler: resize.handler
    events:
      - s3:
          bucket: uploads
          event: s3:ObjectCreated:*`,
      },
      {
        title:
          "Versioned; a website, whose files are in the repository; the bucket for logs; a value that is not known",
        good: `Parameters:
  Versions:
    Type: String
Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
      LoggingConfiguration:
        DestinationBucketName: !Ref Logs
  Logs:
    Type: AWS::S3::Bucket
  Site:
    Type: AWS::S3::Bucket
    Properties:
      WebsiteConfiguration:
        IndexDocument: index.html
  Decided:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: !Ref Versions`,
      },
    ],
  },
  at: "AWS::S3::Bucket/VersioningConfiguration/Status",
  isBad: (setting) => setting === undefined || value.text(setting) === "Suspended",
  unless: (bucket) => isWebsite(bucket) || receivesLogs(bucket),
  message: ({ resource }, when) =>
    `'${resource.name}' keeps no earlier versions${when}: what is overwritten or deleted is gone`,
  cure: { title: "Keep earlier versions", value: "Enabled", safety: "unsafe" },
});
