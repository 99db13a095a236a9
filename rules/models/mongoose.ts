import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { codeInFilter, codeInPipeline, comparing, documentsInUpdate, filterMethods } from "./_document-queries.ts";

const methods = (...names: readonly string[]) => methodsOf(["mongoose"], names);
const filtered = [
  ...filterMethods,
  "exists",
  "where",
  // `remove` before version 7, the others before version 8
  "remove",
  "count",
  "findOneAndRemove",
];
const updated = ["updateOne", "updateMany", "findOneAndUpdate", "findByIdAndUpdate"];
const models = ["mongoose.**.model()", "mongoose.models.*", "mongoose.**.models.*"];

/** What a schema says of a field casts its value, not the operators around it: `{ $ne: null }` passes for a string. */
export default {
  library: "mongoose",
  source: "https://mongoosejs.com/docs/api/model.html, https://mongoosejs.com/docs/api/query.html (November 2026)",
  facts: [
    { sink: "nosql", callees: methods(...filtered), takes: "object", except: comparing },
    // the id becomes the filter `{ _id: id }`
    {
      sink: "nosql",
      callees: methods("findById", "findByIdAndUpdate", "findByIdAndDelete", "findByIdAndRemove"),
      takes: "object",
    },
    { sink: "nosql", callees: methods("distinct"), argument: 1, takes: "object", except: comparing },
    { sink: "nosql", callees: methods("aggregate"), properties: ["*.$match"], takes: "object", except: comparing },
    { sink: "nosql", callees: methods("match"), takes: "object", except: comparing },
    // `User.find().where("name").equals(x)`, `.or([…])`
    { sink: "nosql", callees: methods("equals", "or", "and", "nor"), takes: "object", except: comparing },
    { sink: "where", callees: methods(...filtered), properties: codeInFilter },
    { sink: "where", callees: methods("$where") },
    { sink: "where", callees: methods("aggregate"), properties: codeInPipeline },
    {
      sink: "mass-assignment",
      callees: [...methods("create"), ...models.map((model) => `${model}.new`)],
      takes: "whole",
    },
    { sink: "mass-assignment", callees: methods("insertMany"), properties: ["*"], takes: "whole" },
    { sink: "mass-assignment", callees: methods("replaceOne", "findOneAndReplace"), argument: 1, takes: "whole" },
    {
      sink: "mass-assignment",
      callees: methods(...updated),
      argument: 1,
      properties: documentsInUpdate,
      takes: "whole",
    },
  ],
} satisfies LibraryModel;
