import type { LibraryModel } from "../../engine/authoring.ts";

const clients = ["openai.new()", "openai.OpenAI.new()", "openai.AzureOpenAI.new()"];
const completions = clients.map((client) => `${client}.chat.completions.create`);

export default {
  library: "openai",
  source: "https://github.com/openai/openai-node (November 2026)",
  facts: [
    {
      sink: "prompt",
      callees: completions,
      properties: ["messages.0.content"],
      given: { argument: 0, property: "messages.0.role", fits: /^(?:system|developer)$/ },
    },
    { sink: "prompt", callees: clients.map((client) => `${client}.responses.create`), properties: ["instructions"] },
    {
      origin: "data",
      paths: [...completions, ...clients.map((client) => `${client}.responses.create`)].map((path) => `${path}()`),
      event: "the model's answer",
      by: "storage",
    },
  ],
} satisfies LibraryModel;
