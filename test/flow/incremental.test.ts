import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Host } from "../../engine/host.ts";
import { finish } from "../../engine/task.ts";
import type { MarkedFile } from "../markers.ts";
import { hostOf, root } from "../workspace-of.ts";
import { filesOf } from "./marked.ts";

/** A pure sequence of numbers below `bound`, the same in every run. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % bound;
  };
}

type Random = (bound: number) => number;
const one = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

/** The findings of all files, asked for in some order. */
function findings(host: Host, paths: readonly string[]): string {
  const all = paths.map((path) => [path, finish(host.snapshot().check(path))] as const);
  return JSON.stringify(
    all.sort(([a], [b]) => (a < b ? -1 : 1)),
    undefined,
    1,
  );
}

const shuffled = <T>(list: readonly T[], random: Random): readonly T[] =>
  list
    .map((item) => [random(1e6), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

/** Applies edits at random to one workspace, and compares what it finds with what a new one finds in the same texts. */
function compare(start: string, pieces: readonly string[], seed: number, steps: number): void {
  const random = seeded(seed);
  let files = filesOf(start);
  const host = hostOf(files);
  const history = [files];
  for (let step = 0; step < steps; step++) {
    files = random(12) === 0 ? one(history, random) : edited(files, pieces, random);
    history.push(files);
    host.apply({ files: files.map(({ path, text }) => ({ path: `${root}/${path}`, text })) });
    if (random(4) === 0) continue;
    const paths = shuffled(
      files.map(({ path }) => `${root}/${path}`),
      random,
    );
    const some = random(3) === 0 ? paths.slice(1) : paths;
    const [again, afresh] = [findings(host, some), findings(hostOf(files), shuffled(some, random))];
    const texts = files.map(({ path, text }) => `//- ${path}\n${text}`).join("");
    assert.equal(again, afresh, `step ${step} of seed ${seed}:\n${texts}`);
  }
}

/** One line of one file is removed, moved, doubled, replaced by a piece or put before one; or one word becomes another of the file. */
function edited(files: readonly MarkedFile[], pieces: readonly string[], random: Random): readonly MarkedFile[] {
  const changed = random(files.length);
  return files.map((file, index) =>
    index === changed ? { ...file, text: editedText(file.text, pieces, random) } : file,
  );
}

function editedText(text: string, pieces: readonly string[], random: Random): string {
  const lines = text.split("\n");
  const at = random(lines.length);
  switch (random(6)) {
    case 0:
      return lines.toSpliced(at, 1).join("\n");
    case 1: {
      const [line = ""] = lines.splice(at, 1);
      return lines.toSpliced(random(lines.length + 1), 0, line).join("\n");
    }
    case 2:
      return lines.toSpliced(at, 0, lines[random(lines.length)] ?? "").join("\n");
    case 3:
      return lines.toSpliced(at, 0, one(pieces, random)).join("\n");
    case 4:
      return lines.toSpliced(at, 1, one(pieces, random)).join("\n");
    default: {
      const words = text.match(/\w+/g) ?? ["x"];
      const [from, to] = [one(words, random), one(words, random)];
      const place = text.indexOf(from, random(text.length));
      return place < 0 ? text : text.slice(0, place) + to + text.slice(place + from.length);
    }
  }
}

const twoModules = `import { exec } from "node:child_process";
import mysql from "mysql2/promise";
import * as lib from "./lib.js";
import { find, makeRepo, remember, isId, Repo } from "./lib.js";
const pool = mysql.createPool({});
const repo = makeRepo(pool);
const users = new Repo(pool, "users");
let last = "";
const PREFIX = "select * from t where id = ";
function query(text) { return pool.query(PREFIX + text); }
function keep(text) { last = text; }
function even(n) { if (n.a) exec("ls " + n.b); return odd(n.c); }
function odd(n) { return even(n); }
export const handler = async (event) => {
  const id = event.queryStringParameters.id;
  if (!isId(id)) return { statusCode: 400 };
  await query(id);
  keep(event.body); exec("ls " + last);
  remember(event.body);
  await find(pool, event.body);
  await repo.find(event.pathParameters.name); await users.find(event.pathParameters.name);
  await lib.run(JSON.parse(event.body).command, (x) => exec(x));
  return odd(JSON.parse(event.body));
};
//- lib.js
import { exec } from "node:child_process";
import { PATTERN } from "./names.js";
let memory = "";
export const remember = (text) => { memory = text; };
export const recall = () => exec("cat " + memory);
export function isId(text) { return PATTERN.test(text); }
export async function find(db, id) { return db.query("select * from t where id = " + id); }
export const makeRepo = (db) => ({ find: (name) => db.query("select * from t where n = " + name), other: (x) => exec(x) });
export class Repo {
  constructor(db, table) { this.db = db; this.table = table; }
  find(name) { return this.db.query(\`select * from \${this.table} where n = '\${name}'\`); }
}
export const run = (command, then) => then("ls " + clean(command));
function clean(text) { return text.trim(); }
export const handler = async ({ body }) => recall(remember(body));
//- names.js
export const PATTERN = /^[a-z]+$/;
export const other = [1, 2, 3];
`;

const statements = [
  "let last = 5;",
  "const PREFIX = process.env.PREFIX;",
  "last = query('x');",
  "export const other = async (event) => exec(`ls ${event.path} ${last}`);",
  "  exec(`ls ${event.headers.host}`);",
  "  id = event.body.id;",
  "  if (event.a) { return; }",
  "  for (const x of event.list) keep(x);",
  "function clean(text) { return Number(text); }",
  "function clean(text) { return memory + text; }",
  "function isId(text) { return /^.*$/.test(text); }",
  "export * from './names.js';",
  "import { handler as inner } from './handler.js';",
  "module.exports = { query, even };",
  "exports.third = (event) => query(event.body);",
  "export default handler;",
  "memory = memory + 'x';",
  "const users = { find: (x) => query(x) };",
  "}",
  "{",
  "// nothing",
  "",
];

const deployment = `//- template.yaml
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: 5
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/api.handler
      Environment: { Variables: { TABLE: photos } }
      Policies:
        - Statement:
            - { Effect: Allow, Action: s3:GetObject, Resource: "*" }
            - { Effect: Allow, Action: "dynamodb:*", Resource: "*" }
      Events:
        Get: { Type: Api, Properties: { Path: /x, Method: get } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/worker.handler
      Events:
        Queue: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }
  Jobs:
    Type: AWS::SQS::Queue
//- src/api.js
import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { run } from "./shared.js";
const s3 = new S3Client({});
export const handler = async (event) => {
  await run(event.queryStringParameters.name);
  await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: "a" }));
  try { run("x"); } catch (error) { return { statusCode: 500, body: error.message }; }
  return { statusCode: 200, body: "" };
};
//- src/worker.js
import { run } from "./shared.js";
export const handler = async (event) => { for (const { body, messageId } of event.Records) { run(body); run(messageId); } };
//- src/shared.js
import { exec } from "node:child_process";
export const run = (text) => exec("ls " + text);
`;

const deploymentLines = [
  "        Every: { Type: Schedule, Properties: { Schedule: rate(1 day) } }",
  "        Get: { Type: HttpApi, Properties: { Path: /x, Method: get } }",
  "      Handler: src/worker.handler",
  "      Handler: src/api.handler",
  "      Handler: src/api.other",
  "      Handler: src/shared.run",
  "    Timeout: 300",
  "      Policies: AmazonS3FullAccess",
  "  Other: { Type: AWS::S3::Bucket }",
  "    Type: AWS::Lambda::Function",
  "      # handrail-ignore iam/no-wildcard-resource: all of them",
  "  // handrail-ignore injection/command: sandboxed",
  "export const other = async (event) => run(event.body ?? event.Records[0].body);",
  'await s3.send(new PutObjectCommand({ Bucket: "b" }));',
  "export const run = (text) => exec(`ls ${Number(text)}`);",
  "}",
  "",
];

const typed = `//- handler.ts
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Pool } from "pg";
import { type Collection } from "mongodb";
import { exec } from "node:child_process";
interface Deps { db: Pool; users: Collection }
type Other = { db: Collection };
class Store {
  private own!: Pool;
  constructor(private readonly deps: Deps) {}
  run(text: string) { this.own.query(text); return this.deps.db.query(text); }
}
let lazy: Pool | null = null;
const find = ({ users }: Deps, name: unknown) => users.findOne({ name });
const query = (db: Pool, text: string) => db.query(text);
export const handler = async (event: APIGatewayProxyEvent) => {
  find(deps, JSON.parse(event.body).name);
  query(pool, event.body);
  lazy.query(event.body);
  return new Store(deps).run(event.body);
};
`;

const typePieces = [
  'import type { Client as Pool } from "pg";',
  'import type { Pool } from "./own";',
  "type Deps = { db: Other; users: Pool };",
  "interface Other { db: Pool }",
  "let lazy: Collection;",
];

describe("what is found after edits is what is found afresh", () => {
  for (const seed of [41, 42]) it(`in a module with types, seed ${seed}`, () => compare(typed, typePieces, seed, 100));
  for (const seed of [1, 2, 3, 4]) {
    it(`in modules that import one another, seed ${seed}`, () => compare(twoModules, statements, seed, 150));
  }
  for (const seed of [1, 2]) {
    it(`in a template and the code that it deploys, seed ${seed}`, () =>
      compare(deployment, deploymentLines, seed, 100));
  }
});
