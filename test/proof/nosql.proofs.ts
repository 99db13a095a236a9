import { bodyOf, type Outcome, type Proof } from "./proof.ts";

const engine = "MongoDB's operators (mingo)";
const packages = { mongodb: "mongodb-on-mingo.cjs" };
const users = JSON.stringify({
  users: [
    { _id: "u1", email: "ada@example.com", password: "7f3a", active: true },
    { _id: "u2", email: "bert@example.com", password: "91c0", active: true },
  ],
  photos: [
    { _id: "p1", owner: "ada", age: 4, hidden: false, title: "garden" },
    { _id: "p2", owner: "bert", age: 5, hidden: false, title: "secret" },
  ],
});
const posted = (body: unknown) => ({ body: JSON.stringify(body) });
const isStatus = (status: number) => (outcome: Outcome) =>
  (outcome.answer as { statusCode?: number } | undefined)?.statusCode === status;

const login = {
  rule: "injection/nosql-operator",
  engine,
  packages,
  data: users,
  code: "A login that finds the first user",
  attack: {
    event: posted({ email: { $ne: null }, password: { $ne: null } }),
    before: "a login without name and password",
    after: "the login is refused",
    succeeds: isStatus(200),
  },
  honest: {
    event: posted({ email: "bert@example.com", password: "91c0" }),
    answer: "the user is logged in",
    isAnswered: (outcome: Outcome) => (bodyOf(outcome) as { id?: string } | undefined)?.id === "u2",
  },
} as const;

const proofs: readonly Proof[] = [
  { ...login, title: "a login, compared by $eq" },
  { ...login, title: "a login, with values made text", cure: "Make text of each value" },
  {
    rule: "injection/nosql-operator",
    title: "a deletion by id",
    engine,
    packages,
    data: users,
    code: {
      "handler.ts": `import { MongoClient } from "mongodb";

const photos = new MongoClient("mongodb://db").db("shop").collection("photos");

export const handler = async (event: { body: string }) => {
  const body = JSON.parse(event.body);
  const { deletedCount } = await photos.deleteMany({ $and: [{ _id: body.id }, { owner: body.owner }] });
  return { statusCode: 200, body: JSON.stringify(deletedCount) };
};`,
    },
    attack: {
      event: posted({ id: { $exists: true }, owner: { $gt: "" } }),
      before: "everyone's photos are deleted",
      after: "no photo is deleted",
      succeeds: (outcome) => Number(bodyOf(outcome)) > 0,
    },
    honest: {
      event: posted({ id: "p1", owner: "ada" }),
      answer: "the one photo is deleted",
      isAnswered: (outcome) => bodyOf(outcome) === 1,
    },
  },
  {
    rule: "injection/nosql-where",
    title: "a comparison written as JavaScript",
    engine: "JavaScript (node:vm) and MongoDB's operators (mingo)",
    packages,
    data: users,
    code: "A comparison written as JavaScript",
    attack: {
      event: { queryStringParameters: { owner: "' || '1' == '1", age: "0" } },
      before: "other people's photos come back",
      after: "no photo comes back",
      succeeds: (outcome) => JSON.stringify(bodyOf(outcome) ?? "").includes("secret"),
    },
    honest: {
      event: { queryStringParameters: { owner: "ada", age: "3" } },
      answer: "her own photo",
      isAnswered: (outcome) => (bodyOf(outcome) as { title: string }[] | undefined)?.[0]?.title === "garden",
    },
  },
  {
    rule: "injection/mass-assignment",
    title: "a new user as the request sends it",
    engine,
    packages,
    code: {
      "handler.js": `const { MongoClient } = require("mongodb");
const users = new MongoClient("mongodb://db").db("shop").collection("users");

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  if (!body.name || !body.email) return { statusCode: 400 };
  await users.insertOne({ ...body, createdAt: 1 });
  return { statusCode: 201 };
};`,
    },
    attack: {
      event: posted({ name: "Eve", email: "eve@example.com", role: "admin" }),
      before: "the new user is an administrator",
      after: "the new user has no role",
      succeeds: ({ noted }) => noted.some((user) => (user as { role?: string }).role === "admin"),
    },
    honest: {
      event: posted({ name: "Ada", email: "ada@example.com" }),
      answer: "the user is stored",
      isAnswered: ({ noted }) =>
        noted.some(
          (user) => (user as { name?: string; createdAt?: number }).name === "Ada" && "createdAt" in (user as object),
        ),
    },
  },
];

export default proofs;
