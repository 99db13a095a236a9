import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/prompt",
    severity: "info",
    confidence: "low",
    summary: "Text of the event becomes part of a language model's instructions",
    why: "A model follows its system prompt before anything else. Text of a request in it speaks with the same authority as the code's own: it can lift the rules, ask for what the prompt says in confidence, or have tools called with other arguments. No escaping keeps the two apart.\n\nPut what comes from outside into a message of the user, let a guardrail look at it, and treat the answer as text from outside too: it may reach a database or a page.",
    duty: "code",
    cwe: [1427],
    controls: ["SAS-1"],
    references: [
      {
        title: "Amazon Bedrock: Carry out a conversation with the Converse API operations",
        url: "https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html",
      },
    ],
    examples: [
      {
        title: "A topic in the system prompt",
        bad: `const { BedrockRuntimeClient, ConverseCommand } = require("@aws-sdk/client-bedrock-runtime");
const client = new BedrockRuntimeClient({});

exports.handler = async (event) => {
  const { topic, question } = JSON.parse(event.body);
  const answer = await client.send(
    new ConverseCommand({
    ^^^^^^^^^^^^^^^^^^^^^ 'event.body.topic' of the request speaks in the instructions that 'ConverseCommand' gives to a model
      modelId: process.env.MODEL,
      system: [{ text: \`You answer questions about \${topic}. Never name a customer.\` }],
      messages: [{ role: "user", content: [{ text: question }] }],
    }),
  );
  return { statusCode: 200, body: JSON.stringify(answer.output) };
};`,
      },
      {
        title: "Instructions put together by a helper, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import OpenAI from "openai";

const client = new OpenAI();

const instructionsFor = (tone: string) => ["You are the shop's assistant.", "Answer in this tone: " + tone].join("\\n");

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { tone, question } = JSON.parse(event.body ?? "{}");
  const answer = await client.responses.create({
                       ^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body.tone' of the request speaks in the instructions that 'client.responses.create' gives to a model
    model: "gpt-5",
    instructions: instructionsFor(tone),
    input: question,
  });
  return { statusCode: 200, body: answer.output_text };
};`,
      },
      {
        title: "The request in a message of the user",
        good: `const { BedrockRuntimeClient, ConverseCommand } = require("@aws-sdk/client-bedrock-runtime");
const client = new BedrockRuntimeClient({});
const TONES = { kind: "Be kind.", short: "Be short." };

exports.handler = async (event) => {
  const { topic, question, tone } = JSON.parse(event.body);
  if (!Object.hasOwn(TONES, tone)) return { statusCode: 400 };
  const answer = await client.send(
    new ConverseCommand({
      modelId: process.env.MODEL,
      system: [{ text: "You answer questions about photos. " + TONES[tone] }],
      messages: [{ role: "user", content: [{ text: \`Topic: \${topic}\\n\${question}\` }] }],
    }),
  );
  return { statusCode: 200, body: JSON.stringify(answer.output) };
};`,
      },
    ],
  },
  to: "prompt",
  accepts: (flow) => flow.part === undefined,
  message: (flow) =>
    `'${shown(flow.source, 36)}' of ${flow.event} speaks in the instructions that '${shown(flow.sink, 30)}' gives to a model`,
});
