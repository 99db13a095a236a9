import type { LibraryModel } from "../../engine/authoring.ts";
import { searchFacts } from "./_search-engines.ts";

export default {
  library: "Elasticsearch",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/client/javascript-api/current/api-reference.html, https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-simple-query-string-query (November 2026)",
  facts: searchFacts(["@elastic/elasticsearch", "elasticsearch"]),
} satisfies LibraryModel;
