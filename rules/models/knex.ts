import type { LibraryModel } from "../../engine/authoring.ts";
import { called, methodsOf } from "./_callees.ts";

const packages = called("knex");
/** `?` marks a value, `??` a name. */
const raw = { placeholder: "?", names: "??" };

export default {
  library: "knex",
  source: "https://knexjs.org/guide/raw.html (November 2026)",
  facts: [
    { sink: "sql", callees: methodsOf(packages, ["raw"]), facts: raw },
    {
      sink: "sql",
      callees: methodsOf(packages, ["whereRaw", "orWhereRaw", "andWhereRaw"]),
      facts: { ...raw, before: "where " },
    },
    { sink: "sql", callees: methodsOf(packages, ["havingRaw", "orHavingRaw"]), facts: { ...raw, before: "having " } },
    { sink: "sql", callees: methodsOf(packages, ["orderByRaw"]), facts: { ...raw, before: "order by " } },
    { sink: "sql", callees: methodsOf(packages, ["groupByRaw"]), facts: { ...raw, before: "group by " } },
    { sink: "sql", callees: methodsOf(packages, ["joinRaw"]), facts: { ...raw, before: "from t " } },
    { sink: "sql", callees: methodsOf(packages, ["fromRaw"]), facts: { ...raw, before: "from " } },
  ],
} satisfies LibraryModel;
