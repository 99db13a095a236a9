import type { LibraryModel } from "../../engine/authoring.ts";

/** Clients and modules that are watched stay what they are. */
export default {
  library: "aws-xray-sdk",
  source: "https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-nodejs-awssdkclients.html (August 2026)",
  facts: [
    { pass: "same", callees: ["aws-xray-sdk.captureAWS", "aws-xray-sdk-core.captureAWS"] },
    { pass: "same", callees: ["aws-xray-sdk.captureAWSClient", "aws-xray-sdk-core.captureAWSClient"] },
    // Powertools' tracer has it too
    { pass: "same", callees: ["**.captureAWSv3Client"] },
  ],
} satisfies LibraryModel;
