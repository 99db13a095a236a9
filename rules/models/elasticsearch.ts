import type { LibraryModel } from "../../engine/authoring.ts";
import { searchFacts } from "./_search-engines.ts";

export default {
  library: "Elasticsearch",
  source:
    "https://www.elastic.co/guide/en/elasticsearch/client/javascript-api/current/api-reference.html, https://elastic.co/guide/en/elasticsearch/reference/7.6/query-dsl-simple-query-string-query.html (November 2026)",
  facts: searchFacts(["@elastic/elasticsearch", "elasticsearch"]),
} satisfies LibraryModel;
