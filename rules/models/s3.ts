import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";

const keys = ["Key", "Prefix", "CopySource", "Delete.Objects.*.Key"];

export default {
  library: "Amazon S3",
  source:
    "https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/s3/, https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/S3.html (November 2026)",
  facts: [
    { sink: "s3-key", callees: sdkOperation("s3", "*"), properties: keys },
    { sink: "s3-key", callees: ["@aws-sdk/lib-storage.Upload.new"], properties: ["params.Key"] },
    { sink: "s3-key", callees: ["@aws-sdk/s3-presigned-post.createPresignedPost"], argument: 1, properties: ["Key"] },
    {
      sink: "s3-key",
      callees: ["aws-sdk.S3.new()", "aws-sdk/clients/s3.new()"].flatMap((client) => [
        `${client}.getSignedUrl`,
        `${client}.getSignedUrlPromise`,
      ]),
      argument: 1,
      properties: ["Key"],
    },
  ],
} satisfies LibraryModel;
