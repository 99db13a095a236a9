import { type Flow, taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { withoutShell } from "./_without-shell.ts";

export default taintRule({
  meta: {
    id: "injection/command",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of a shell command",
    why: "A shell runs whatever follows `;`, `&&`, `|` or a backtick. Whoever sends the event runs commands with the function's role, reads its environment (credentials included) and leaves things behind for the next invocation.\n\nA program that is called without a shell gets its arguments as a list: each item stays one argument, whatever characters are in it. What a program takes for an option of its own (`-o…`) is another question: see `injection/command-argument`.",
    duty: "code",
    cwe: [78],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Node.js: child_process.execFile",
        url: "https://nodejs.org/api/child_process.html#child_processexecfilefile-args-options-callback",
      },
      {
        title: "OWASP: OS Command Injection Defense Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html",
      },
    ],
    examples: [
      {
        title: "The request's text in a shell command",
        bad: `const { execSync } = require("node:child_process");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  execSync(\`convert /tmp/in.png -resize '200x200' /tmp/\${name}.jpg\`);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'execSync' runs a shell command to which 'event.queryStringParameters.name' of the request can add others
};`,
        fixed: `const { execSync, execFileSync } = require("node:child_process");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  execFileSync("convert", ["/tmp/in.png", "-resize", "200x200", \`/tmp/\${name}.jpg\`]);
};`,
      },
      {
        title: "A promise of a command that is built before",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { exec } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(exec);

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { host, count = "3" } = event.queryStringParameters ?? {};
  const command = 'dig +short "' + host + '" ' + count;
  const { stdout } = await run(command, { timeout: 2000 });
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'run' runs a shell command to which 'event.queryStringParameters.host' of the request can add others
  return { statusCode: 200, body: stdout };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { exec, execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(exec);

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { host, count = "3" } = event.queryStringParameters ?? {};
  const { stdout } = await promisify(execFile)("dig", ["+short", host, count], { timeout: 2000 });
  return { statusCode: 200, body: stdout };
};`,
      },
      {
        title: "A shell by its name, and a shell by option",
        bad: `const cp = require("child_process");

exports.handler = async (event) => {
  for (const record of event.Records) {
    const key = decodeURIComponent(record.s3.object.key.replace(/\\+/g, " "));
    cp.spawnSync("sh", ["-c", \`file --brief /mnt/in/\${key}\`]);
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'cp.spawnSync' runs a shell command to which 'event.Records[].s3.object.key' of the object's key can add others
  }
};`,
        fixed: `const cp = require("child_process");

exports.handler = async (event) => {
  for (const record of event.Records) {
    const key = decodeURIComponent(record.s3.object.key.replace(/\\+/g, " "));
    cp.spawnSync("file", ["--brief", \`/mnt/in/\${key}\`]);
  }
};`,
      },
      {
        title: "A helper in another module asks for a shell",
        bad: `import { thumbnail } from "./lib/thumbnail.js";

export const handler = async (event) => {
  await thumbnail(event.pathParameters.photo);
  return { statusCode: 202, body: "" };
};
//- lib/thumbnail.js
import { spawn } from "node:child_process";

export function thumbnail(name) {
  const child = spawn("convert", ["/mnt/photos/" + name, "-thumbnail", "80", "/tmp/out.png"], { shell: true, cwd: "/tmp" });
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'spawn' runs a shell command to which 'event.pathParameters.photo' of the request can add others
  return new Promise((resolve, reject) => child.on("exit", resolve).on("error", reject));
}`,
        fixed: `import { thumbnail } from "./lib/thumbnail.js";

export const handler = async (event) => {
  await thumbnail(event.pathParameters.photo);
  return { statusCode: 202, body: "" };
};
//- lib/thumbnail.js
import { spawn } from "node:child_process";

export function thumbnail(name) {
  const child = spawn("convert", ["/mnt/photos/" + name, "-thumbnail", "80", "/tmp/out.png"], { cwd: "/tmp" });
  return new Promise((resolve, reject) => child.on("exit", resolve).on("error", reject));
}`,
      },
      {
        title: "A pipe needs a shell",
        bad: `const { exec } = require("child_process");

exports.handler = (event, context, callback) => {
  const { word } = JSON.parse(event.body);
  exec("grep -c " + word + " /opt/words.txt | head -1", (error, out) => callback(error, out));
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'exec' runs a shell command to which 'event.body.word' of the request can add others
};`,
      },
      {
        title: "No shell, a checked name, a quoted one, and a constant command",
        good: `const { execFileSync, execSync, spawn } = require("node:child_process");
const { quote } = require("shell-quote");

exports.handler = async (event) => {
  const { name, title, size } = event.queryStringParameters;
  execFileSync("convert", ["/tmp/in.png", "-set", "comment", title, "/tmp/out.png"]);
  execSync(\`convert /tmp/in.png -comment \${quote([title])} /tmp/out.png\`);
  execSync(\`convert /tmp/in.png -resize \${Number(size)} /tmp/out.png\`);
  execSync('convert /tmp/in.png -comment "$TITLE" /tmp/out.png', { env: { ...process.env, TITLE: title } });
  spawn("sh", ["-c", 'convert /tmp/in.png -comment "$1" /tmp/out.png', "sh", title]);
  spawn("sh", ["/opt/resize.sh", title], { shell: false });
  if (!/^[\\w-]{1,40}$/.test(name)) return { statusCode: 400, body: "" };
  execSync(\`convert /tmp/in.png /tmp/\${name}.jpg\`);
  return { statusCode: 200, body: /^(?<year>\\d+)-/.exec(title)?.groups.year ?? "" };
};`,
      },
    ],
  },
  to: "command",
  accepts: (flow) => flow.facts["behind"] !== undefined && !isScript(flow),
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' runs a shell command to which '${shown(source, 40)}' of ${event} can add others`,
  fix: withoutShell,
});

/** `sh -c text` runs a text; what stands behind a script's name are its arguments. */
const isScript = (flow: Flow): boolean =>
  /^(?:-\w*c|\/[ck]|-(?:Encoded)?Command)$/i.test(String(flow.beside("0") ?? ""));
