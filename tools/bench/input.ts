/** Input of our own making: the same bytes on every machine. The line with the mark is where a benchmark types. */
export const MARK = "typed-here-";

export interface Input {
  readonly text: string;
  /** Where the next character is typed; a finding further along the line moves with each one. */
  readonly line: number;
  readonly character: number;
  /** Other files of the same folder. */
  readonly beside: Readonly<Record<string, string>>;
}

/** A module of handlers, and the template that deploys the one where the typing happens. */
export function handlerOf(lines: number): Input {
  const units = Math.round((lines - 11) / handlerUnit("0").split("\n").length);
  const parts = Array.from({ length: units }, (_unused, index) => handlerUnit(String(index)));
  parts.splice(Math.floor(units / 2), 0, markedHandler());
  const template = [
    TEMPLATE_HEAD,
    apiFunction("Marked", "handler.marked", "./"),
    apiFunction("First", "handler.handler0", "./"),
  ];
  return located([HANDLER_HEAD, ...parts].join("\n"), { "template.yaml": `${template.join("\n")}\n` });
}

/** The typing happens in the middle: a parser that only looks at the start or the end is of no help there. */
function templateOf(resources: number, marked = markedResource()): Input {
  const parts = Array.from({ length: resources }, (_unused, index) => resource(index));
  parts.splice(Math.floor(resources / 2), 0, marked);
  return located(`${[TEMPLATE_HEAD, ...parts].join("\n")}\n`);
}

export function templateOfLines(lines: number): Input {
  return templateOf(Math.ceil(lines / resource(0).split("\n").length));
}

export function templateOfBytes(bytes: number): Input {
  return templateOf(Math.ceil(bytes / resource(1000).length));
}

/** The same, typed into a function: what other resources and rules ask of functions has to be asked again. */
export function templateOfBytesInFunction(bytes: number): Input {
  return templateOf(Math.ceil(bytes / resource(1000).length), markedFunction());
}

/** The same resources as JSON, a line for each part. */
export function jsonTemplateOfBytes(bytes: number): Input {
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Transform: "AWS::Serverless-2016-10-31",
    Globals: { Function: { Runtime: "nodejs22.x", Timeout: 10, MemorySize: 256 } },
    Resources: {} as Record<string, object>,
  };
  const count = Math.ceil(bytes / JSON.stringify(jsonResources(1000), undefined, 2).length);
  for (let index = 0; index < count; index++) {
    if (index === count >> 1) template.Resources.MarkedRole = jsonMarkedResource();
    Object.assign(template.Resources, jsonResources(index));
  }
  return located(`${onOneLine(JSON.stringify(template, undefined, 2))}\n`);
}

/** The object that holds the mark on one line, so that a finding in it is to the right of the mark. */
const onOneLine = (text: string): string =>
  text.replace(new RegExp(`\\{\\s*"Sid": "${MARK}"[^}]*\\}`), (found) => found.replace(/\s+/g, " "));

/** A project of `count` files: handlers, their helpers, and a template for every twenty of them. */
export function treeOf(count: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let index = 0; files.size < count; index++) {
    const folder = `service-${Math.floor(index / 20)}`;
    if (index % 20 === 0) files.set(`${folder}/template.yaml`, treeTemplate());
    else if (index % 3 === 0) files.set(`${folder}/src/helper-${index % 20}.js`, helperFile(index));
    else
      files.set(
        `${folder}/src/handler-${index % 20}.${index % 2 ? "ts" : "js"}`,
        `${HANDLER_HEAD}\n${handlerUnit("")}`,
      );
  }
  return files;
}

function located(text: string, beside: Input["beside"] = {}): Input {
  const lines = text.split("\n");
  const line = lines.findIndex((candidate) => candidate.includes(MARK));
  return { text, line, character: (lines[line] ?? "").indexOf(MARK) + MARK.length, beside };
}

const HANDLER_HEAD = `const { GetObjectCommand, PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");
const mysql = require("mysql2/promise");

const s3 = new S3Client({});
const pool = mysql.createPool({ uri: process.env.DATABASE_URL });
`;

function handlerUnit(name: string): string {
  return `async function load${name}(key) {
  const answer = await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: key }));
  const text = await answer.Body.transformToString();
  return text.length > 0 ? JSON.parse(text) : undefined;
}

exports.handler${name} = async (event) => {
  const { id, limit = "10" } = event.queryStringParameters ?? {};
  if (!/^[a-z0-9-]{1,64}$/.test(id)) return { statusCode: 400, body: "id" };
  const [rows] = await pool.query("SELECT id, owner FROM photos WHERE id = ? LIMIT ?", [id, Number(limit)]);
  const found = [];
  for (const row of rows) {
    if (row.owner !== event.requestContext.authorizer.principalId) continue;
    const details = await load${name}(\`photos/\${row.id}.json\`);
    found.push({ ...details, id: row.id, position: found.length });
  }
  if (found.length === 0) {
    await s3.send(new PutObjectCommand({ Bucket: process.env.AUDIT, Key: \`missing/\${id}\`, ServerSideEncryption: "aws:kms" }));
    return { statusCode: 404, body: JSON.stringify({ message: "nothing found" }) };
  }
  const names = found.map((photo) => photo.name.trim()).filter((name) => name.length > 0);
  return { statusCode: 200, body: JSON.stringify({ names, count: found.length }) };
};
`;
}

function markedHandler(): string {
  return `exports.marked = async (event) => {
  const id = event.queryStringParameters.id;
  const [rows] = await pool.query(/* ${MARK} */ \`SELECT * FROM photos WHERE id = '\${id}'\`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};
`;
}

function helperFile(index: number): string {
  return `exports.titleOf${index} = (photo) => (photo.title ?? "").trim().slice(0, ${index + 40});
exports.sizesOf${index} = (photo) => photo.files.map((file) => file.size).filter((size) => size > ${index});
`;
}

const TEMPLATE_HEAD = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: 10
    MemorySize: 256
Resources:`;

function markedResource(): string {
  return `  MarkedRole:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: marked
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Sid: ${MARK}, Effect: Allow, Action: "*", Resource: "*" }`;
}

function markedFunction(): string {
  return `${apiFunction("Marked", "marked.handler")}
      Policies:
        - Statement:
            - { Sid: ${MARK}, Effect: Allow, Action: "*", Resource: "*" }`;
}

function resource(index: number, handler = `photo-${index}.handler`): string {
  return `${apiFunction(`Photo${index}`, handler)}
      Policies:
        - Statement:
            - Effect: Allow
              Action: s3:GetObject
              Resource: !Sub "\${Photo${index}Bucket.Arn}/*"
  Photo${index}Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms`;
}

function jsonMarkedResource(): object {
  const statement = { Sid: MARK, Effect: "Allow", Action: "*", Resource: "*" };
  return {
    Type: "AWS::IAM::Policy",
    Properties: { PolicyName: "marked", PolicyDocument: { Version: "2012-10-17", Statement: [statement] } },
  };
}

function jsonResources(index: number): Record<string, object> {
  const statement = {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: { "Fn::Sub": `\${Photo${index}Bucket.Arn}/*` },
  };
  return {
    [`Photo${index}Function`]: {
      Type: "AWS::Serverless::Function",
      Properties: {
        CodeUri: "src/",
        Handler: `photo-${index}.handler`,
        ReservedConcurrentExecutions: 5,
        Environment: { Variables: { STAGE: "production" } },
        Events: { Get: { Type: "Api", Properties: { Path: `/photo${index}`, Method: "get" } } },
        Policies: [{ Statement: [statement] }],
      },
    },
    [`Photo${index}Bucket`]: {
      Type: "AWS::S3::Bucket",
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
        },
      },
    },
  };
}

function apiFunction(name: string, handler: string, codeUri = "src/"): string {
  return `  ${name}Function:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ${codeUri}
      Handler: ${handler}
      ReservedConcurrentExecutions: 5
      Environment:
        Variables:
          STAGE: production
      Events:
        Get:
          Type: Api
          Properties: { Path: /${name.toLowerCase()}, Method: get }`;
}

function treeTemplate(): string {
  const functions = Array.from({ length: 19 }, (_unused, index) => index + 1).filter((index) => index % 3 !== 0);
  const parts = functions.map((index) => resource(index, `handler-${index}.handler`));
  return `${[TEMPLATE_HEAD, ...parts].join("\n")}\n`;
}
