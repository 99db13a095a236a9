import {
  type Cure,
  type Edit,
  gathered,
  type Resource,
  referenceIn,
  templateRule,
  value,
} from "../../engine/authoring.ts";
import { isWebsite } from "../shared/buckets.ts";
import { bucketDenialOf } from "../shared/plain-http.ts";
import { lacksDenial, referredNames, withDenial } from "./_transport-denial.ts";

interface Open {
  /** The bucket without a policy, or the policy without the denial. */
  readonly resource: Resource;
  readonly bucket?: string;
}

const policyType = "AWS::S3::BucketPolicy";

export default templateRule<Open>({
  meta: {
    id: "transit/bucket-tls-only",
    severity: "info",
    confidence: "high",
    summary: "A bucket that may be used over plain HTTP",
    why: "S3 answers over HTTP as well as HTTPS. The SDKs use HTTPS by themselves; a link that somebody builds by hand, an old tool or an endpoint in a setting may not, and then object and signature can be read on the way. A denial of `aws:SecureTransport: false` in the bucket's policy makes such a request fail.",
    duty: "encryption",
    cwe: [319],
    controls: ["S3.5"],
    references: [
      {
        title: "S3: enforcing encryption of data in transit",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
      },
      {
        title: "Security Hub: controls for S3",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
      },
    ],
    examples: [
      {
        title: "A policy that says nothing about transport",
        bad: `Resources:
  Photos:
    Type: AWS::S3::Bucket
  PhotosPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Photos
      PolicyDocument:
      ^^^^^^^^^^^^^^ 'PhotosPolicy' lets requests over plain HTTP pass
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: cloudfront.amazonaws.com
            Action: s3:GetObject
            Resource: !Sub \${Photos.Arn}/*`,
        fixed: `Resources:
  Photos:
    Type: AWS::S3::Bucket
  PhotosPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Photos
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: cloudfront.amazonaws.com
            Action: s3:GetObject
            Resource: !Sub \${Photos.Arn}/*
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource:
              - !GetAtt Photos.Arn
              - !Sub \${Photos.Arn}/*
            Condition:
              Bool:
                aws:SecureTransport: "false"`,
      },
      {
        title: "A bucket without a policy, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Photos": {
    ^^^^^^^^ 'Photos' may be used over plain HTTP
      "Type": "AWS::S3::Bucket"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket"
    },
    "PhotosPolicy": {
      "Type": "AWS::S3::BucketPolicy",
      "Properties": {
        "Bucket": {
          "Ref": "Photos"
        },
        "PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Deny",
              "Principal": "*",
              "Action": "s3:*",
              "Resource": [
                {
                  "Fn::GetAtt": [
                    "Photos",
                    "Arn"
                  ]
                },
                {
                  "Fn::Sub": "\${Photos.Arn}/*"
                }
              ],
              "Condition": {
                "Bool": {
                  "aws:SecureTransport": "false"
                }
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
    ^^^^^^ 'Photos' may be used over plain HTTP
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
    PhotosPolicy:
      Type: AWS::S3::BucketPolicy
      Properties:
        Bucket: !Ref Photos
        PolicyDocument:
          Version: "2012-10-17"
          Statement:
            - Effect: Deny
              Principal: "*"
              Action: s3:*
              Resource:
                - !GetAtt Photos.Arn
                - !Sub \${Photos.Arn}/*
              Condition:
                Bool:
                  aws:SecureTransport: "false"`,
      },
      {
        title: "Plain HTTP is denied; a website, which S3 serves over HTTP only; a policy that cannot be read",
        good: `Parameters:
  Name:
    Type: String
Resources:
  Photos:
    Type: AWS::S3::Bucket
  PhotosPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Photos
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource:
              - !GetAtt Photos.Arn
              - !Sub \${Photos.Arn}/*
            Condition:
              Bool:
                aws:SecureTransport: "false"
  Site:
    Type: AWS::S3::Bucket
    Properties:
      WebsiteConfiguration:
        IndexDocument: index.html
  SitePolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: !Sub \${Site.Arn}/*
  Named:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Name
  NamedPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Name
      PolicyDocument: !ImportValue policy`,
      },
    ],
  },
  at: ["AWS::S3::Bucket", policyType],
  *check(_, resource) {
    if (resource.type === policyType) {
      const document = resource.property("PolicyDocument");
      const [bucket] = referredNames(resource.property("Bucket")?.value, resource, "AWS::S3::Bucket") ?? [];
      if (!document || !lacksDenial(document.value) || needsHttp(resource.template.resource(bucket ?? ""))) return;
      yield { at: document.key ?? document.at, data: { resource, ...(bucket ? { bucket } : {}) } };
    } else if (!needsHttp(resource) && !mayHavePolicy(resource))
      yield { at: resource.key, data: { resource, bucket: resource.name }, severity: "hint" };
  },
  message: ({ resource: { name, type } }) =>
    type === policyType ? `'${name}' lets requests over plain HTTP pass` : `'${name}' may be used over plain HTTP`,
  fix: (open, edit) => denied(open, edit),
});

/** A website of S3 is served over HTTP only. */
const needsHttp = (bucket: Resource | undefined): boolean =>
  bucket !== undefined &&
  (isWebsite(bucket) || (value.text(bucket.property("AccessControl")?.value) ?? "").startsWith("PublicRead"));

/** The policies of a bucket, under what they call it: a resource, a name, or something that is not known. */
const policiesOf = gathered((one) => {
  if (one.type !== policyType) return [];
  const named = one.property("Bucket")?.value;
  const resource = referenceIn(named)?.resource;
  if (resource !== undefined && one.template.resource(resource)) return [[`resource ${resource}`, one.name]];
  const name = value.text(named);
  return [
    ["named", one.name],
    [name === undefined ? "unknown" : `name ${name}`, one.name],
  ];
});

/** Whether the bucket has a policy, or may have one by a name that is not known. */
function mayHavePolicy(bucket: Resource): boolean {
  const has = (key: string) => policiesOf(bucket.template, key).length > 0;
  const named = bucket.property("BucketName");
  const name = value.text(named?.value);
  if (has(`resource ${bucket.name}`)) return true;
  return named !== undefined && (name === undefined ? has("named") : has(`name ${name}`) || has("unknown"));
}

function denied({ resource, bucket }: Open, edit: Edit): Cure | undefined {
  if (bucket === undefined) return undefined;
  const denial = bucketDenialOf(bucket);
  const edits =
    resource.type === policyType
      ? withDenial(resource, denial, edit)
      : edit.addResource(resource, `${bucket}Policy`, {
          Type: policyType,
          Properties: {
            Bucket: { Ref: bucket },
            PolicyDocument: { Version: "2012-10-17", Statement: [denial] },
          },
        });
  return edits && { title: "Deny requests over plain HTTP", safety: "safe", edits };
}
