import type { LibraryModel } from "../../engine/authoring.ts";
import { searchFacts } from "./_search-engines.ts";

export default {
  library: "OpenSearch",
  source: "https://docs.opensearch.org/latest/clients/javascript/index/ (November 2026)",
  facts: searchFacts(["@opensearch-project/opensearch"]),
} satisfies LibraryModel;
