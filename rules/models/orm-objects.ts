import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

const prisma = (...names: readonly string[]) => names.map((name) => `@prisma/client.PrismaClient.new().*.${name}`);
const filtered = ["findFirst", "findFirstOrThrow", "findMany", "updateMany", "deleteMany", "count", "aggregate"];
const tables = ["sequelize.Sequelize.new().define()", "sequelize.new().define()", "sequelize.Sequelize.new().models.*"];

/** What Prisma compares with, and reads no operator in. */
const comparing = ["equals", "in", "notIn", "lt", "lte", "gt", "gte", "contains", "startsWith", "endsWith"];

export default {
  library: "ORMs: objects in place of values",
  source:
    "https://www.prisma.io/docs/orm/reference/prisma-client-reference#filter-conditions-and-operators, https://sequelize.org/docs/v6/core-concepts/model-querying-basics/, https://typeorm.io/docs/working-with-entity-manager/repository-api/ (November 2026)",
  facts: [
    // `{ where: { password: { not: "" } } }`
    {
      sink: "nosql",
      callees: prisma(...filtered),
      properties: ["where"],
      takes: "object",
      except: comparing,
      facts: { operator: "not", compared: "equals" },
    },
    {
      sink: "mass-assignment",
      callees: prisma("create", "update", "updateMany"),
      properties: ["data"],
      takes: "whole",
    },
    { sink: "mass-assignment", callees: prisma("upsert"), properties: ["create", "update"], takes: "whole" },
    { sink: "mass-assignment", callees: prisma("createMany"), properties: ["data", "data.*"], takes: "whole" },
    {
      sink: "mass-assignment",
      callees: tables.flatMap((table) => ["create", "update", "upsert", "build"].map((name) => `${table}.${name}`)),
      takes: "whole",
    },
    { sink: "mass-assignment", callees: methodsOf(["typeorm"], ["save", "insert"]), takes: "whole" },
    { sink: "mass-assignment", callees: methodsOf(["typeorm"], ["update"]), argument: 1, takes: "whole" },
  ],
} satisfies LibraryModel;
