import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { codeInFilter, codeInPipeline, comparing, documentsInUpdate, filterMethods } from "./_document-queries.ts";

const methods = (...names: readonly string[]) => methodsOf(["mongodb"], names);
const filtered = [...filterMethods, "count"];
const bulk = (...paths: readonly string[]) => paths.map((path) => `*.${path}`);

export default {
  library: "mongodb",
  source:
    "https://www.mongodb.com/docs/drivers/node/current/, https://app.unpkg.com/mongodb@7.1.1/files/lib/collection.js (November 2026)",
  facts: [
    { sink: "nosql", callees: methods(...filtered), takes: "object", except: comparing },
    { sink: "nosql", callees: methods("aggregate"), properties: ["*.$match"], takes: "object", except: comparing },
    { sink: "nosql", callees: methods("distinct"), argument: 1, takes: "object", except: comparing },
    {
      sink: "nosql",
      callees: methods("bulkWrite"),
      properties: bulk(
        "updateOne.filter",
        "updateMany.filter",
        "replaceOne.filter",
        "deleteOne.filter",
        "deleteMany.filter",
      ),
      takes: "object",
      except: comparing,
    },
    { sink: "where", callees: methods(...filtered), properties: codeInFilter },
    { sink: "where", callees: methods("distinct"), argument: 1, properties: codeInFilter },
    { sink: "where", callees: methods("aggregate"), properties: codeInPipeline },
    { sink: "where", callees: methods("mapReduce"), argument: 0 },
    { sink: "where", callees: methods("mapReduce"), argument: 1 },
    { sink: "mass-assignment", callees: methods("insertOne"), takes: "whole" },
    { sink: "mass-assignment", callees: methods("insertMany"), properties: ["*"], takes: "whole" },
    { sink: "mass-assignment", callees: methods("replaceOne", "findOneAndReplace"), argument: 1, takes: "whole" },
    {
      sink: "mass-assignment",
      callees: methods("updateOne", "updateMany", "findOneAndUpdate"),
      argument: 1,
      properties: documentsInUpdate,
      takes: "whole",
    },
    {
      sink: "mass-assignment",
      callees: methods("bulkWrite"),
      properties: bulk(
        "insertOne.document",
        "replaceOne.replacement",
        "updateOne.update.$set",
        "updateMany.update.$set",
      ),
      takes: "whole",
    },
  ],
} satisfies LibraryModel;
