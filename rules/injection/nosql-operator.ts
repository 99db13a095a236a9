import { type CodeNode, type Flow, nodesOf, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { plainValues } from "./_document-filter.ts";

export default taintRule({
  meta: {
    id: "injection/nosql-operator",
    severity: "error",
    confidence: "medium",
    summary: "A part of a JSON body is a filter's value and may be an operator",
    why: 'A query of a document database is an object, and so is what JSON brings. Where a filter expects a password, a request can send `{ "$ne": null }`, which is true for every document: a login without a password, all rows instead of one, a deletion of everything. No quote is needed, and nothing is escaped. A schema of Mongoose does not help: it casts values and leaves operators.\n\nTexts of the path and the query string are texts and nothing else, so only what was parsed can do this. Say that a value is a value with `{ $eq: value }`, make text of it with `String(value)`, or check the body against a schema first.',
    duty: "code",
    cwe: [943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "mongo-sanitize: query selector injection",
        url: "https://github.com/vkarpov15/mongo-sanitize",
      },
      {
        title: "MongoDB: $where",
        url: "https://www.mongodb.com/docs/manual/reference/operator/query/where/",
      },
    ],
    examples: [
      {
        title: "A login that finds the first user",
        bad: `const { MongoClient } = require("mongodb");
const client = new MongoClient(process.env.MONGO_URL);

exports.handler = async (event) => {
  const { email, password } = JSON.parse(event.body);
  const users = client.db("shop").collection("users");
  const user = await users.findOne({ email, password, active: true });
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'users.findOne' filters by 'event.body.email', which may be an operator such as $ne
  return { statusCode: user ? 200 : 401, body: JSON.stringify({ id: user?._id }) };
};`,
        fixed: `const { MongoClient } = require("mongodb");
const client = new MongoClient(process.env.MONGO_URL);

exports.handler = async (event) => {
  const { email, password } = JSON.parse(event.body);
  const users = client.db("shop").collection("users");
  const user = await users.findOne({ email: { $eq: email }, password: { $eq: password }, active: true });
  return { statusCode: user ? 200 : 401, body: JSON.stringify({ id: user?._id }) };
};`,
      },
      {
        title: "A model in a helper, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import mongoose from "mongoose";

const Reset = mongoose.model("Reset", new mongoose.Schema({ token: String, userId: String }));

const byToken = (reset: { token: string }) => Reset.findOne({ token: reset.token });
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Reset.findOne' filters by 'event.body.token', which may be an operator such as $ne

export const handler = async (event: APIGatewayProxyEventV2) => {
  const body = JSON.parse(event.body ?? "{}");
  const reset = await byToken(body);
  return { statusCode: reset ? 200 : 404 };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import mongoose from "mongoose";

const Reset = mongoose.model("Reset", new mongoose.Schema({ token: String, userId: String }));

const byToken = (reset: { token: string }) => Reset.findOne({ token: { $eq: reset.token } });

export const handler = async (event: APIGatewayProxyEventV2) => {
  const body = JSON.parse(event.body ?? "{}");
  const reset = await byToken(body);
  return { statusCode: reset ? 200 : 404 };
};`,
      },
      {
        title: "Values that are values",
        good: `const { MongoClient, ObjectId } = require("mongodb");
const client = new MongoClient(process.env.MONGO_URL);

exports.handler = async (event) => {
  const photos = client.db("shop").collection("photos");
  const { tag, owner, ids, id } = JSON.parse(event.body);
  if (typeof owner !== "string") return { statusCode: 400 };
  const found = await photos
    .find({ tag: { $eq: tag }, owner, _id: { $in: ids }, state: event.queryStringParameters.state })
    .toArray();
  const one = await photos.findOne({ _id: new ObjectId(id), name: String(tag) });
  return { statusCode: 200, body: JSON.stringify([...found, one]) };
};`,
      },
      {
        title: "Mongoose with its own filter of operators",
        good: `const mongoose = require("mongoose");
mongoose.set("sanitizeFilter", true);
const User = mongoose.model("User", new mongoose.Schema({ email: String }));

exports.handler = async (event) => {
  const { email } = JSON.parse(event.body);
  const user = await User.findOne({ email });
  return { statusCode: user ? 200 : 404 };
};`,
      },
    ],
  },
  to: "nosql",
  // a GraphQL schema knows no names with a dollar sign
  accepts: (flow) => /^\w+\.arguments\b/.test(flow.source) || (flow.library === "mongoose" && isSanitized(flow)),
  message: (flow) =>
    `'${shown(flow.sink, 38)}' filters by '${shown(flow.source, 44)}', which may be an operator such as ${flow.facts["operator"] ?? "$ne"}`,
  fix: plainValues,
});

/** Whether Mongoose is told to take no operators: for all queries, or for this one. */
function isSanitized(flow: Flow): boolean {
  if (flow.call.kind === "call" && flow.call.args.some(isOption)) return true;
  for (const statement of flow.statements()) {
    if (!statement.block.text.includes("sanitizeFilter")) continue;
    for (const node of nodesOf(statement)) if (isSetting(node)) return true;
  }
  return false;
}

function isOption(node: CodeNode): boolean {
  return node.kind === "object" && node.properties.some(({ key, value }) => key === "sanitizeFilter" && isTrue(value));
}

/** `mongoose.set("sanitizeFilter", true)`, and `new Schema(fields, { sanitizeFilter: true })` or `setOptions`. */
function isSetting(node: CodeNode): boolean {
  if (node.kind !== "call") return false;
  const [name, value] = node.args;
  if (node.callee.kind === "member" && node.callee.property === "set" && name?.kind === "literal" && value)
    return name.value === "sanitizeFilter" && isTrue(value);
  return node.args.some(isOption);
}

const isTrue = (e: CodeNode): boolean => textAt(e) === "true";
