import { type Edit, type Plain, type Resource, type SiteEdit, templateRule } from "../../engine/authoring.ts";
import { isWebsite, logBucketOf, publicAccessBlock, receivesLogs } from "../shared/buckets.ts";
import { bucketDenialOf } from "../shared/plain-http.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";

export default templateRule<Resource>({
  meta: {
    id: "compliance/bucket-access-log",
    severity: "hint",
    confidence: "high",
    summary: "A bucket that does not log who reads and writes it",
    why: "After a leak the first question is what was read, by whom and from where. CloudTrail does not answer it for objects unless data events are switched on; the access log of the bucket does, for the price of its storage. It needs a second bucket, into which S3's logging service may write.",
    duty: "configuration",
    cwe: [778],
    controls: ["S3.9", "SAS-5"],
    references: [
      { title: "S3: access logging", url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html" },
      {
        title: "Security Hub: controls for S3",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
      },
    ],
    examples: [
      {
        title: "The only bucket",
        bad: `Resources:
  Photos:
  ^^^^^^ 'Photos' does not log who reads and writes it
    Type: AWS::S3::Bucket`,
        fixed: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref AccessLogs
        LogFilePrefix: Photos/
  AccessLogs:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
      LifecycleConfiguration:
        Rules:
          - Status: Enabled
            ExpirationInDays: 400
  AccessLogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref AccessLogs
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: logging.s3.amazonaws.com
            Action: s3:PutObject
            Resource: !Sub \${AccessLogs.Arn}/*
            Condition:
              StringEquals:
                aws:SourceAccount: !Ref AWS::AccountId
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource:
              - !GetAtt AccessLogs.Arn
              - !Sub \${AccessLogs.Arn}/*
            Condition:
              Bool:
                aws:SecureTransport: "false"`,
      },
      {
        title: "Beside one that has a place for its log",
        file: "template.json",
        bad: `{
  "Resources": {
    "Photos": {
    ^^^^^^^^ 'Photos' does not log who reads and writes it
      "Type": "AWS::S3::Bucket"
    },
    "Albums": {
      "Type": "AWS::S3::Bucket",
      "Properties": { "LoggingConfiguration": { "DestinationBucketName": { "Ref": "Logs" } } }
    },
    "Logs": {
      "Type": "AWS::S3::Bucket"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "LoggingConfiguration": {
          "DestinationBucketName": { "Ref": "Logs" },
          "LogFilePrefix": "Photos/"
        }
      }
    },
    "Albums": {
      "Type": "AWS::S3::Bucket",
      "Properties": { "LoggingConfiguration": { "DestinationBucketName": { "Ref": "Logs" } } }
    },
    "Logs": {
      "Type": "AWS::S3::Bucket"
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
    ^^^^^^ 'Photos' does not log who reads and writes it
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
      Properties:
        LoggingConfiguration:
          DestinationBucketName: !Ref AccessLogs
          LogFilePrefix: Photos/
    AccessLogs:
      Type: AWS::S3::Bucket
      Properties:
        PublicAccessBlockConfiguration:
          BlockPublicAcls: true
          BlockPublicPolicy: true
          IgnorePublicAcls: true
          RestrictPublicBuckets: true
        LifecycleConfiguration:
          Rules:
            - Status: Enabled
              ExpirationInDays: 400
    AccessLogsPolicy:
      Type: AWS::S3::BucketPolicy
      Properties:
        Bucket: !Ref AccessLogs
        PolicyDocument:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal:
                Service: logging.s3.amazonaws.com
              Action: s3:PutObject
              Resource: !Sub \${AccessLogs.Arn}/*
              Condition:
                StringEquals:
                  aws:SourceAccount: !Ref AWS::AccountId
            - Effect: Deny
              Principal: "*"
              Action: s3:*
              Resource:
                - !GetAtt AccessLogs.Arn
                - !Sub \${AccessLogs.Arn}/*
              Condition:
                Bool:
                  aws:SecureTransport: "false"`,
      },
      {
        title: "Logged; the bucket that receives the log; a public website",
        good: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Logs
  Logs:
    Type: AWS::S3::Bucket
  Site:
    Type: AWS::S3::Bucket
    Properties:
      WebsiteConfiguration:
        IndexDocument: index.html`,
      },
    ],
  },
  at: "AWS::S3::Bucket/LoggingConfiguration",
  *check(property, bucket) {
    if (!property && !receivesLogs(bucket) && !isWebsite(bucket)) yield { at: bucket.key, data: bucket };
  },
  message: ({ name }) =>
    `'${shown(name, 55)}' does not log who reads and writes it: after a leak nobody can say what was taken`,
  fix: (bucket, edit) => {
    const known = logBucketOf(bucket.template);
    const logs = known ?? "AccessLogs";
    const edits = together(
      edit.setProperty(bucket, "LoggingConfiguration", {
        DestinationBucketName: { Ref: logs },
        LogFilePrefix: `${bucket.name}/`,
      }),
      known ? [] : logBucket(bucket, logs, edit),
    );
    return edits && { title: `Log its use to '${logs}'`, safety: "unsafe", edits };
  },
});

/** A bucket into which S3 may write the log of another, and which no other rule has anything to say of. */
const logBucket = (bucket: Resource, name: string, edit: Edit): readonly SiteEdit[] | undefined =>
  together(
    edit.addResource(bucket, name, {
      Type: "AWS::S3::Bucket",
      Properties: {
        PublicAccessBlockConfiguration: publicAccessBlock,
        LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 400 }] },
      },
    }),
    edit.addResource(bucket, `${name}Policy`, {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: { Ref: name },
        PolicyDocument: { Version: "2012-10-17", Statement: [delivery(name), bucketDenialOf(name)] },
      },
    }),
  );

const delivery = (logs: string): Plain => ({
  Effect: "Allow",
  Principal: { Service: "logging.s3.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: { "Fn::Sub": `\${${logs}.Arn}/*` },
  Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
});
