import type { SinkFact } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

const nested = ["", "bool.*.", "bool.*.*."];
const below = (path: string) => nested.flatMap((way) => [`query.${way}${path}`, `body.query.${way}${path}`]);
const scripts = ["script.source", "script_fields.*.script.source"].flatMap((path) => [path, `body.${path}`]);

/** The sinks that Elasticsearch and what was made of it share. */
export function searchFacts(packages: readonly string[]): readonly SinkFact[] {
  const searching = methodsOf(packages, ["search", "count", "deleteByQuery", "updateByQuery"]);
  return [
    {
      sink: "search",
      callees: searching,
      properties: ["query", "body", "body.query"],
      takes: "whole",
      facts: { what: "query" },
    },
    {
      sink: "search",
      callees: searching,
      properties: ["q", ...below("query_string.query")],
      facts: { what: "query string" },
    },
    {
      sink: "search",
      callees: methodsOf(packages, ["search", "update", "updateByQuery"]),
      properties: [
        ...scripts,
        ...below("script.script.source"),
        ...["function_score.script_score.script.source", "script_score.script.source"].flatMap((path) => [
          `query.${path}`,
          `body.query.${path}`,
        ]),
      ],
      facts: { what: "script" },
    },
    {
      sink: "selector",
      callees: methodsOf(packages, [
        "search",
        "count",
        "get",
        "index",
        "update",
        "delete",
        "deleteByQuery",
        "updateByQuery",
      ]),
      properties: ["index"],
      facts: { what: "index" },
    },
  ];
}
