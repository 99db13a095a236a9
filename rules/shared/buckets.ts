import { gathered, type Resource, referredAt, type Template, value } from "../../engine/authoring.ts";

/** Whether services deliver logs into the bucket, as far as the template shows. */
export function receivesLogs(bucket: Resource): boolean {
  if (value.text(bucket.property("AccessControl")?.value) === "LogDeliveryWrite") return true;
  return ["LoggingConfiguration/DestinationBucketName", "DistributionConfig/Logging/Bucket", "S3BucketName"].some(
    (path) => referredAt(bucket.template, path).has(bucket.name),
  );
}

const receivers = gathered((one) => (one.type === "AWS::S3::Bucket" && receivesLogs(one) ? [["", one.name]] : []));

/** The name of the first bucket of a template that services deliver logs into. */
export const logBucketOf = (template: Template): string | undefined => receivers(template, "")[0];

/** Whether the bucket is a website: its files come from a repository and can be put there again. */
export const isWebsite = (bucket: Resource): boolean => bucket.property("WebsiteConfiguration") !== undefined;

export const publicAccessFlags = [
  "BlockPublicAcls",
  "BlockPublicPolicy",
  "IgnorePublicAcls",
  "RestrictPublicBuckets",
] as const;

/** `PublicAccessBlockConfiguration` of a bucket that nobody can make public. */
export const publicAccessBlock = Object.fromEntries(publicAccessFlags.map((name) => [name, true]));
