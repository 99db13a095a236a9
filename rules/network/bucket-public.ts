import {
  type Edit,
  type Failing,
  failing,
  type Match,
  type Resource,
  resourcesOfType,
  type SiteEdit,
  templateRule,
  value,
  whenText,
} from "../../engine/authoring.ts";
import { isWebsite, publicAccessBlock, publicAccessFlags } from "../shared/buckets.ts";
import { everyoneIn } from "../shared/caller-condition.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";

type Public =
  | { readonly kind: "acl"; readonly bucket: Resource; readonly acl: string; readonly failing: Failing }
  | {
      readonly kind: "flags";
      readonly bucket: Resource;
      readonly flags: readonly (Failing & { readonly name: string })[];
    }
  | { readonly kind: "absent"; readonly bucket: Resource };

const block = "PublicAccessBlockConfiguration";

export default templateRule<Public>({
  meta: {
    id: "network/bucket-public",
    severity: "error",
    confidence: "high",
    summary: "A bucket that is public, or may be made so",
    why: "Buckets that everyone could read are behind many of the largest leaks. S3 keeps a new bucket closed; an ACL of `PublicRead`, or a block of public access that is switched off, opens it, today or with the next policy that somebody attaches. A website does not need an open bucket: CloudFront reads a private one through its origin access control.\n\nWhere nothing is written, the defaults of S3 hold for new buckets only, and nobody sees in the template that the bucket is meant to be private.",
    duty: "configuration",
    cwe: [284, 732],
    controls: ["S3.2", "S3.3", "S3.8"],
    references: [
      {
        title: "S3: blocking public access",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
      },
      {
        title: "Security Hub: controls for S3",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
      },
    ],
    examples: [
      {
        title: "Everyone may read",
        bad: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: PublicRead
                     ^^^^^^^^^^ 'Photos' is open to everyone by its ACL 'PublicRead'`,
        fixed: `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: Private
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true`,
      },
      {
        title: "The block is switched off in part, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "PublicAccessBlockConfiguration": {
          "BlockPublicAcls": true,
          "BlockPublicPolicy": false,
                               ^^^^^ 'Photos' switches off 'BlockPublicPolicy' and 'RestrictPublicBuckets'
          "IgnorePublicAcls": true,
          "RestrictPublicBuckets": false
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Photos": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "PublicAccessBlockConfiguration": {
          "BlockPublicAcls": true,
          "BlockPublicPolicy": true,
          "IgnorePublicAcls": true,
          "RestrictPublicBuckets": true
        }
      }
    }
  }
}`,
      },
      {
        title: "Nothing is said, in a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
    ^^^^^^ 'Photos' does not block public access
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
      Properties:
        PublicAccessBlockConfiguration:
          BlockPublicAcls: true
          BlockPublicPolicy: true
          IgnorePublicAcls: true
          RestrictPublicBuckets: true`,
      },
      {
        title: "Closed in all ways; a website that says nothing; what a parameter decides",
        good: `Parameters:
  Acl:
    Type: String
  IsClosed:
    Type: String
Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
  Site:
    Type: AWS::S3::Bucket
    Properties:
      WebsiteConfiguration:
        IndexDocument: index.html
  Albums:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: !Ref Acl
      PublicAccessBlockConfiguration:
        BlockPublicAcls: !Ref IsClosed
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true`,
      },
    ],
  },
  at: "AWS::S3::Bucket",
  *check(_, bucket) {
    const isSite = isWebsite(bucket);
    const severity = isSite ? "warning" : undefined;
    const open = [aclOf(bucket), flagsOf(bucket)].filter((match) => match !== undefined);
    for (const match of open) yield { ...match, severity };
    if (open.length === 0 && !isSite && !bucket.property(block))
      yield { at: bucket.key, data: { kind: "absent", bucket }, severity: "hint" };
  },
  message: (found) => {
    const { name } = found.bucket;
    if (found.kind === "absent")
      return `'${name}' does not block public access: only the defaults of S3 keep it closed`;
    if (found.kind === "acl")
      return `'${name}' is open to everyone by its ACL '${found.acl}'${whenText(found.failing)}`;
    const [first] = found.flags;
    return `'${shown(name, 50)}' switches off ${listed(found.flags.map((flag) => flag.name))}${first ? whenText(first) : ""}: it can be made public`;
  },
  fix: (found, edit) => {
    if (found.kind === "absent") {
      const edits = blocked(found.bucket, edit);
      return edits && { title: "Block public access", safety: isOpenByPolicy(found.bucket) ? "unsafe" : "safe", edits };
    }
    const edits =
      found.kind === "acl"
        ? together(edit.replace(found.failing.at, "Private"), blocked(found.bucket, edit))
        : together(...found.flags.map((flag) => edit.replace(flag.at, true)));
    return edits && { title: "Close it, which ends what everyone could read", safety: "unsafe", edits };
  },
});

const blocked = (bucket: Resource, edit: Edit): readonly SiteEdit[] | undefined =>
  bucket.property(block) ? [] : edit.setProperty(bucket, block, publicAccessBlock);

function aclOf(bucket: Resource): Match<Public> | undefined {
  const found = failing(bucket, "AccessControl", (setting) => (value.text(setting) ?? "").startsWith("PublicRead"));
  const acl = value.text(found?.value);
  return found && acl !== undefined ? { at: found.at, data: { kind: "acl", bucket, acl, failing: found } } : undefined;
}

function flagsOf(bucket: Resource): Match<Public> | undefined {
  const off = publicAccessFlags.flatMap((name) => {
    const found = failing(bucket, `${block}/${name}`, (setting) => value.boolean(setting) === false);
    return found ? [{ ...found, name }] : [];
  });
  const [first] = off;
  return first && { at: first.at, data: { kind: "flags", bucket, flags: off } };
}

/** Whether a policy of this template lets everyone in. */
const isOpenByPolicy = ({ template }: Resource): boolean =>
  resourcesOfType(template, "AWS::S3::BucketPolicy").some((policy) =>
    value
      .items(value.at(policy.property("PolicyDocument")?.value, "Statement"))
      .some(
        (statement) =>
          value.text(value.at(statement, "Effect")) !== "Deny" &&
          everyoneIn(value.at(statement, "Principal")) !== undefined,
      ),
  );
