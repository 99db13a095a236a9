import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";

const runtime = "@aws-sdk/client-bedrock-runtime";

export default {
  library: "Amazon Bedrock",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html (November 2026)",
  facts: [
    {
      sink: "prompt",
      callees: ["Converse", "ConverseStream"].flatMap((operation) => sdkOperation("bedrock-runtime", operation)),
      properties: ["system.*.text", "toolConfig.tools.*.toolSpec.description"],
    },
    {
      origin: "data",
      paths: [
        `${runtime}.BedrockRuntimeClient.new().send()`,
        ...["converse", "converseStream", "invokeModel"].map((method) => `${runtime}.BedrockRuntime.new().${method}()`),
      ],
      event: "the model's answer",
      by: "storage",
    },
  ],
} satisfies LibraryModel;
