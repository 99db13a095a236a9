import { type Cure, type Edit, type Flow, taintRule } from "../../engine/authoring.ts";
import { operandsOf, type Part } from "../shared/query-text.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/nosql-where",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes JavaScript that the database runs",
    why: "`$where`, `$function`, `$accumulator` and `mapReduce` take JavaScript, which the database runs for every document. A quote in the value ends the string, and what follows decides which documents match: `' || '1' == '1` matches all of them, and a question about one letter at a time reads out fields that the answer never shows. A loop in it keeps the database busy.\n\nNearly everything that is written so can be said with operators, which take values as values and use indexes.",
    duty: "code",
    cwe: [943, 95],
    controls: ["SAS-1", "A1"],
    references: [
      { title: "MongoDB: $where", url: "https://www.mongodb.com/docs/manual/reference/operator/query/where/" },
    ],
    examples: [
      {
        title: "A comparison written as JavaScript",
        bad: `const { MongoClient } = require("mongodb");
const client = new MongoClient(process.env.MONGO_URL);

exports.handler = async (event) => {
  const { owner, age } = event.queryStringParameters;
  const photos = client.db("shop").collection("photos");
  const found = await photos.find({ $where: \`this.owner == '\${owner}' && this.age > \${age}\`, hidden: false }).toArray();
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'photos.find' has the database run JavaScript that 'event.queryStringParameters.owner' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(found) };
};`,
        fixed: `const { MongoClient } = require("mongodb");
const client = new MongoClient(process.env.MONGO_URL);

exports.handler = async (event) => {
  const { owner, age } = event.queryStringParameters;
  const photos = client.db("shop").collection("photos");
  const found = await photos.find({ owner: { $eq: owner }, age: { $gt: Number(age) }, hidden: false }).toArray();
  return { statusCode: 200, body: JSON.stringify(found) };
};`,
      },
      {
        title: "A model's query, in TypeScript, with the text put together before",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { model, Schema } from "mongoose";

const Order = model("Order", new Schema({ note: String }));

export const handler = async (event: APIGatewayProxyEvent) => {
  const word = event.queryStringParameters?.word ?? "";
  let test = "this.note.includes('" + word + "')";
  if (event.queryStringParameters?.open) test += " && this.open";
  const orders = await Order.find().$where(test).lean();
                       ^^^^^^^^^^^^^^^^^^^^^^^^^ 'Order.find().$where' has the database run JavaScript that 'event.queryStringParameters.word' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(orders) };
};`,
      },
      {
        title: "JavaScript without a value, and values in operators",
        good: `const { MongoClient } = require("mongodb");
const client = new MongoClient(process.env.MONGO_URL);

exports.handler = async (event) => {
  const photos = client.db("shop").collection("photos");
  const { owner, size } = event.queryStringParameters;
  const large = await photos.find({ $where: "this.width > this.height", owner }).toArray();
  const exact = await photos.find({ $where: \`this.width == \${Number(size)}\` }).toArray();
  return { statusCode: 200, body: JSON.stringify([large, exact]) };
};`,
      },
    ],
  },
  to: "where",
  // a whole filter from outside is told by injection/nosql-operator
  accepts: (flow) => /\.\$(?:where|function|accumulator)\b/.test(flow.source) || (isWhole(flow) && flow.mayBeObject),
  message: (flow) =>
    `'${shown(flow.sink, 26)}' has the database run JavaScript that '${shown(flow.source, 40)}' of ${flow.event} can rewrite`,
  fix: asOperators,
});

const isWhole = ({ part, outline, sink }: Flow): boolean =>
  part === undefined && outline === undefined && !/\.(?:\$where|mapReduce)$/.test(sink);

const operators: Readonly<Record<string, string>> = {
  "<": "$lt",
  "<=": "$lte",
  ">": "$gt",
  ">=": "$gte",
  "!=": "$ne",
  "!==": "$ne",
};

/** `$where: "this.a == '…' && this.b > …"` as the operators that say the same. */
function asOperators(flow: Flow, edit: Edit): Cure | undefined {
  const { argument, value } = flow;
  if (flow.part !== "$where" || argument.kind !== "object") return undefined;
  const property = argument.properties.find((one) => one.key === "$where" && one.value === value);
  const parts = operandsOf(value, flow.literal)?.flatMap((operand) => operand.parts);
  const written = property && parts && comparisonsIn(parts);
  const names = written?.map(({ name }) => name) ?? [];
  const isTaken = argument.properties.some(
    ({ key }) => key === undefined || typeof key !== "string" || names.includes(key),
  );
  if (!property || !written || isTaken || new Set(names).size < names.length) return undefined;
  return {
    title: "Compare by operators",
    safety: "unsafe",
    edits: edit.text(property, written.map(({ name, test }) => `${name}: ${test}`).join(", ")),
  };
}

interface Comparison {
  readonly name: string;
  readonly test: string;
}

/** Each `this.field == value` between `&&`; undefined if there is anything else. */
function comparisonsIn(parts: readonly Part[]): readonly Comparison[] | undefined {
  const sources: string[] = [];
  const text = parts
    .map((part) => (part.kind === "text" ? part.value : `\0${sources.push(part.source) - 1}\0`))
    .join("");
  const found = text
    .replace(/^\s*return\s+/, "")
    .replace(/;\s*$/, "")
    .split("&&")
    .map((one) => comparison(one, sources));
  return found.every((one) => one !== undefined) ? found : undefined;
}

function comparison(text: string, sources: readonly string[]): Comparison | undefined {
  const found =
    /^\s*this\.([A-Za-z_]\w*)\s*(===?|!==?|[<>]=?)\s*(?:(['"])\0(\d+)\0\3|\0(\d+)\0|(-?\d+(?:\.\d+)?|true|false))\s*$/.exec(
      text,
    );
  if (!found?.[1] || !found[2]) return undefined;
  const [, name, operator, , quoted, bare, plain] = found;
  const value = quoted ? sources[Number(quoted)] : bare ? `Number(${sources[Number(bare)]})` : plain;
  return { name, test: `{ ${operators[operator] ?? "$eq"}: ${value} }` };
}
