import { type Resource, templateRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default templateRule<Resource>({
  meta: {
    id: "compliance/bucket-lifecycle",
    severity: "hint",
    confidence: "high",
    summary: "A bucket without any lifecycle rule",
    why: "Without a rule S3 keeps everything for ever: personal data beyond the time that the law or your own policy allows, old versions, and the parts of uploads that broke off, which no listing shows and which cost all the same. A lifecycle rule deletes them, or moves what is seldom read to cheaper storage. The fix removes the remains of broken uploads; how long objects may stay is for you to say.",
    duty: "configuration",
    cwe: [],
    controls: ["S3.13"],
    references: [
      {
        title: "S3: lifecycle of objects",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
      },
      {
        title: "Security Hub: controls for S3",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
      },
    ],
    examples: [
      {
        title: "A bucket that keeps everything",
        bad: `Resources:
  Uploads:
  ^^^^^^^ 'Uploads' has no lifecycle rule
    Type: AWS::S3::Bucket`,
        fixed: `Resources:
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      LifecycleConfiguration:
        Rules:
          - Status: Enabled
            AbortIncompleteMultipartUpload:
              DaysAfterInitiation: 7`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Uploads": {
    ^^^^^^^^^ 'Uploads' has no lifecycle rule
      "Type": "AWS::S3::Bucket"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Uploads": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "LifecycleConfiguration": {
          "Rules": [
            {
              "Status": "Enabled",
              "AbortIncompleteMultipartUpload": {
                "DaysAfterInitiation": 7
              }
            }
          ]
        }
      }
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
    Uploads:
    ^^^^^^^ 'Uploads' has no lifecycle rule
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Uploads:
      Type: AWS::S3::Bucket
      Properties:
        LifecycleConfiguration:
          Rules:
            - Status: Enabled
              AbortIncompleteMultipartUpload:
                DaysAfterInitiation: 7`,
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
          ^^^^^^ 'S3BucketUploads' has no lifecycle rule
          event: s3:ObjectCreated:*`,
        fixed: `service: photos
provider:
  name: aws
  s3:
    uploads:
      lifecycleConfiguration:
        Rules:
          - Status: Enabled
            AbortIncompleteMultipartUpload:
              DaysAfterInitiation: 7
functions:
  resize:
    handler: resize.handler
    events:
      - s3:
          bucket: uploads
          event: s3:ObjectCreated:*`,
      },
      {
        title: "With a rule, or one under a condition",
        good: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      LifecycleConfiguration:
        Rules:
          - Status: Enabled
            ExpirationInDays: 90
  Decided:
    Type: AWS::S3::Bucket
    Properties:
      LifecycleConfiguration: !If [IsProd, { Rules: [{ Status: Enabled, ExpirationInDays: 90 }] }, !Ref AWS::NoValue]`,
      },
    ],
  },
  at: "AWS::S3::Bucket/LifecycleConfiguration",
  *check(property, bucket) {
    if (!property) yield { at: bucket.key, data: bucket };
  },
  message: ({ name }) =>
    `'${shown(name, 55)}' has no lifecycle rule: objects and the remains of broken uploads stay for ever`,
  fix: (bucket, edit) => {
    const rule = { Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } };
    const edits = edit.setProperty(bucket, "LifecycleConfiguration", { Rules: [rule] });
    return edits && { title: "Remove the remains of broken uploads after 7 days", safety: "safe", edits };
  },
});
