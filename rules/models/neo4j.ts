import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

const packages = ["neo4j-driver", "neo4j-driver-lite"];

export default {
  library: "neo4j-driver",
  source:
    "https://neo4j.com/docs/javascript-manual/current/query-simple/, https://neo4j.com/developer/kb/protecting-against-cypher-injection (November 2026)",
  facts: [
    { sink: "cypher", callees: methodsOf(packages, ["run"]) },
    { sink: "cypher", callees: methodsOf(packages, ["executeQuery"]) },
  ],
} satisfies LibraryModel;
