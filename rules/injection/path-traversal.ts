import { type Cure, type Edit, type Flow, taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { belowRoot, lastNameOnly } from "./_below-root.ts";
import { piecesOf } from "./_pieces.ts";

export default taintRule({
  meta: {
    id: "injection/path-traversal",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of a file's path",
    why: "`..` leads out of a folder, and `path.join`, `resolve` and `normalize` follow it: they tidy the path up, they do not refuse it. Whoever sends the event reads the function's own code, its configuration and `/proc/self/environ` with the role's credentials in it, or overwrites what a later invocation finds in `/tmp`. Keys of S3 objects may hold `..` as well.\n\n`path.basename` leaves only the last name. Where folders are meant, the finished path must be compared with its folder: it has to begin with the folder *and* a separator.",
    duty: "code",
    cwe: [22, 73],
    controls: ["SAS-1", "A1"],
    references: [
      { title: "Node.js: path.resolve", url: "https://nodejs.org/api/path.html#pathresolvepaths" },
      { title: "OWASP: Path Traversal", url: "https://owasp.org/www-community/attacks/Path_Traversal" },
    ],
    examples: [
      {
        title: "A page by its name",
        bad: `const fs = require("fs");
const path = require("path");

exports.handler = async (event) => {
  const { page } = event.pathParameters;
  const html = fs.readFileSync(path.join("/opt/pages", \`\${page}.html\`), "utf8");
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'fs.readFileSync' follows a path that 'event.pathParameters.page' of the request can lead anywhere
  return { statusCode: 200, headers: { "content-type": "text/html" }, body: html };
};`,
        fixed: `const fs = require("fs");
const path = require("path");

exports.handler = async (event) => {
  const { page } = event.pathParameters;
  const html = fs.readFileSync(path.join("/opt/pages", \`\${path.basename(page)}.html\`), "utf8");
  return { statusCode: 200, headers: { "content-type": "text/html" }, body: html };
};`,
      },
      {
        title: "The key of an object as the name of a file",
        file: "handler.ts",
        bad: `import { writeFile } from "node:fs/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3Event } from "aws-lambda";

const s3 = new S3Client({});

export const handler = async (event: S3Event): Promise<void> => {
  for (const { s3: { bucket, object } } of event.Records) {
    const key = decodeURIComponent(object.key.replace(/\\+/g, " "));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }));
    await writeFile(\`/tmp/\${key}\`, await Body!.transformToByteArray());
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'writeFile' follows a path that 'event.Records[].s3.object.key' of the object's key can lead anywhere
  }
};`,
        fixed: `import { writeFile } from "node:fs/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { basename } from "node:path";
import type { S3Event } from "aws-lambda";

const s3 = new S3Client({});

export const handler = async (event: S3Event): Promise<void> => {
  for (const { s3: { bucket, object } } of event.Records) {
    const key = decodeURIComponent(object.key.replace(/\\+/g, " "));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }));
    await writeFile(\`/tmp/\${basename(key)}\`, await Body!.transformToByteArray());
  }
};`,
      },
      {
        title: "A helper in another module reads it",
        bad: `import { report } from "./lib/reports.js";

export const handler = async (event) => {
  const { customer, month } = event.queryStringParameters ?? {};
  return { statusCode: 200, body: await report(customer, month) };
};
//- lib/reports.js
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const ROOT = process.env.REPORTS;

export async function report(customer, month) {
  const file = resolve(ROOT, customer, month, "report.json");
  return readFile(file, "utf8");
         ^^^^^^^^^^^^^^^^^^^^^^ 'readFile' follows a path that 'event.queryStringParameters.customer' of the request can lead anywhere
}`,
        fixed: `import { report } from "./lib/reports.js";

export const handler = async (event) => {
  const { customer, month } = event.queryStringParameters ?? {};
  return { statusCode: 200, body: await report(customer, month) };
};
//- lib/reports.js
import { readFile } from "node:fs/promises";
import { resolve, sep } from "node:path";

const ROOT = process.env.REPORTS;

export async function report(customer, month) {
  const file = resolve(ROOT, customer, month, "report.json");
  if (!file.startsWith(resolve(ROOT) + sep)) throw new Error("The path leads out of its folder");
  return readFile(file, "utf8");
}`,
      },
      {
        title: "The whole path comes from outside",
        bad: `const fs = require("fs-extra");

exports.handler = async (event) => {
  await fs.remove(JSON.parse(event.body).file);
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'fs.remove' follows a path that 'event.body.file' of the request can lead anywhere
};`,
      },
      {
        title: "A base name, a checked path, a checked name, a number, and text that is no path",
        good: `const fs = require("fs");
const path = require("path");

const ROOT = "/opt/pages";

exports.handler = async (event) => {
  const { name, page, id, folder } = event.queryStringParameters;
  fs.writeFileSync(path.join("/tmp", path.basename(name)), event.body);
  fs.readFileSync(\`/opt/pages/\${Number(id)}.html\`);
  const file = path.resolve(ROOT, page);
  if (!file.startsWith(ROOT + path.sep)) return { statusCode: 404 };
  const html = fs.readFileSync(file, "utf8");
  const other = path.join(ROOT, folder, "index.html");
  const from = path.relative(ROOT, other);
  if (from.startsWith("..") || path.isAbsolute(from)) return { statusCode: 404 };
  fs.appendFileSync(other, \`<!-- \${name} -->\`);
  if (!/^[a-z0-9-]{1,40}$/.test(name)) return { statusCode: 400 };
  return { statusCode: 200, body: html + fs.readFileSync(\`\${ROOT}/\${name}.html\`, "utf8") };
};`,
      },
    ],
  },
  to: "path",
  accepts: (flow) => flow.event === "the archive" || hasRoot(flow) || isLastName(flow),
  message: ({ sink, source, event }) =>
    `'${shown(sink, 25)}' follows a path that '${shown(source, 45)}' of ${event} can lead anywhere`,
  fix: keepBelow,
});

/** `res.sendFile(name, { root })` sees to it itself. */
const hasRoot = ({ library, call }: Flow): boolean =>
  library?.startsWith("express") === true &&
  call.kind === "call" &&
  call.args.some((one) => one.kind === "object" && one.properties.some(({ key }) => key === "root"));

/** Without a slash it can only be `..`, which is a folder, and no file's name with a text beside it. */
function isLastName(flow: Flow): boolean {
  if (!flow.clean.includes("one name")) return false;
  const pieces = piecesOf(flow.value, flow);
  const last = pieces.findLastIndex((piece) => typeof piece !== "string");
  const known = pieces.slice(0, last).findLast((piece) => piece !== "");
  return (
    pieces.slice(last + 1).every((piece) => !String(piece).includes("/")) &&
    typeof known === "string" &&
    known.includes("/")
  );
}

function keepBelow(flow: Flow, edit: Edit): readonly Cure[] {
  return [lastNameOnly(flow, edit), belowRoot(flow, edit)].filter((cure) => cure !== undefined);
}
