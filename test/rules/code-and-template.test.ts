import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsOf, hostOf, root } from "../workspace-of.ts";

/** What a rule says of files, a line each. */
const told = (rule: string, files: Readonly<Record<string, string>>): readonly string[] => {
  const host = hostOf(Object.entries(files).map(([path, text]) => ({ path, text })));
  return findingsOf(host)
    .filter((finding) => finding.rule === rule)
    .map(({ message }) => message);
};

const service = (properties: string) => `service: s
provider:
  name: aws
functions:
  fn:
    handler: src/fn.handler
${properties
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
`;

describe("variables of the environment that no template sets", () => {
  const unset = (code: string, more = "") =>
    told("cold-start/env-undefined", { "serverless.yml": service(more), "src/fn.js": code });

  for (const [title, code] of [
    ["read in the handler", "exports.handler = async () => process.env.A;"],
    ["taken out of it", "const { A } = process.env;\nexports.handler = async () => A;"],
    ["under another name", "const e = process.env;\nexports.handler = async () => e.A;"],
    ["by an import", "import { env } from 'node:process';\nexport const handler = async () => env.A;"],
    ["in brackets", "const name = 'A';\nexports.handler = async () => process.env[name];"],
    ["thrown about", "if (!process.env.A) throw new Error('no A');\nexports.handler = async () => 1;"],
    [
      "thrown about later",
      "const a = process.env.A;\nif (!a) {\n  throw new Error('no A');\n}\nexports.handler = async () => a;",
    ],
    ["in what a class keeps", "class C { a = process.env.A; }\nconst c = new C();\nexports.handler = async () => c.a;"],
    [
      "in a function that is handed on",
      "const f = () => process.env.A;\nexports.handler = async (e) => e.list.map(f);",
    ],
    [
      "kept, and handed on",
      "const settings = { a: process.env.A };\nexports.handler = async () => f({ ...settings });",
    ],
    ["handed on at once", "const db = connect({ url: process.env.A });\nexports.handler = async () => db;"],
    ["kept, and used", "const settings = { a: process.env.A };\nexports.handler = async () => settings.a;"],
    [
      "kept, and taken apart",
      "const settings = { a: process.env.A };\nexports.handler = async () => { const { a } = settings; return a; };",
    ],
    [
      "asked for by name as the module is loaded",
      "const must = (n) => { const v = process.env[n]; if (!v) throw new Error(n); return v; };\nconst a = must('A');\nexports.handler = async () => 1;",
    ],
    ["in an answer", "exports.handler = async () => ({ headers: { origin: process.env.A } });"],
  ] as const)
    it(`are told: ${title}`, () => assert.deepEqual(unset(code), ["'A' is not set for 'fn': here it is undefined"]));

  for (const [title, code] of [
    ["with a default", "exports.handler = async () => process.env.A ?? 1;"],
    ["with a default in a pattern", "const { A = 'a' } = process.env;\nexports.handler = async () => A;"],
    ["a number with a default", "exports.handler = async () => Number(process.env.A) || 3;"],
    ["asked for", "exports.handler = async () => (process.env.A ? f(process.env.A) : 1);"],
    ["asked for later", "const a = process.env.A;\nexports.handler = async () => { if (a) f(a); };"],
    ["asked for as a property", "const c = { a: process.env.A };\nexports.handler = async () => { if (c.a) f(c.a); };"],
    ["compared", "exports.handler = async () => process.env.A === 'yes';"],
    ["set by the code", "process.env.A = 'a';\nexports.handler = async () => process.env.A;"],
    [
      "set by names that are not known",
      "Object.assign(process.env, load());\nexports.handler = async () => process.env.A;",
    ],
    [
      "set one by one",
      "for (const [k, v] of Object.entries(load())) process.env[k] = v;\nexports.handler = async () => process.env.A;",
    ],
    ["in a function that nothing calls", "exports.other = () => process.env.A;\nexports.handler = async () => 1;"],
    [
      "taken out of it for others",
      "const { A } = process.env;\nexports.other = () => A;\nexports.handler = async () => 1;",
    ],
    ["made a text for others", "const url = `https://${process.env.A}/`;\nexports.handler = async () => 1;"],
    ["kept in a class for others", "class C { static a = process.env.A; }\nexports.handler = async () => new C();"],
    [
      "kept for other functions",
      "const settings = { a: process.env.A };\nconst other = () => settings.a;\nexports.handler = async () => settings.b;",
    ],
    [
      "given out to others",
      "const A = process.env.A;\nmodule.exports = { A };\nmodule.exports.handler = async () => 1;",
    ],
    [
      "an option with a default",
      "const c = new Client({ endpoint: process.env.A });\nexports.handler = async () => c;",
    ],
    ["set by Lambda", "exports.handler = async () => process.env.AWS_LAMBDA_FUNCTION_NAME;"],
    ["of a file of settings", "require('dotenv').config();\nexports.handler = async () => process.env.A;"],
    ["on a developer's machine", "exports.handler = async () => process.env.IS_OFFLINE && process.env.A;"],
    ["by a name that is not known", "exports.handler = async (e) => process.env[e.name];"],
    [
      "by a helper with a default",
      "const get = (n, d) => process.env[n] ?? d;\nexports.handler = async () => get('A', 1);",
    ],
  ] as const)
    it(`are left alone: ${title}`, () => assert.deepEqual(unset(code), []));

  for (const more of [
    "plugins: [serverless-dotenv-plugin]",
    "plugins: ${file(plugins.yml)}",
    "custom: { esbuild: { define: { process.env.A: 'a' } } }",
  ])
    it(`are left alone where a build may set them: ${more}`, () => {
      const files = {
        "serverless.yml": `${service("")}${more}\n`,
        "src/fn.js": "exports.handler = () => process.env.A;",
      };
      assert.deepEqual(told("cold-start/env-undefined", files), []);
    });

  for (const environment of ["environment: ${file(env.yml)}", "environment: text", "environment: 5"])
    it(`are left alone where they are not known: ${environment}`, () =>
      assert.deepEqual(unset("exports.handler = async () => process.env.A;", environment), []));
});

describe("variables of the environment that nothing reads", () => {
  const unread = (code: string, more = "") =>
    told("cold-start/env-undefined", {
      "serverless.yml": service(`environment:\n  OLD: x${more}`),
      "src/fn.js": code,
    });

  it("are told", () => assert.equal(unread("exports.handler = async () => 1;").length, 1));

  for (const [title, code, more] of [
    [
      "named in some way",
      "const names = ['OLD'];\nexports.handler = async () => names.map((n) => process.env[n]);",
      "",
    ],
    ["handed on as a whole", "exports.handler = async () => f({ ...process.env });", ""],
    ["listed", "exports.handler = async () => Object.keys(process.env);", ""],
    ["read by names that are made up", "exports.handler = async (e) => process.env[`${e.a}_X`];", ""],
    ["a module that is not there", "require('./gone');\nexports.handler = async () => 1;", ""],
    ["a library that may read it", "require('some-library');\nexports.handler = async () => 1;", ""],
    ["a layer", "exports.handler = async () => 1;", "\nlayers: [arn:aws:lambda:eu-west-1:111122223333:layer:x:1]"],
  ] as const)
    it(`are left alone: ${title}`, () => assert.deepEqual(unread(code, more), []));
});

describe("parts of the event that are never sent", () => {
  const wrong = (event: string, code: string) =>
    told("events/wrong-event-shape", {
      "serverless.yml": service(`events:\n  - ${event}`),
      "src/fn.js": code,
    }).map((message) => /^'[^']*'/.exec(message)?.[0]);

  for (const [event, code, parts] of [
    [
      "httpApi: '*'",
      "exports.handler = async (event) => event.requestContext.identity.sourceIp;",
      ["'event.requestContext.identity.sourceIp'"],
    ],
    [
      "httpApi: '*'",
      "exports.handler = async (event) => event.requestContext.authorizer.claims.sub;",
      ["'event.requestContext.authorizer.claims'"],
    ],
    ["httpApi: '*'", "exports.handler = async ({ multiValueHeaders }) => multiValueHeaders;", ["'multiValueHeaders'"]],
    [
      "http: GET /x",
      "exports.handler = async (event) => event.requestContext.http.method;",
      ["'event.requestContext.http.method'"],
    ],
    ["http: GET /x", "exports.handler = async (event) => event.Records[0].body;", ["'event.Records'"]],
    [
      "sqs: arn:aws:sqs:eu-west-1:111122223333:q",
      "exports.handler = async (event) => event.Records.map((r) => r.Sns.Message);",
      ["'r.Sns'"],
    ],
    ["sns: news", "exports.handler = async (event) => event.Records[0].sns.Message;", ["'event.Records[0].sns'"]],
    ["s3: photos", "exports.handler = async (event) => event.detail.object.key;", ["'event.detail'"]],
  ] as const)
    it(`are told: ${event}, ${code}`, () => assert.deepEqual(wrong(event, code), parts));

  for (const [event, code] of [
    ["httpApi: '*'", "exports.handler = async (event) => event.requestContext.authorizer.jwt.claims.sub;"],
    ["httpApi: '*'", "exports.handler = async (event) => event.Records?.length;"],
    ["httpApi: '*'", "exports.handler = async (event) => ('Records' in event ? event.Records : event.body);"],
    ["httpApi: '*'", "exports.handler = async (event) => (isQueue(event) ? event.Records : event.body);"],
    ["httpApi: '*'", "exports.handler = wrap(async (event) => event.httpMethod);"],
    ["httpApi: '*'", "exports.handler = async (event) => event.version === '1.0' ? event.httpMethod : event.rawPath;"],
    ["http: GET /x", "exports.handler = async (event) => event.user.name;"],
    ["http: { path: x, method: get, integration: lambda }", "exports.handler = async (event) => event.method;"],
    ["http: { path: x, method: get, integration: lambda }", "exports.handler = async (event) => event.detail;"],
    ["sqs: arn:aws:sqs:eu-west-1:111122223333:q", "exports.handler = async (event) => event.Records.length;"],
    ["iot: { sql: SELECT * FROM 't' }", "exports.handler = async (event) => event.httpMethod;"],
  ] as const)
    it(`are left alone: ${event}, ${code}`, () => assert.deepEqual(wrong(event, code), []));
});

describe("handlers that are not there", () => {
  const missing = (handler: string, files: Readonly<Record<string, string>>, more = "") =>
    told("events/handler-not-found", {
      "serverless.yml": `service: s\nprovider: { name: aws }\nfunctions: { fn: { handler: ${handler}${more} } }\n`,
      ...files,
    });

  it("are told where there is code beside them", () =>
    assert.equal(missing("src/gone.handler", { "src/here.ts": "export const handler = 1;" }).length, 1));

  for (const [title, handler, files, more] of [
    ["made by a build", "dist/gone.handler", { "dist/here.js": "exports.a = 1;" }, ""],
    ["only tests beside them", "src/gone.handler", { "src/fn.test.ts": "test();" }, ""],
    ["no code at all", "src/gone.handler", {}, ""],
    ["another runtime", "src/gone.handler", { "src/here.ts": "export const a = 1;" }, ", runtime: python3.13"],
    ["each kind of file", "src/fn.handler", { "src/fn.mts": "export const handler = async () => 1;" }, ""],
    ["JSX", "src/fn.handler", { "src/fn.tsx": "export const handler = async () => 1;" }, ""],
    ["CommonJS", "src/fn.handler", { "src/fn.cjs": "exports.handler = async () => 1;" }, ""],
  ] as const)
    it(`are left alone: ${title}`, () => assert.deepEqual(missing(handler, files, more), []));
});

describe("errors that a handler of messages keeps to itself", () => {
  const swallowed = (body: string, event = "sqs: arn:aws:sqs:eu-west-1:111122223333:q") =>
    told("observability/async-swallow", {
      "serverless.yml": service(`events:\n  - ${event}`),
      "src/fn.js": `exports.handler = async (event) => {\n${body}\n};`,
    }).length;

  for (const [title, body, event] of [
    ["logged", "try { await f(event); } catch (e) { console.error(e); }", undefined],
    ["nothing done", "try { await f(event); } catch {}", undefined],
    [
      "for each record",
      "await Promise.all(event.Records.map(async (r) => { try { await f(r); } catch (e) { logger.warn(e); } }));",
      undefined,
    ],
    [
      "by a schedule",
      "try { await f(event); } catch (e) { console.error(e); return 'failed'; }",
      "schedule: rate(1 hour)",
    ],
    [
      "of one kind only",
      "try { await f(event); } catch (e) { if (e.code) console.error(e); else console.warn(e); }",
      undefined,
    ],
  ] as const)
    it(`are told: ${title}`, () => assert.equal(swallowed(body, event), 1));

  for (const [title, body, event] of [
    ["thrown again", "try { await f(event); } catch (e) { console.error(e); throw e; }", undefined],
    [
      "kept for later",
      "let failed; try { await f(event); } catch (e) { failed = e; } if (failed) throw failed;",
      undefined,
    ],
    ["an API too", "try { await f(event); } catch (e) { console.error(e); }", "http: GET /x"],
    ["nothing waited for", "try { f(event); } catch (e) { console.error(e); }", undefined],
    ["a part of the work", "try { await cached(event); } catch (e) { console.error(e); } await f(event);", undefined],
    ["told to others", "try { await f(event); } catch (e) { await putAside(event); }", undefined],
  ] as const)
    it(`are left alone: ${title}`, () => assert.equal(swallowed(body, event), 0));
});

describe("records that failed", () => {
  const said = (event: string, code: string) =>
    told("events/partial-batch", { "serverless.yml": service(`events:\n${event}`), "src/fn.js": code }).length;
  const asked =
    "  - sqs:\n      arn: arn:aws:sqs:eu-west-1:111122223333:q\n      functionResponseType: ReportBatchItemFailures";
  const plain = "  - sqs: arn:aws:sqs:eu-west-1:111122223333:q";

  for (const [title, event, code, count] of [
    [
      "answered by a function of one's own",
      plain,
      "const f = () => ({ batchItemFailures: [] });\nexports.handler = async () => f();",
      1,
    ],
    ["answered to a bucket", "  - s3: photos", "exports.handler = async () => ({ batchItemFailures: [] });", 0],
    [
      "a setting that is not known",
      "  - sqs: { arn: x, functionResponseType: '${file(x)}' }",
      "exports.handler = async () => ({ batchItemFailures: [] });",
      0,
    ],
    ["asked for, answered nothing", asked, "exports.handler = async (event) => { await f(event); };", 1],
    ["asked for, answered by what is not known", asked, "exports.handler = async (event) => f(event);", 0],
    [
      "of a queue that keeps an order",
      "  - sqs: arn:aws:sqs:eu-west-1:111122223333:q.fifo",
      "exports.handler = async (event) => { for (const r of event.Records) await f(r); };",
      0,
    ],
    [
      "caught one by one",
      plain,
      "exports.handler = async (event) => { for (const r of event.Records) { try { await f(r); } catch (e) { g(e); } } };",
      0,
    ],
    [
      "that end the loop, in one line",
      plain,
      "exports.handler = async (event) => { for (const r of event.Records) await f(r); };",
      1,
    ],
    ["asked for, by a wrapper", asked, "exports.handler = wrap(async (event) => { await f(event); });", 0],
  ] as const)
    it(title, () => assert.equal(said(event, code), count));
});

describe("what is told of code and template together", () => {
  const code = "exports.handler = async (event) => event.Records.map((r) => r.body + process.env.A);";
  const queue = "sqs: arn:aws:sqs:eu-west-1:111122223333:q";
  const steps: readonly Readonly<Record<string, string>>[] = [
    { "serverless.yml": service(`events:\n  - ${queue}`), "src/fn.js": code },
    { "serverless.yml": service(`events:\n  - ${queue}\nenvironment:\n  A: a`) },
    { "src/fn.js": "exports.handler = async (event) => event.httpMethod;" },
    { "serverless.yml": service("events:\n  - http: GET /x\nenvironment:\n  A: a") },
    { "src/fn.js": "const { a } = require('./a');\nexports.handler = async () => a;" },
    { "src/a.js": "exports.a = process.env.B;" },
    { "src/a.js": "exports.a = process.env.B ?? 1;" },
    { "src/a.js": "exports.a = process.env.C;" },
  ];

  it("is the same after each change as from the beginning", () => {
    const files = new Map<string, string>();
    const host = hostOf([]);
    for (const step of steps) {
      for (const [path, text] of Object.entries(step)) files.set(path, text);
      host.apply({ files: Object.entries(step).map(([path, text]) => ({ path: `${root}/${path}`, text })) });
      const fresh = hostOf(Array.from(files, ([path, text]) => ({ path, text })));
      const said = (one: typeof host) => findingsOf(one).map(({ rule, message, at }) => [rule, message, at]);
      assert.deepEqual(said(host), said(fresh));
      assert.ok(said(host).length > 0);
    }
  });

  it("is linked with the other side", () => {
    const host = hostOf(Object.entries(steps[0] ?? {}).map(([path, text]) => ({ path, text })));
    const [unset] = findingsOf(host).filter(({ rule }) => rule === "cold-start/env-undefined");
    assert.equal(unset?.at.path, `${root}/src/fn.js`);
    assert.deepEqual(
      unset?.trace.map(({ at }) => at.path),
      [`${root}/serverless.yml`],
    );
  });
});

describe("functions that write to what calls them", () => {
  const loops = (event: string, code: string, more = "") =>
    told("events/s3-recursion", {
      "serverless.yml": service(`environment:\n  TO: ${more || "photos"}\nevents:\n  - ${event}`),
      "src/fn.js": `const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");
const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
const [s3, sqs] = [new S3Client({}), new SQSClient({})];
${code}`,
    }).length;
  const put = (key: string) => `s3.send(new PutObjectCommand({ Bucket: process.env.TO, Key: ${key} }))`;
  const url = "https://sqs.eu-west-1.amazonaws.com/111122223333/q";

  for (const [title, event, code, count, more] of [
    ["a bucket by its name", "s3: photos", `exports.handler = async () => ${put("'a'")};`, 1],
    ["another bucket", "s3: photos", `exports.handler = async () => ${put("'a'")};`, 0, "other"],
    [
      "what is removed",
      "s3: { bucket: photos, event: 's3:ObjectRemoved:*' }",
      `exports.handler = async () => ${put("'a'")};`,
      0,
    ],
    [
      "a prefix that it writes to",
      "s3: { bucket: photos, rules: [{ prefix: in/ }] }",
      `exports.handler = async () => ${put("'in/' + x")};`,
      1,
    ],
    [
      "a prefix that it does not",
      "s3: { bucket: photos, rules: [{ prefix: in/ }] }",
      `exports.handler = async () => ${put("'out/' + x")};`,
      0,
    ],
    [
      "a suffix that it does not",
      "s3: { bucket: photos, rules: [{ suffix: .jpg }] }",
      `exports.handler = async () => ${put("x + '.png'")};`,
      0,
    ],
    [
      "a key that is not known, of some",
      "s3: { bucket: photos, rules: [{ prefix: in/ }] }",
      `exports.handler = async () => ${put("keyOf()")};`,
      0,
    ],
    [
      "a look in a function of its own",
      "s3: photos",
      `const f = async (key) => { if (key.startsWith('out/')) return; await ${put("'out/' + key")}; };\nexports.handler = async (event) => f(event.Records[0].s3.object.key);`,
      0,
    ],
    [
      "a queue",
      "sqs: arn:aws:sqs:eu-west-1:111122223333:q",
      "exports.handler = async () => sqs.send(new SendMessageCommand({ QueueUrl: process.env.TO, MessageBody: '' }));",
      1,
      url,
    ],
  ] as const)
    it(title, () => assert.equal(loops(event, code, more), count));
});
