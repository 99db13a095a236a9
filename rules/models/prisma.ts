import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";
import { nowhere } from "./_sql-values.ts";

export default {
  library: "@prisma/client",
  source: "https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries (November 2026)",
  facts: [
    {
      sink: "sql",
      callees: methodsOf(["@prisma/client"], ["$queryRawUnsafe", "$executeRawUnsafe"]),
      facts: { placeholder: "$1", values: "tag" },
    },
    { sink: "sql", callees: ["@prisma/client.Prisma.raw"], facts: nowhere },
  ],
} satisfies LibraryModel;
