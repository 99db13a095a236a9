import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

const named = { placeholder: ":name", values: "named", lists: "spread" };
const joins = ["innerJoin", "leftJoin", "innerJoinAndSelect", "leftJoinAndSelect"];

export default {
  library: "typeorm",
  source: "https://typeorm.io/docs/query-builder/select-query-builder/ (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(["typeorm"], ["query"]), facts: nowhere },
    {
      sink: "sql",
      callees: methodsOf(["typeorm"], ["where", "andWhere", "orWhere"]),
      properties: [],
      facts: { ...named, before: "where " },
    },
    {
      sink: "sql",
      callees: methodsOf(["typeorm"], ["having", "andHaving", "orHaving"]),
      properties: [],
      facts: { ...named, before: "having " },
    },
    { sink: "sql", callees: methodsOf(["typeorm"], ["select", "addSelect"]), facts: { ...nowhere, before: "select " } },
    {
      sink: "sql",
      callees: methodsOf(["typeorm"], ["orderBy", "addOrderBy"]),
      facts: { ...nowhere, before: "order by " },
    },
    {
      sink: "sql",
      callees: methodsOf(["typeorm"], ["groupBy", "addGroupBy"]),
      facts: { ...nowhere, before: "group by " },
    },
    {
      sink: "sql",
      callees: methodsOf(["typeorm"], joins),
      argument: 2,
      facts: { ...named, before: "from a join b on " },
    },
  ],
} satisfies LibraryModel;
