import type { LibraryModel } from "../../engine/authoring.ts";

/**
 * The names that an archive gives its entries. Those of yauzl and of jszip's own `name` are checked or made harmless by the package; what
 * `unzipper.Extract`, `tar.extract` and `extractAllTo` write stays below the folder they are given.
 */
export default {
  library: "archives",
  source:
    "https://www.npmjs.com/package/unzipper, https://www.npmjs.com/package/adm-zip, https://www.npmjs.com/package/tar, https://www.npmjs.com/package/tar-stream, https://stuk.github.io/jszip/documentation/api_jszip/load_async.html (November 2026)",
  facts: [
    {
      origin: "text",
      paths: ["unzipper.Parse().on.callback.0.path", "unzipper.ParseOne().on.callback.0.path"],
      event: "the archive",
      by: "producer",
    },
    { origin: "text", paths: ["unzipper.Open.*.files.**.path"], event: "the archive", by: "producer" },
    {
      origin: "text",
      paths: ["adm-zip.new().getEntries().**.entryName", "adm-zip.new().forEach.callback.0.entryName"],
      event: "the archive",
      by: "producer",
    },
    {
      origin: "text",
      paths: ["tar.Parser.new().on.callback.0.path", "tar.Parse.new().on.callback.0.path", "tar.list.callback.0.path"],
      event: "the archive",
      by: "producer",
    },
    { origin: "text", paths: ["tar-stream.extract().on.callback.0.name"], event: "the archive", by: "producer" },
    { origin: "text", paths: ["jszip.**.unsafeOriginalName"], event: "the archive", by: "producer" },
  ],
} satisfies LibraryModel;
