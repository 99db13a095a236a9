import type { LibraryModel } from "../../engine/authoring.ts";
import { called, methodsOf } from "./_callees.ts";
import { codeInFilter, comparing, documentsInUpdate } from "./_document-queries.ts";

const methods = (...names: readonly string[]) => methodsOf(called("monk"), names);
const filtered = ["find", "findOne", "findOneAndUpdate", "findOneAndDelete", "update", "remove", "count"];

export default {
  library: "monk",
  source: "https://automattic.github.io/monk/docs/collection/ (November 2026)",
  facts: [
    { sink: "nosql", callees: methods(...filtered), takes: "object", except: comparing },
    { sink: "nosql", callees: methods("distinct"), argument: 1, takes: "object", except: comparing },
    { sink: "where", callees: methods(...filtered), properties: codeInFilter },
    { sink: "mass-assignment", callees: methods("insert"), takes: "whole" },
    {
      sink: "mass-assignment",
      callees: methods("update", "findOneAndUpdate"),
      argument: 1,
      properties: documentsInUpdate,
      takes: "whole",
    },
  ],
} satisfies LibraryModel;
