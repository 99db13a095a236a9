import { policyRule, referredTo, type Statement, type Value } from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { onlyOwnAccount } from "./_principals.ts";
import { isToldElsewhere, openTo, whatOf } from "./_resource-policies.ts";

interface Open {
  readonly statement: Statement;
  readonly everyone: Value;
}

export default policyRule<Open>({
  meta: {
    id: "iam/resource-policy-public",
    severity: "error",
    confidence: "high",
    summary: "A bucket, key, secret or table whose policy lets everyone in",
    why: "A resource's own policy opens it past every role and every account: with the principal '*' and no condition, whoever knows its name may do what the statement allows, mostly without any credentials of yours. Name the accounts, roles or services that need it; where all of an organization does, a condition on 'aws:PrincipalOrgID' says so.",
    duty: "iam",
    cwe: [284],
    controls: ["S3.2", "KMS.5", "SAS-4"],
    references: [
      {
        title: "IAM: identity-based and resource-based policies",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
      },
      {
        title: "S3: what 'public' means",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
      },
    ],
    examples: [
      {
        title: "A bucket that everyone reads",
        file: "template.yaml",
        bad: `Resources:
  Albums:
    Type: AWS::S3::Bucket
  Access:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Albums
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
                       ^^^ 'Access' gives everyone 's3:GetObject': no condition says who
            Action: s3:GetObject
            Resource: !Sub \${Albums.Arn}/*`,
        fixed: `Resources:
  Albums:
    Type: AWS::S3::Bucket
  Access:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Albums
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: s3:GetObject
            Resource: !Sub \${Albums.Arn}/*`,
      },
      {
        title: "A key for everyone, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Sealing:
      Type: AWS::KMS::Key
      Properties:
        KeyPolicy:
          Statement:
            - Effect: Allow
              Principal: { AWS: "*" }
                                ^^^ 'Sealing' gives everyone 'kms:Decrypt' and 'kms:Encrypt': no condition says who
              Action: [kms:Decrypt, kms:Encrypt]
              Resource: "*"`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Sealing:
      Type: AWS::KMS::Key
      Properties:
        KeyPolicy:
          Statement:
            - Effect: Allow
              Principal: { AWS: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root" }
              Action: [kms:Decrypt, kms:Encrypt]
              Resource: "*"`,
      },
      {
        title: "A queue whose messages everyone takes, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Access": {
      "Type": "AWS::SQS::QueuePolicy",
      "Properties": {
        "Queues": ["https://sqs.eu-west-1.amazonaws.com/111122223333/orders"],
        "PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            { "Effect": "Allow", "Principal": "*", "Action": "sqs:ReceiveMessage", "Resource": "*" }
                                              ^^^ 'Access' gives everyone 'sqs:ReceiveMessage'
          ]
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Access": {
      "Type": "AWS::SQS::QueuePolicy",
      "Properties": {
        "Queues": ["https://sqs.eu-west-1.amazonaws.com/111122223333/orders"],
        "PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            { "Effect": "Allow", "Principal": { "AWS": { "Fn::Sub": "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root" } }, "Action": "sqs:ReceiveMessage", "Resource": "*" }
          ]
        }
      }
    }
  }
}`,
      },
      {
        title: "Conditions that a stranger passes: all but one network, no organization at all, every address",
        file: "policy.json",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::albums/*",
      "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-0a1b2c3d" } }, "Principal": "*" },
                                                                                              ^^^ the policy gives everyone 's3:PutObject': no condition says who
    { "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::albums/*",
      "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, "Principal": "*" },
                                                                                                      ^^^ the policy gives everyone 's3:DeleteObject': no condition says who
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::albums/*",
      "Condition": { "IpAddress": { "aws:SourceIp": "0.0.0.0/0" } }, "Principal": "*" },
                                                                                  ^^^ the policy gives everyone 's3:GetObject': no condition says who
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::albums/*",
      "Condition": { "IpAddressIfExists": { "aws:SourceIp": "203.0.113.0/24" } }, "Principal": "*" }
  ]
}`,
      },
      {
        title: "For a network, an organization, an account; to deny; a condition that is not to be known",
        file: "template.yaml",
        good: `Parameters:
  Who:
    Type: String
Resources:
  Network:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: albums
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: arn:aws:s3:::albums/*
            Condition:
              StringEquals:
                aws:SourceVpce: vpce-0a1b2c3d
          - Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: arn:aws:s3:::albums/*
            Condition:
              StringEquals:
                aws:PrincipalOrgID: o-a1b2c3d4e5
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: arn:aws:s3:::albums/*
            Condition:
              Bool:
                aws:SecureTransport: "false"
          - Effect: Allow
            Principal: !Ref Who
            Action: s3:GetObject
            Resource: arn:aws:s3:::albums/*
  Gateway:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: "*"`,
      },
    ],
  },
  *check(statement) {
    const everyone = openTo(statement);
    if (!everyone || isToldElsewhere(statement)) return;
    yield { at: everyone.at, data: { statement, everyone }, severity: isWebsite(statement) ? "info" : undefined };
  },
  message: ({ statement }) => {
    const what = listed([...statement.actions, ...statement.notActions].map(({ text }) => shown(text ?? "…", 28)));
    return `${whatOf(statement)} gives everyone ${what}: no condition says who`;
  },
  fix: ({ statement, everyone }, edit) => {
    if (!statement.owner) return undefined;
    const edits = onlyOwnAccount(statement, everyone, edit);
    return edits && { title: "Let only this account in", safety: "unsafe", edits };
  },
});

/** Whether all that everyone may is to read the objects of a bucket that is a website. */
function isWebsite({ actions, notActions, owner }: Statement): boolean {
  if (notActions.length > 0 || !actions.every(({ text }) => /^s3:GetObject(?:Version)?$/i.test(text ?? "")))
    return false;
  const bucket = owner && referredTo(owner.property("Bucket")?.value, owner.template);
  return bucket?.property("WebsiteConfiguration") !== undefined;
}
