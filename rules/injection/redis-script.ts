import type { Cure, Edit, Flow } from "../../engine/authoring.ts";
import { taintRule, textAt } from "../../engine/authoring.ts";
import { namedPlaces } from "../shared/named-places.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/redis-script",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes a script or a command of Redis",
    why: "`EVAL` runs Lua inside the database. A quote in the value ends the string, and what follows reads every key, empties the database or changes sessions that belong to others. The same holds where the request names the command.\n\nA script gets its values as `KEYS` and `ARGV`, which no value can leave; the script is then the same text for every call, which Redis keeps compiled.",
    duty: "code",
    cwe: [94],
    controls: ["SAS-1", "A1"],
    references: [{ title: "Redis: EVAL", url: "https://redis.io/docs/latest/commands/eval/" }],
    examples: [
      {
        title: "A key and a value in the script",
        bad: `const Redis = require("ioredis");
const redis = new Redis(process.env.REDIS_URL);

exports.handler = async (event) => {
  const { session } = event.queryStringParameters;
  const user = await redis.eval(\`return redis.call('HGET', 'session:1', '\${session}')\`, 0);
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'redis.eval' runs a script that 'event.queryStringParameters.session' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify({ user }) };
};`,
        fixed: `const Redis = require("ioredis");
const redis = new Redis(process.env.REDIS_URL);

exports.handler = async (event) => {
  const { session } = event.queryStringParameters;
  const user = await redis.eval("return redis.call('HGET', 'session:1', ARGV[1])", 0, session);
  return { statusCode: 200, body: JSON.stringify({ user }) };
};`,
      },
      {
        title: "A command that the request names, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createClient } from "redis";

const client = createClient({ url: process.env.REDIS_URL });

const run = (command: string, key: string) => client.sendCommand([command, key]);
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'client.sendCommand' runs a command that 'event.body.command' of the request can rewrite

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { command, key } = JSON.parse(event.body ?? "{}");
  return { statusCode: 200, body: JSON.stringify(await run(command, key)) };
};`,
      },
      {
        title: "Keys and values beside the script",
        good: `const Redis = require("ioredis");
const { createClient } = require("redis");
const redis = new Redis(process.env.REDIS_URL);
const client = createClient();

exports.handler = async (event) => {
  const { session, value } = event.queryStringParameters;
  await redis.eval("return redis.call('SET', KEYS[1], ARGV[1])", 1, \`session:\${session}\`, value);
  await client.eval("return redis.call('GET', KEYS[1])", { keys: [session], arguments: [value] });
  await client.sendCommand(["GET", session]);
  return { statusCode: 200, body: await redis.get(session) };
};`,
      },
    ],
  },
  to: "redis",
  message: (flow) =>
    `'${shown(flow.sink, 36)}' runs a ${/eval|script|defineCommand/i.test(flow.sink) ? "script" : "command"} that '${shown(flow.source)}' of ${flow.event} can rewrite`,
  fix: asArguments,
});

/** `ARGV[n]` in the script and the values behind its keys. */
function asArguments(flow: Flow, edit: Edit): Cure | undefined {
  const { call, argument } = flow;
  if (flow.facts["values"] !== "arguments" || call.kind !== "call" || call.args[0] !== argument) return undefined;
  const count = call.args[1];
  const keys = count && flow.literal(count);
  const known = call.args.length - 2 - Number(keys);
  if (typeof keys !== "number" || known < 0 || call.args.some(({ kind }) => kind === "spread" || kind === "function"))
    return undefined;
  const placed = namedPlaces(argument, flow, edit.quote(argument), (_, index) => `ARGV[${known + index + 1}]`);
  const last = call.args.at(-1);
  if (!placed || !last || !/^\s*,?\s*$/.test(call.block.text.slice(last.end, call.argsAt.end))) return undefined;
  const values = placed.values.map(({ source }) => source).join(", ");
  return {
    title: "Pass the values as arguments of the script",
    safety: "unsafe",
    edits: [...edit.text(argument, placed.text), ...edit.text(last, `${textAt(last)}, ${values}`)],
  };
}
