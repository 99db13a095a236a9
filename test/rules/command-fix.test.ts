import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";

const head = `const { exec, execSync, spawn, execFile, execFileSync } = require("node:child_process");
const cp = require("child_process");
const { promisify } = require("node:util");
const run = promisify(cp.exec);
exports.handler = async (event) => {
  const { a, b } = event.queryStringParameters;
`;

/** The lines of a handler after the first fix of its command; undefined: there is none. */
function fixed(lines: string): string | undefined {
  const files = [{ path: "handler.js", text: `${head}  ${lines}\n};` }];
  const host = hostOf(files);
  const finding = findingsOf(host).find(({ rule }) => rule === "injection/command");
  assert.ok(finding, "it is found");
  const [fix] = curesOf(host, finding);
  if (!fix) return undefined;
  const after = fixedFiles(files, fix);
  assert.ok(!findingsOf(hostOf(after)).some(({ rule }) => rule === "injection/command"), "the finding is gone");
  return after[0]?.text.slice(head.length, -"\n};".length).trim();
}

const rewritten: readonly (readonly [string, string])[] = [
  [
    'exec(`ls -l "${a}" \'/x y/${b}\'`, { cwd: "/" }, done);',
    'execFile("ls", ["-l", a, `/x y/${b}`], { cwd: "/" }, done);',
  ],
  ['execSync("ls " + a + "/" + b.trim() + " -l");', 'execFileSync("ls", [`${a}/${b.trim()}`, "-l"]);'],
  ['cp.exec("ls " + a);', 'cp.execFile("ls", [a]);'],
  ["await run(`ls ${a}`);", 'await promisify(execFile)("ls", [a]);'],
  ["await promisify(exec)(`ls ${a}`);", 'await promisify(execFile)("ls", [a]);'],
  ["await promisify(cp.exec)(`ls ${a}`);", 'await promisify(cp.execFile)("ls", [a]);'],
  ["const c = `ls ${a}`;\n  execSync(c);", 'execFileSync("ls", [a]);'],
  [
    "const c = `ls ${a}`;\n  console.log(c.length);\n  execSync(c);",
    'const c = `ls ${a}`;\n  console.log(c.length);\n  execFileSync("ls", [a]);',
  ],
  ["spawn(`ls ${a}`, { shell: true, cwd: '/' });", "spawn(\"ls\", [a], { cwd: '/' });"],
  ['execFile("bash", ["-c", "cat /tmp/" + a + " " + b], done);', 'execFile("cat", [`/tmp/${a}`, b], done);'],
];

/** A list of arguments cannot say what these texts say, or it is not certain what they say. */
const left: readonly string[] = [
  "execSync(`ls ${a} > /tmp/x`);",
  "execSync(`ls ${a} | head`);",
  "execSync(`ls ${a} && ls`);",
  'execSync(`ls "$HOME/${a}"`);',
  "execSync(`ls *.${a}`);",
  "execSync(`ls ~/${a}`);",
  "execSync(`ls # ${a}`);",
  "execSync(`ls \\\\ ${a}`);",
  "execSync(`ls '${a}`);",
  'execSync("A=1 ls " + a);',
  "execSync(`${a} -l`);",
  "execSync(a);",
  "execSync(`ls ${a}`, { shell: '/bin/bash' });",
  "execSync(`ls ${a}`, options);",
  "spawn('ls', [a, '*.txt'], { shell: true });",
  'execFile("bash", ["-c", "cat " + a, "bash", b], done);',
];

describe("commands become lists of arguments", () => {
  for (const [before, after] of rewritten) it(before, () => assert.equal(fixed(before), after));
});

describe("commands that need a shell are left alone", () => {
  for (const before of left) it(before, () => assert.equal(fixed(before), undefined));
});
