import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

export default {
  library: "InfluxDB",
  source:
    "https://docs.influxdata.com/influxdb/v2/api-guide/client-libraries/nodejs/query/, https://www.jsdocs.io/package/influx (November 2026)",
  facts: [
    { sink: "influx", callees: methodsOf(["influx"], ["query", "queryRaw"]) },
    {
      sink: "influx",
      callees: methodsOf(
        ["@influxdata/influxdb-client"],
        [
          "queryRows",
          "queryRaw",
          "queryLines",
          "collectRows",
          "collectLines",
          "iterateRows",
          "rows",
          "lines",
          "response",
        ],
      ),
    },
    { sink: "influx", callees: methodsOf(["@influxdata/influxdb3-client"], ["query", "queryPoints"]) },
  ],
} satisfies LibraryModel;
