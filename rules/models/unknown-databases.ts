import type { LibraryModel } from "../../engine/authoring.ts";
import { nowhere } from "./_sql-values.ts";

/** A statement of SQL, by its verb and what must follow it. `\0` stands where the code puts something in. */
const sqlText =
  /\b(?:select\b[\s\S]{0,400}?\bfrom|insert\s+into|replace\s+into|update\b[\s\S]{0,200}?\bset|delete\s+from|merge\s+into|alter\s+table|drop\s+table|create\s+table|exec(?:ute)?\s)\b/i;

const anyText = /^/;

/** A client that nothing is known of: the method's name and the look of the text must both fit. Names that only SQL has are enough. */
export default {
  library: "databases of unknown making",
  source: "the methods that the drivers of this folder have in common (November 2026)",
  facts: [
    {
      sink: "sql",
      methods: ["query", "execute", "run", "all", "get", "each", "raw"],
      looksLike: sqlText,
      properties: ["sql", "text"],
      facts: { placeholder: "?", option: "values" },
    },
    { sink: "sql", methods: ["prepare"], looksLike: sqlText, facts: { placeholder: "?", values: "later" } },
    { sink: "sql", methods: ["exec"], looksLike: sqlText, facts: nowhere },
    {
      sink: "sql",
      methods: ["$queryRawUnsafe", "$executeRawUnsafe"],
      looksLike: anyText,
      facts: { placeholder: "$1", values: "tag" },
    },
    {
      sink: "sql",
      methods: ["whereRaw", "orWhereRaw", "andWhereRaw"],
      looksLike: anyText,
      facts: { placeholder: "?", names: "??", before: "where " },
    },
    {
      sink: "sql",
      methods: ["havingRaw", "orHavingRaw"],
      looksLike: anyText,
      facts: { placeholder: "?", names: "??", before: "having " },
    },
    {
      sink: "sql",
      methods: ["orderByRaw"],
      looksLike: anyText,
      facts: { placeholder: "?", names: "??", before: "order by " },
    },
  ],
} satisfies LibraryModel;
