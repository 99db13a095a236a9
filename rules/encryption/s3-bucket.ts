import { type Resource, referenceIn, resourcesOfType, templateRule, value } from "../../engine/authoring.ts";
import { isWebsite, receivesLogs } from "../shared/buckets.ts";
import { shown } from "../shared/shown.ts";

export default templateRule<Resource>({
  meta: {
    id: "encryption/s3-bucket",
    severity: "hint",
    confidence: "high",
    summary: "A bucket without an encryption setting of its own",
    why: "S3 encrypts every object anyway, with a key of its own (SSE-S3): whoever may read the object gets it decrypted, and no record says that the key was used. Under a KMS key, reading also needs the right to decrypt, each use is in CloudTrail, and disabling the key closes the data. A bucket key keeps the number of calls to KMS, and their price, low. With a key of your own (`KMSMasterKeyID`) you also say who may use it.",
    duty: "encryption",
    cwe: [311],
    controls: ["S3.17"],
    references: [
      {
        title: "S3: default encryption of a bucket",
        url: "https://docs.aws.amazon.com/goto/WebAPI/s3-2006-03-01/ServerSideEncryptionByDefault",
      },
      {
        title: "S3: bucket keys",
        url: "https://docs.aws.amazon.com/goto/WebAPI/s3-2006-03-01/ServerSideEncryptionRule",
      },
    ],
    examples: [
      {
        title: "A bucket that says nothing about encryption",
        bad: `Resources:
  Photos:
  ^^^^^^ 'Photos' sets no encryption
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled`,
        fixed: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BucketKeyEnabled: true
            ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Photos": {
    ^^^^^^^^ 'Photos' sets no encryption
      "Type": "AWS::S3::Bucket"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "BucketEncryption": {
          "ServerSideEncryptionConfiguration": [
            {
              "BucketKeyEnabled": true,
              "ServerSideEncryptionByDefault": {
                "SSEAlgorithm": "aws:kms"
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
    Photos:
    ^^^^^^ 'Photos' sets no encryption
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
      Properties:
        BucketEncryption:
          ServerSideEncryptionConfiguration:
            - BucketKeyEnabled: true
              ServerSideEncryptionByDefault:
                SSEAlgorithm: aws:kms`,
      },
      {
        title:
          "A key of one's own; the bucket that receives access logs, which S3 delivers only under its own key; a public website",
        good: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BucketKeyEnabled: true
            ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: !GetAtt Key.Arn
      LoggingConfiguration:
        DestinationBucketName: !Ref Logs
  Logs:
    Type: AWS::S3::Bucket
  Site:
    Type: AWS::S3::Bucket
    Properties:
      WebsiteConfiguration:
        IndexDocument: index.html
  Key:
    Type: AWS::KMS::Key`,
      },
    ],
  },
  at: "AWS::S3::Bucket/BucketEncryption",
  *check(property, bucket) {
    if (!property && !isPublic(bucket) && !receivesLogs(bucket)) yield { at: bucket.key, data: bucket };
  },
  message: ({ name }) =>
    `'${shown(name, 55)}' sets no encryption: S3 uses a key of its own, whose use nobody can restrict or see`,
  fix: (bucket, edit) => {
    const rule = { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } };
    const edits = edit.setProperty(bucket, "BucketEncryption", { ServerSideEncryptionConfiguration: [rule] });
    return (
      edits && {
        title: "Encrypt with AWS KMS and a bucket key",
        safety: isSharedOutside(bucket) ? "unsafe" : "safe",
        edits,
      }
    );
  },
});

/** What everyone may read gains nothing, and nobody without an account could decrypt it. */
function isPublic(bucket: Resource): boolean {
  const acl = value.text(bucket.property("AccessControl")?.value) ?? "";
  return acl.startsWith("Public") || isWebsite(bucket);
}

/** Whether others than the account's own principals use the bucket, as far as the template shows: they may not be allowed to use the key. */
function isSharedOutside(bucket: Resource): boolean {
  const { template } = bucket;
  if (resourcesOfType(template, "AWS::CloudFront::Distribution").length > 0) return true;
  return resourcesOfType(template, "AWS::S3::BucketPolicy").some((other) => {
    if (referenceIn(other.property("Bucket")?.value)?.resource !== bucket.name) return false;
    const statements = value.items(value.at(other.property("PolicyDocument")?.value, "Statement"));
    return statements.some((statement) => value.text(value.at(statement, "Effect")) !== "Deny");
  });
}
