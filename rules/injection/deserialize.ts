import { type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { isMended } from "../shared/mended.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/deserialize",
    severity: "error",
    confidence: "high",
    summary: "A serialised object of the event is read with code in it",
    why: "Some formats keep functions as their source text, and reading them makes functions again, or runs the text to find out what it is. Whoever writes the text has code run in the function: `node-serialize` calls a value that begins with `_$$ND_FUNC$$_` and ends in `()` while it reads.\n\nBetween services, data is enough: `JSON.parse`, and a schema that says what is expected.",
    duty: "code",
    cwe: [502],
    controls: ["SAS-1", "A8"],
    references: [
      {
        title: "OWASP: Deserialization Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html",
      },
      { title: "CVE-2017-5941: node-serialize", url: "https://nvd.nist.gov/vuln/detail/CVE-2017-5941" },
    ],
    examples: [
      {
        title: "A session in a cookie",
        bad: `const serialize = require("node-serialize");

exports.handler = async (event) => {
  const cookie = Buffer.from(event.headers.cookie.split("session=")[1], "base64").toString();
  const session = serialize.unserialize(cookie);
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'serialize.unserialize' runs code that 'event.headers.cookie' of the request can hold
  return { statusCode: 200, body: session.user };
};`,
        fixed: `const serialize = require("node-serialize");

exports.handler = async (event) => {
  const cookie = Buffer.from(event.headers.cookie.split("session=")[1], "base64").toString();
  const session = JSON.parse(cookie);
  return { statusCode: 200, body: session.user };
};`,
      },
      {
        title: "Jobs of a queue",
        file: "worker.ts",
        bad: `import type { SQSHandler } from "aws-lambda";
import { deserialize } from "serialize-to-js";

export const handler: SQSHandler = async ({ Records }) => {
  for (const record of Records) {
    const job = deserialize(record.body);
                ^^^^^^^^^^^^^^^^^^^^^^^^ 'deserialize' runs code that 'event.Records[].body' of the message can hold
    await start(job);
  }
};`,
        fixed: `import type { SQSHandler } from "aws-lambda";
import { deserialize } from "serialize-to-js";

export const handler: SQSHandler = async ({ Records }) => {
  for (const record of Records) {
    const job = JSON.parse(record.body);
    await start(job);
  }
};`,
      },
      {
        title: "Data only, and what the function has written itself",
        good: `const serialize = require("node-serialize");
const defaults = serialize.unserialize('{"theme":"dark"}');

exports.handler = async (event) => {
  const session = JSON.parse(event.body);
  return { statusCode: 200, body: serialize.serialize({ ...defaults, ...session }) };
};`,
      },
    ],
  },
  to: "deserialize",
  accepts: isMended,
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' runs code that '${shown(source, 40)}' of ${event} can hold`,
  fix: readAsJson,
});

function readAsJson({ call }: Flow, edit: Edit): Cure | undefined {
  if (call.kind !== "call" || call.isNew || call.args.length !== 1 || !call.args[0]) return undefined;
  return {
    title: "Read it with JSON.parse",
    safety: "unsafe",
    edits: edit.text(call, `JSON.parse(${textAt(call.args[0])})`),
  };
}
