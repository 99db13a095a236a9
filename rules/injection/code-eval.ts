import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { isMended } from "../shared/mended.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/code-eval",
    severity: "error",
    confidence: "high",
    summary: "Text of the event is run as JavaScript",
    why: "Code that came with the event does what the function can do: it reads the environment with the credentials of the role, calls AWS, and changes the module for the invocations that follow. `vm` is no way out: a context of its own is left with `constructor.constructor`, and its documentation says that it is no security mechanism.\n\nText that holds data is read with `JSON.parse`. A choice between things to do is a table of functions that the text only picks from. A formula needs an evaluator that knows numbers and operators and nothing else.",
    duty: "code",
    cwe: [95],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "MDN: Never use direct eval()!",
        url: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/eval#never_use_direct_eval!",
      },
      { title: "Node.js: VM (executing JavaScript)", url: "https://nodejs.org/api/vm.html" },
    ],
    examples: [
      {
        title: "A body that is read by running it",
        bad: `exports.handler = async (event) => {
  const order = eval("(" + event.body + ")");
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'eval' runs code that 'event.body' of the request decides
  return { statusCode: 200, body: String(order.total) };
};`,
        fixed: `exports.handler = async (event) => {
  const order = JSON.parse(event.body);
  return { statusCode: 200, body: String(order.total) };
};`,
      },
      {
        title: "A function made of text",
        file: "handler.ts",
        bad: `import type { SQSEvent } from "aws-lambda";

export const handler = async ({ Records }: SQSEvent) => {
  for (const { body } of Records) {
    const settings = new Function(\`return \${body}\`)();
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Function' runs code that 'event.Records[].body' of the message decides
    await save(settings as Settings);
  }
};`,
        fixed: `import type { SQSEvent } from "aws-lambda";

export const handler = async ({ Records }: SQSEvent) => {
  for (const { body } of Records) {
    const settings = JSON.parse(body);
    await save(settings as Settings);
  }
};`,
      },
      {
        title: "A formula in a context of its own, by a helper",
        bad: `//- formula.js
import vm from "node:vm";

export function evaluate(formula, row) {
  const source = \`result = \${formula}\`;
  const context = vm.createContext({ ...row });
  vm.runInContext(source, context, { timeout: 50 });
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'vm.runInContext' runs code that 'event.body.formula' of the request decides
  return context.result;
}
import { evaluate } from "./formula.js";

export const handler = async (event) => {
  const { formula, row } = JSON.parse(event.body);
  return { statusCode: 200, body: String(evaluate(formula, row)) };
};`,
      },
      {
        title: "Data is read as data, and the text only picks what is run",
        good: `const vm = require("node:vm");
const operations = new Map([["sum", (a, b) => a + b], ["max", Math.max]]);
const script = new vm.Script("a + b");

exports.handler = async (event) => {
  const { a, b, operation } = JSON.parse(event.body);
  const known = operations.get(operation)?.(a, b);
  const sum = script.runInNewContext({ a: Number(a), b: Number(b) });
  const twice = eval(\`2 * \${Number(a)}\`);
  setTimeout(() => console.log(operation), 10);
  return { statusCode: 200, body: JSON.stringify({ known, sum, twice }) };
};`,
      },
    ],
  },
  to: "code",
  accepts: isMended,
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' runs code that '${shown(source, 40)}' of ${event} decides`,
  fix: readAsJson,
});

/** `eval(text)`, `eval("(" + text + ")")` and `new Function("return " + text)()` may be meant to read JSON. */
function readAsJson(flow: Flow, edit: Edit): Cure | undefined {
  const { call } = flow;
  if (call.kind !== "call" || call.args.length !== 1) return undefined;
  const [text] = call.args;
  const name = call.callee.kind === "name" ? call.callee.name : "";
  const data = text && dataIn(text, name === "Function");
  const outer = flow.around(call).at(-1);
  const made = name === "Function" && outer?.kind === "call" && outer.callee === call && outer.args.length === 0;
  const whole = name === "eval" ? call : made ? outer : undefined;
  if (!data || !whole) return undefined;
  return {
    title: "Read it with JSON.parse",
    safety: "unsafe",
    edits: edit.text(whole, `JSON.parse(${textAt(data)})`),
  };
}

/** The one value in a text that has nothing else but brackets, or `return`, around it. */
function dataIn(text: Code.Expression, isBody: boolean): Code.Expression | undefined {
  const around = isBody ? /^return\s*\(?\0\)?;?$/ : /^\(?\0\)?$/;
  if (text.kind === "template" && !text.tag) {
    const [only, ...others] = text.expressions;
    const outline = text.texts.map(({ value }) => value).join("\0");
    return others.length === 0 && around.test(outline) ? only : undefined;
  }
  if (text.kind !== "binary") return isBody || text.kind === "literal" ? undefined : text;
  const terms: Code.Expression[] = [];
  let left: Code.Expression = text;
  for (; left.kind === "binary" && left.operator === "+"; left = left.left) terms.unshift(left.right);
  terms.unshift(left);
  const data = terms.filter(({ kind }) => kind !== "literal");
  const outline = terms.map((term) => (term.kind === "literal" ? String(term.value) : "\0")).join("");
  return data.length === 1 && around.test(outline) ? data[0] : undefined;
}
