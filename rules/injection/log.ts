import { type Code, type Cure, type Edit, type Flow, nodesOf, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { asArgument } from "./_around.ts";
import { isEncoded, piecesOf, theirsAmong, theirText } from "./_pieces.ts";

export default taintRule({
  meta: {
    id: "injection/log",
    severity: "info",
    confidence: "medium",
    summary: "Text of the event becomes part of a line of a plain-text log",
    why: "A line end in the text begins a new line of the log, and what follows looks like an entry that the function wrote: a sign-in that never was, an error that hides a real one. Whoever reads the log by lines, and every alarm and report that counts them, is told what the sender wants.\n\n`JSON.stringify` marks line ends and control characters. A logger that writes JSON does so for all fields, and the log can be searched by them.",
    duty: "code",
    cwe: [117],
    controls: ["SAS-5"],
    references: [
      { title: "OWASP: Log Injection", url: "https://owasp.org/www-community/attacks/Log_Injection" },
      {
        title: "OWASP: Logging Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
      },
    ],
    examples: [
      {
        title: "A name in a line",
        bad: `exports.handler = async (event) => {
  const { user } = event.queryStringParameters;
  console.log(\`Sign-in of \${user} failed\`);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'console.log' writes 'event.queryStringParameters.user' of the request into a line as it is
  console.log("Try again, " + user);
  return { statusCode: 401 };
};`,
        fixed: `exports.handler = async (event) => {
  const { user } = event.queryStringParameters;
  console.log(\`Sign-in of \${JSON.stringify(user)} failed\`);
  console.log("Try again, " + JSON.stringify(user));
  return { statusCode: 401 };
};`,
      },
      {
        title: "In a helper, beside an error",
        file: "handler.ts",
        bad: `import type { SQSEvent } from "aws-lambda";

function tell(id: string, error: unknown): void {
  console.error("Order " + id + " failed:", error);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'console.error' writes 'event.Records[].body.id' of the message into a line as it is
}

export const handler = async (event: SQSEvent): Promise<void> => {
  for (const { body } of event.Records) tell(JSON.parse(body).id, new Error("no stock"));
};`,
        fixed: `import type { SQSEvent } from "aws-lambda";

function tell(id: string, error: unknown): void {
  console.error("Order " + JSON.stringify(id) + " failed:", error);
}

export const handler = async (event: SQSEvent): Promise<void> => {
  for (const { body } of event.Records) tell(JSON.parse(body).id, new Error("no stock"));
};`,
      },
      {
        title: "JSON, an argument of its own, a number, a checked name",
        good: `const pino = require("pino");
const logger = pino();

exports.handler = async (event) => {
  const { user, page } = event.queryStringParameters;
  console.log("Event: " + JSON.stringify(event));
  console.log("Sign-in of", { user });
  console.log(JSON.stringify({ message: "sign-in", user }));
  console.log(\`Page \${Number(page)} of \${encodeURIComponent(user)}\`);
  console.log("Request " + event.requestContext.requestId);
  logger.info(\`Sign-in of \${user}\`);
  if (!/^\\w{1,20}$/.test(user)) return { statusCode: 400 };
  console.log(\`Sign-in of \${user}\`);
};`,
      },
      {
        title: "The key of an object, which an event holds encoded, and decoded",
        bad: `exports.raw = async (event) => {
  const { key } = event.Records[0].s3.object;
  console.log(\`Object \${key} of \${key.split("/")[0]}\`);
};

exports.decoded = async (event) => {
  const key = decodeURIComponent(event.Records[0].s3.object.key.replace(/\\+/g, " "));
  console.log(\`Object \${key}\`);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'console.log' writes 'event.Records[].s3.object.key' of the object's key into a line as it is
};`,
        fixed: `exports.raw = async (event) => {
  const { key } = event.Records[0].s3.object;
  console.log(\`Object \${key} of \${key.split("/")[0]}\`);
};

exports.decoded = async (event) => {
  const key = decodeURIComponent(event.Records[0].s3.object.key.replace(/\\+/g, " "));
  console.log(\`Object \${JSON.stringify(key)}\`);
};`,
      },
    ],
  },
  to: "log",
  accepts: (flow) => places(flow).length === 0 || isEncodedKey(flow) || isToldBefore(flow),
  message: ({ sink, source, event }) =>
    `'${shown(sink, 25)}' writes '${shown(source, 50)}' of ${event} into a line as it is`,
  fix: mark,
});

const isConcatenation = (e: Code.Expression): boolean =>
  (e.kind === "template" && !e.tag) || (e.kind === "binary" && e.operator === "+");

/** Where the outsider's text is put into a line that is written at the sink itself. */
function places(flow: Flow): readonly Code.Expression[] {
  if (!isConcatenation(flow.argument)) return [];
  return theirsAmong(piecesOf(flow.argument, flow), flow).filter(
    (one) => !isEncoded(one) && one.block === flow.argument.block,
  );
}

/** The key of an object as an event of S3 holds it, encoded for URLs, as long as nothing on the way decodes it. */
const isEncodedKey = ({ source, trace }: Flow): boolean =>
  source.endsWith(".s3.object.key") && !trace.some(({ at }) => /decode|unescape/i.test(at.block.text));

/** One line in a function is enough to say it. */
const isToldBefore = (flow: Flow): boolean => linesLikeIt(flow).some(({ call }) => call.start < flow.call.start);

/** The other lines with such text that the function writes, and where it is put in. */
function linesLikeIt(flow: Flow): readonly { readonly call: Code.Call; readonly places: readonly Code.Expression[] }[] {
  const fn = flow.around(flow.call).findLast((node) => node.kind === "function");
  const isTheirs = theirText(flow);
  return (fn ? [...nodesOf(fn)] : []).flatMap((call) => {
    if (call.kind !== "call" || call === flow.call || !/^console\.\w+$/.test(textAt(call.callee))) return [];
    const pieces = call.args.filter(isConcatenation).flatMap((one) => piecesOf(one, flow));
    const places = pieces.filter((piece): piece is Code.Expression => typeof piece !== "string" && isTheirs(piece));
    return places.length > 0 ? [{ call, places }] : [];
  });
}

function mark(flow: Flow, edit: Edit): Cure {
  const all = new Set([...places(flow), ...linesLikeIt(flow).flatMap((line) => line.places)]);
  return {
    title: "Mark line ends with JSON.stringify",
    safety: "safe",
    edits: [...all].flatMap((place) => edit.text(place, `JSON.stringify(${asArgument(place)})`)),
  };
}
