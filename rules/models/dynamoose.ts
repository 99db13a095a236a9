import type { LibraryModel } from "../../engine/authoring.ts";

const models = ["dynamoose.model()", "dynamoose.default.model()"];
const methods = (...names: readonly string[]) => models.flatMap((model) => names.map((name) => `${model}.${name}`));

export default {
  library: "dynamoose",
  source: "https://dynamoosejs.com/guide/Model, https://dynamoosejs.com/guide/Query (November 2026)",
  facts: [
    { sink: "nosql", callees: methods("query", "scan"), takes: "object", facts: { operator: "contains" } },
    { sink: "mass-assignment", callees: methods("create", "new"), takes: "whole" },
    { sink: "mass-assignment", callees: methods("update"), argument: 1, properties: ["$SET", "$ADD"], takes: "whole" },
    { sink: "mass-assignment", callees: methods("batchPut"), properties: ["*"], takes: "whole" },
  ],
} satisfies LibraryModel;
