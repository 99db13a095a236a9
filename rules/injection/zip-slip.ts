import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { belowRoot } from "./_below-root.ts";

export default taintRule({
  meta: {
    id: "injection/zip-slip",
    severity: "error",
    confidence: "medium",
    summary: "The name of an entry of an archive becomes a file's path",
    why: "Whoever makes an archive names its entries, and `../../tmp/other/file` is a name like any other. A function that joins it to a folder writes outside of that folder: over the files of another job in `/tmp`, over code that is loaded from there later, or into a mounted file system that others use.\n\nThe finished path must begin with the folder and a separator. The packages' own functions that unpack a whole archive (`extractAllTo`, `tar.extract`, `unzipper.Extract`) see to that themselves.",
    duty: "code",
    cwe: [22],
    controls: ["SAS-1"],
    references: [
      {
        title: "JSZip: loadAsync and unsafe names",
        url: "https://stuk.github.io/jszip/documentation/api_jszip/load_async.html",
      },
      { title: "CWE-22: Path Traversal", url: "https://cwe.mitre.org/data/definitions/22.html" },
    ],
    examples: [
      {
        title: "Each entry is written by its name",
        bad: `const fs = require("fs");
const path = require("path");
const AdmZip = require("adm-zip");

exports.handler = async (event) => {
  const zip = new AdmZip(Buffer.from(event.body, "base64"));
  for (const entry of zip.getEntries()) {
    if (!entry.isDirectory) fs.writeFileSync(path.join("/tmp/job", entry.entryName), entry.getData());
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'fs.writeFileSync' follows a path that an entry of the archive names ('entry.entryName')
  }
  return { statusCode: 204 };
};`,
        fixed: `const fs = require("fs");
const path = require("path");
const AdmZip = require("adm-zip");

exports.handler = async (event) => {
  const zip = new AdmZip(Buffer.from(event.body, "base64"));
  for (const entry of zip.getEntries()) {
    const file = path.join("/tmp/job", entry.entryName);
    if (!file.startsWith(path.join("/tmp/job", path.sep))) throw new Error("The path leads out of its folder");
    if (!entry.isDirectory) fs.writeFileSync(file, entry.getData());
  }
  return { statusCode: 204 };
};`,
      },
      {
        title: "A stream of entries",
        file: "handler.ts",
        bad: `import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import unzipper from "unzipper";

const TARGET = "/mnt/uploads";

export const handler = async (event: { file: string }): Promise<void> => {
  const archive = createReadStream("/tmp/in.zip").pipe(unzipper.Parse());
  archive.on("entry", (entry: unzipper.Entry) => {
    const file = join(TARGET, entry.path);
    entry.pipe(createWriteStream(file));
               ^^^^^^^^^^^^^^^^^^^^^^^ 'createWriteStream' follows a path that an entry of the archive names ('entry.path')
  });
  await archive.promise();
};`,
        fixed: `import { createReadStream, createWriteStream } from "node:fs";
import { join, sep } from "node:path";
import unzipper from "unzipper";

const TARGET = "/mnt/uploads";

export const handler = async (event: { file: string }): Promise<void> => {
  const archive = createReadStream("/tmp/in.zip").pipe(unzipper.Parse());
  archive.on("entry", (entry: unzipper.Entry) => {
    const file = join(TARGET, entry.path);
    if (!file.startsWith(join(TARGET, sep))) throw new Error("The path leads out of its folder");
    entry.pipe(createWriteStream(file));
  });
  await archive.promise();
};`,
      },
      {
        title: "A checked path, a base name, and functions that unpack a whole archive",
        good: `const fs = require("fs");
const path = require("path");
const AdmZip = require("adm-zip");
const unzipper = require("unzipper");

exports.handler = async (event) => {
  const zip = new AdmZip(Buffer.from(event.body, "base64"));
  zip.extractAllTo("/tmp/job", true);
  fs.createReadStream("/tmp/in.zip").pipe(unzipper.Extract({ path: "/tmp/job" }));
  for (const entry of zip.getEntries()) {
    fs.writeFileSync(path.join("/tmp/flat", path.basename(entry.entryName)), entry.getData());
    const file = path.resolve("/tmp/job", entry.entryName);
    if (!file.startsWith("/tmp/job/")) continue;
    fs.writeFileSync(file, entry.getData());
  }
};`,
      },
    ],
  },
  to: "path",
  accepts: ({ event }) => event !== "the archive",
  message: ({ sink, source }) =>
    `'${shown(sink, 30)}' follows a path that an entry of the archive names ('${shown(source, 50)}')`,
  fix: belowRoot,
});
