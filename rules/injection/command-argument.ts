import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { programs } from "./_programs.ts";

export default taintRule({
  meta: {
    id: "injection/command-argument",
    severity: "warning",
    confidence: "medium",
    summary: "Text of the event can be an option of a program, or the program",
    why: "Without a shell an argument stays one argument, but a program still takes what begins with `-` for an option: `git clone --upload-pack=…`, `tar --to-command=…`, `curl -o/tmp/…` and `find -exec` run or write something. Most programs take no options behind `--`; a folder or a `./` in front of a name does the same. Where the text names the program itself, everything that is installed can be run.",
    duty: "code",
    cwe: [88],
    controls: ["SAS-1", "A1"],
    references: [
      { title: "Sonar: argument injection vectors", url: "https://sonarsource.github.io/argument-injection-vectors/" },
      { title: "CWE-88: Argument Injection", url: "https://cwe.mitre.org/data/definitions/88.html" },
    ],
    examples: [
      {
        title: "An address that git may take for an option",
        bad: `const { execFileSync } = require("node:child_process");

exports.handler = async (event) => {
  const { repository } = event.queryStringParameters;
  execFileSync("git", ["clone", "--depth", "1", repository, "/tmp/work"]);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'execFileSync' hands on 'event.queryStringParameters.repository' of the request, which may be an option
  return { statusCode: 202, body: "" };
};`,
        fixed: `const { execFileSync } = require("node:child_process");

exports.handler = async (event) => {
  const { repository } = event.queryStringParameters;
  execFileSync("git", ["clone", "--depth", "1", "--", repository, "/tmp/work"]);
  return { statusCode: 202, body: "" };
};`,
      },
      {
        title: "The program is a part of the message",
        file: "worker.ts",
        bad: `import { spawn } from "node:child_process";
import type { SQSEvent } from "aws-lambda";

const start = (tool: string, file: string) => spawn(tool, ["/tmp/" + file]);
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'spawn' starts the program that 'event.Records[].messageAttributes.tool.…' of the message names

export const handler = async (event: SQSEvent) => {
  for (const { messageAttributes } of event.Records) start(messageAttributes.tool.stringValue ?? "", "in.bin");
};`,
      },
      {
        title: "Behind the options, below a folder, the value of an option, and programs that do no harm",
        good: `const { execFileSync } = require("node:child_process");
const tools = { png: "convert", mp4: "ffmpeg" };

exports.handler = async (event) => {
  const { repository, name, text, kind } = event.queryStringParameters;
  execFileSync("git", ["clone", "--depth", "1", "--", repository, "/tmp/work"]);
  execFileSync("tar", ["-xf", \`/tmp/\${name}\`, "-C", "/tmp/out"]);
  execFileSync("curl", ["--data", text, "https://api.example.com/notes"]);
  execFileSync("echo", [text]);
  if (Object.hasOwn(tools, kind)) execFileSync(tools[kind], ["-version"]);
  if (text.startsWith("-")) return { statusCode: 400, body: "" };
  return { statusCode: 202, body: "" };
};`,
      },
    ],
  },
  to: "argument",
  accepts: (flow) => !mayBeOption(flow),
  message: (flow) =>
    flow.facts["is"] === "program"
      ? `'${shown(flow.sink, 30)}' starts the program that '${shown(flow.source, 40)}' of ${flow.event} names`
      : `'${shown(flow.sink, 30)}' hands on '${shown(flow.source, 40)}' of ${flow.event}, which may be an option`,
  fix: endedOptions,
});

/** Whether nothing stands before the text that keeps it from being an option. */
function mayBeOption(flow: Flow): boolean {
  // a shell takes the text for more than an option: see `injection/command`
  if (asksForShell(flow)) return false;
  const is = flow.facts["is"];
  return is === "words" || (is === "argument" ? isOpenArgument(flow) : startsOpen(flow.outline));
}

const asksForShell = ({ call, literal }: Flow): boolean =>
  call.kind === "call" &&
  call.args.some(
    (one) =>
      one.kind === "object" && one.properties.some(({ key, value }) => key === "shell" && literal(value) !== false),
  );

/** Nothing of the code's own stands before the first unknown part. A text without such a part is only what stands in for a missing one. */
const startsOpen = (outline = ""): boolean => !/^(?!--?\0)[^\0]+\0/.test(outline);

/** An item of a program's arguments that stands where an option may, with nothing of the code's own before it. */
function isOpenArgument(flow: Flow): boolean {
  const index = Number(flow.part);
  const known = programOf(flow);
  if (!known || !Number.isInteger(index) || !startsOpen(flow.outline)) return false;
  for (let before = 0; before < index; before++) if (flow.beside(String(before)) === "--") return false;
  const previous = index > 0 ? flow.beside(String(index - 1)) : undefined;
  return !(typeof previous === "string" && takesValue(previous));
}

/** An option whose value stands behind it; a flag with its value, such as `--depth=1`, has it already. */
const takesValue = (text: string): boolean => /^-{1,2}[A-Za-z][\w-]*$/.test(text);

function programOf({ call, literal }: Flow) {
  const [program] = call.kind === "call" ? call.args : [];
  const name = program && literal(program);
  return typeof name === "string" ? programs.get(name.replace(/^.*\//, "")) : undefined;
}

/** `--` before the text. */
function endedOptions(flow: Flow, edit: Edit): Cure | undefined {
  const item = flow.value;
  if (flow.facts["is"] !== "argument" || programOf(flow)?.end === undefined || item === flow.argument) return undefined;
  if (!isLastOption(flow)) return undefined;
  const quote = edit.quote(item);
  return {
    title: "End the options before it",
    safety: "unsafe",
    edits: edit.text({ block: item.block, start: item.start, end: item.start }, `${quote}--${quote}, `),
  };
}

/** No option of the code's own stands behind the text: it would be taken for a name. */
function isLastOption({ argument, part, literal }: Flow): boolean {
  if (argument.kind !== "array") return false;
  return argument.items.slice(Number(part) + 1).every((item: Code.Expression) => {
    const value = literal(item);
    return (
      item.kind !== "spread" && !(typeof value === "string" && value.startsWith("-")) && !/^[`"']-/.test(textAt(item))
    );
  });
}
