import { taintRule } from "../../engine/authoring.ts";

export default taintRule({
  meta: {
    id: "injection/command",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of a shell command",
    why: "A shell runs whatever follows `;`, `&&`, `|` or a backtick. Whoever sends the event runs commands with the function's role, reads its environment (credentials included) and leaves things behind for the next invocation. Call the program without a shell, each argument an item of a list.",
    duty: "code",
    cwe: [78],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Node.js: child_process.execFile",
        url: "https://nodejs.org/api/child_process.html#child_processexecfilefile-args-options-callback",
      },
    ],
    examples: [
      {
        title: "The request's text in a shell command",
        bad: `const { execSync } = require("node:child_process");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  execSync(\`convert /tmp/in.png /tmp/\${name}.jpg\`);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'execSync' runs a command that depends on 'event.queryStringParameters.name'
};`,
      },
      {
        title: "The program without a shell",
        good: `const { execFileSync } = require("node:child_process");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  if (!/^[\\w-]{1,40}$/.test(name)) return { statusCode: 400, body: "" };
  execFileSync("convert", ["/tmp/in.png", \`/tmp/\${name}.jpg\`]);
};`,
      },
    ],
  },
  to: "command",
  message: (flow) => `'${flow.sink}' runs a command that depends on '${flow.source}' of ${flow.event}`,
});
