import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { isKeyChecked } from "./_key-checks.ts";

export default taintRule({
  meta: {
    id: "injection/dynamic-method",
    severity: "warning",
    confidence: "medium",
    summary: "The event names the method that is called",
    why: "`object[name]()` finds more than the code has put there: every object inherits `constructor`, `__defineGetter__`, `valueOf` and others, and a client, a model or `this` has methods that were never meant for requests. The sender chooses among all of them, and hands over the arguments too.\n\nOnly own properties of a table of functions (`Object.hasOwn`), a `Map`, a `switch` or a table without a prototype offer what was meant and nothing else.",
    duty: "code",
    cwe: [470],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "CWE-470: Use of Externally-Controlled Input to Select Classes or Code",
        url: "https://cwe.mitre.org/data/definitions/470.html",
      },
      {
        title: "MDN: Object.hasOwn()",
        url: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Object/hasOwn",
      },
    ],
    examples: [
      {
        title: "A table of functions",
        bad: `const actions = {
  create: async (order) => ({ created: order.id }),
  cancel: async (order) => ({ cancelled: order.id }),
};

exports.handler = async (event) => {
  const { action, order } = JSON.parse(event.body);
  const result = await actions[action](order);
                       ^^^^^^^^^^^^^^^^^^^^^^ 'actions[action]' calls any method, inherited ones too, that 'event.body.action' of the request names
  return { statusCode: 200, body: JSON.stringify(result) };
};`,
        fixed: `const actions = {
  create: async (order) => ({ created: order.id }),
  cancel: async (order) => ({ cancelled: order.id }),
};

exports.handler = async (event) => {
  const { action, order } = JSON.parse(event.body);
  if (!Object.hasOwn(actions, action)) throw new Error("Unknown name");
  const result = await actions[action](order);
  return { statusCode: 200, body: JSON.stringify(result) };
};`,
      },
      {
        title: "A method of an instance, held by a name first",
        file: "handler.ts",
        bad: `import type { SQSEvent } from "aws-lambda";
import { Orders } from "./orders";

const orders = new Orders() as any;

export const handler = async (event: SQSEvent) => {
  for (const record of event.Records) {
    const { method, args } = JSON.parse(record.body);
    const run = orders[method];
    if (typeof run === "function") await run(...args);
                                         ^^^^^^^^^^^^ 'run' calls any method, inherited ones too, that 'event.Records[].body.method' of the message names
  }
};`,
      },
      {
        title: "Own properties, a list, a map, and a table without a prototype",
        good: `const actions = { create: (order) => order.id, cancel: (order) => order.id };
const table = Object.assign(Object.create(null), actions);
const bare = { __proto__: null, create: (order) => order.id };
const map = new Map(Object.entries(actions));

exports.handler = async (event) => {
  const { action, order } = JSON.parse(event.body);
  const results = [table[action]?.(order), bare[action]?.(order), map.get(action)?.(order)];
  if (Object.hasOwn(actions, action)) results.push(actions[action](order));
  if (["create", "cancel"].includes(action)) results.push(actions[action](order));
  switch (action) {
    case "create":
      results.push(actions[action](order));
  }
  return { statusCode: 200, body: JSON.stringify(results) };
};`,
      },
    ],
  },
  to: "method",
  accepts: (flow) => isKeyChecked(flow, flow.argument),
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' calls any method, inherited ones too, that '${shown(source, 35)}' of ${event} names`,
  fix: ownOnly,
});

/** A test before the statement; the table and the key must be names that can be said twice. */
function ownOnly(flow: Flow, edit: Edit): Cure | undefined {
  const { call } = flow;
  if (call.kind !== "call" || call.callee.kind !== "member") return undefined;
  const { object, property } = call.callee;
  if (typeof property === "string" || !isPlain(object) || !isPlain(property)) return undefined;
  const quote = edit.quote(call);
  const test = `if (!Object.hasOwn(${textAt(object)}, ${textAt(property)})) throw new Error(${quote}Unknown name${quote});`;
  return { title: "Ask for own properties first", safety: "unsafe", edits: edit.linesBefore(call, [test]) };
}

const isPlain = (e: Code.Expression): boolean =>
  e.kind === "name"
    ? e.name !== "this"
    : e.kind === "member" && !e.optional && isPlain(e.object) && typeof e.property === "string";
