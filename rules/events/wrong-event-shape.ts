import {
  type Code,
  type Deployed,
  type EventRead,
  type HandlerCode,
  nodesOf,
  projectRule,
  textAt,
} from "../../engine/authoring.ts";
import { type EventName, eventShapes, rightPaths, type Shape } from "../facts/event-shapes.ts";
import { shown } from "../shared/shown.ts";
import { type Sent, sentTo } from "./_sent-shapes.ts";

interface Wrong {
  readonly deployed: Deployed;
  readonly sent: Sent;
  readonly written: string;
  /** What to read instead, from the part of the member that stays. */
  readonly right?: { readonly at: Code.Expression; readonly until: Code.Expression; readonly text: string };
}

export default projectRule<Wrong>({
  meta: {
    id: "events/wrong-event-shape",
    severity: "warning",
    confidence: "high",
    summary: "A handler that reads what its event source never sends",
    why: "Each source has an event of its own shape, and the shapes are alike enough to be mixed up: a REST API sends 'httpMethod', an HTTP API 'requestContext.http.method'; a queue sends 'body' in each record, a topic 'Sns.Message'. What is not sent is undefined. A comparison with it is false for ever, a loop over it throws, and a check of the caller's address or claims that reads the wrong place checks nothing.",
    duty: "code",
    cwe: [754],
    controls: ["SAS-9"],
    references: [
      {
        title: "API Gateway: what an HTTP API sends to a function",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
      },
      {
        title: "Lambda: the services that call functions, and their events",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html",
      },
    ],
    examples: [
      {
        title: "The method as a REST API sends it, behind an HTTP API",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  list:
    handler: src/list.handler
    events:
      - httpApi: "*"
//- src/list.js
exports.handler = async (event) => {
  if (event.httpMethod === "GET") return { statusCode: 200 };
      ^^^^^^^^^^^^^^^^ 'event.httpMethod' is undefined: 'list' is called by an HTTP API (payload 2.0)
  return { statusCode: 405 };
};`,
        fixed: `service: photos
provider:
  name: aws
functions:
  list:
    handler: src/list.handler
    events:
      - httpApi: "*"
//- src/list.js
exports.handler = async (event) => {
  if (event.requestContext.http.method === "GET") return { statusCode: 200 };
  return { statusCode: 405 };
};`,
      },
      {
        title: "A record of a topic, read like one of a queue",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Store:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: store.handler
      Runtime: nodejs22.x
      Events:
        News:
          Type: SNS
          Properties:
            Topic: !Ref News
  News:
    Type: AWS::SNS::Topic
//- src/store.mjs
export const handler = async (event) => {
  for (const record of event.Records) await store(JSON.parse(record.body));
                                                             ^^^^^^^^^^^ 'record.body' is undefined: 'Store' is called by a topic
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Store:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: store.handler
      Runtime: nodejs22.x
      Events:
        News:
          Type: SNS
          Properties:
            Topic: !Ref News
  News:
    Type: AWS::SNS::Topic
//- src/store.mjs
export const handler = async (event) => {
  for (const record of event.Records) await store(JSON.parse(record.Sns.Message));
};`,
      },
      {
        title: "Records where EventBridge tells of a bucket",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Shrink:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: shrink.handler
      Runtime: nodejs22.x
      Events:
        Stored:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [aws.s3]
              detail-type: [Object Created]
//- src/shrink.mjs
export const handler = async ({ Records }) => {
                                ^^^^^^^ 'Records' is undefined: 'Shrink' is called by EventBridge
  for (const { s3 } of Records) await shrink(s3.object.key);
};`,
      },
      {
        title: "The address of the caller, behind an HTTP API that SAM makes",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
      Events:
        Get:
          Type: HttpApi
          Properties:
            Path: /photos
            Method: GET
//- src/list.mjs
export const handler = async (event) => {
  const ip = event.requestContext.identity.sourceIp;
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.requestContext.identity.sourceIp' is undefined: 'List' is called by an HTTP API (payload 2.0)
  return { statusCode: 200, body: ip };
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
      Events:
        Get:
          Type: HttpApi
          Properties:
            Path: /photos
            Method: GET
//- src/list.mjs
export const handler = async (event) => {
  const ip = event.requestContext.http.sourceIp;
  return { statusCode: 200, body: ip };
};`,
      },
      {
        title: "An HTTP API of SAM that sends the events of a REST API, or says by its own document what it sends",
        file: "template.yaml",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Old:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
      Events:
        Get:
          Type: HttpApi
          Properties:
            Path: /photos
            Method: GET
            PayloadFormatVersion: "1.0"
  Documented:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
      Events:
        Get:
          Type: HttpApi
          Properties:
            ApiId: !Ref Api
            Path: /albums
            Method: GET
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionUri: api.yaml
//- src/list.mjs
export const handler = async (event) => ({ statusCode: 200, body: event.requestContext.identity.sourceIp });`,
      },
      {
        title: "What the sources send; what is asked for first; several sources; what a rule makes of the event",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
functions:
  list:
    handler: src/list.handler
    events:
      - httpApi: GET /photos
  old:
    handler: src/old.handler
    events:
      - http: GET /photos
  both:
    handler: src/both.handler
    events:
      - httpApi: GET /both
  many:
    handler: src/many.handler
    events:
      - http: POST /many
      - sqs: arn:aws:sqs:eu-west-1:111122223333:many
  made:
    handler: src/made.handler
    events:
      - schedule:
          rate: rate(1 hour)
          input: { Records: [] }
  warm:
    handler: src/warm.handler
    events:
      - httpApi: GET /warm
//- src/list.js
exports.handler = async ({ rawPath, requestContext: { http } }) => ({ statusCode: 200, body: http.method + rawPath });
//- src/old.js
exports.handler = async (event) => ({ statusCode: 200, body: event.httpMethod + event.requestContext.identity.sourceIp });
//- src/both.js
exports.handler = async (event) => {
  const method = event.httpMethod ?? event.requestContext.http.method;
  return { statusCode: 200, body: method + event.path };
};
//- src/many.js
exports.handler = async (event) => {
  const body = event.httpMethod ? event.body : event.Records[0].body;
  return { statusCode: 200, body };
};
//- src/made.js
exports.handler = async (event) => event.Records.length;
//- src/warm.js
exports.handler = async (event) => {
  if (event.source === "serverless-plugin-warmup") return "warm";
  return { statusCode: 200, body: event.user };
};`,
      },
    ],
  },
  *check(deployed, _usage, { code }) {
    const sent = code && isSentTheEvent(code) ? sentTo(deployed) : undefined;
    const [first] = sent ?? [];
    if (!code || !sent || !first || looksAround(code, sent)) return;
    const told = new Set<string>();
    for (const read of code.eventReads) {
      const index = wrongIndex(read.path, sent);
      if (index === undefined) continue;
      const better = betterPath(read.path, index, sent);
      if (!better && (read.standing === "compared" || !isSentElsewhere(read.path, index))) continue;
      // what is in a part that is not there need not be told as well
      const part = read.path.slice(0, index + 1).join(".");
      if (!better && told.has(part)) continue;
      told.add(part);
      const until = partOf(read, better ? better.from : index + 1);
      const right = better && until && replacement(read, better, until);
      yield {
        at: until ?? read.at,
        data: { deployed, sent: first, written: textAt(until ?? read.at), ...(right ? { right } : {}) },
        trace: [
          { at: first.trigger.key, message: `${eventShapes[first.name].sender} calls '${deployed.resource.name}'` },
        ],
      };
    }
  },
  message: ({ deployed, sent, written }) =>
    `'${shown(written, 44)}' is undefined: '${shown(deployed.resource.name, 30)}' is called by ${eventShapes[sent.name].sender}`,
  fix: ({ right }, edit) =>
    right && {
      title: `Read '${right.text}'`,
      safety: "unsafe",
      edits: edit.text({ ...right.until, start: right.at.end }, `.${right.text}`),
    },
});

const seeThrough =
  /^(?:@middy\/core|@sentry\/|datadog-lambda-js|@aws-lambda-powertools\/|@lumigo\/|newrelic|@newrelic\/|@epsagon\/)/;

/** Whether what the handler is given is what Lambda gives: nothing unknown stands in between. */
const isSentTheEvent = ({ wrappers, entry }: HandlerCode): boolean =>
  !entry.base && (entry.parameter ?? 0) === 0 && wrappers.every((one) => seeThrough.test(one));

/** Whether the handler asks of which kind its event is. */
function looksAround(code: HandlerCode, sent: readonly Sent[]): boolean {
  const asks = code.eventReads.some(
    ({ path, standing }) =>
      (standing === "optional" && wrongIndex(path, sent) !== undefined) ||
      (standing === "compared" && /^(?:version|eventSource|EventSource|type)$/.test(path.at(-1) ?? "")),
  );
  return asks || handsToTest(code.entry.fn);
}

/** `isQueueEvent(event)`, `"Records" in event`. */
function handsToTest(fn: Code.FunctionExpression): boolean {
  const event = fn.params[0]?.target;
  const isEvent = (node: Code.Expression | undefined) =>
    node?.kind === "name" && event?.kind === "name" && node.name === event.name;
  return nodesOf(fn).some((node) =>
    node.kind === "call"
      ? /^(?:is|has)[A-Z]\w*$/.test(textAt(node.callee)) && isEvent(node.args[0])
      : node.kind === "binary" && node.operator === "in" && isEvent(node.right),
  );
}

/** The first part of a path that no source sends. */
function wrongIndex(path: readonly string[], sent: readonly Sent[]): number | undefined {
  const indexes = sent.map(({ name }) => missingIn(eventShapes[name].shape, path));
  return indexes.every((index) => index !== undefined) ? Math.max(...indexes) : undefined;
}

function missingIn(shape: Shape, path: readonly string[]): number | undefined {
  let here: Shape | undefined = shape;
  for (const [index, key] of path.entries()) {
    if (here === true) return undefined;
    // a key that is not known may be any
    here = key === "[]" && !here["[]"] ? true : Object.hasOwn(here, key) ? here[key] : undefined;
    if (here === undefined) return index;
  }
  return undefined;
}

interface Better {
  /** How many parts of the path it stands for. */
  readonly from: number;
  readonly path: readonly string[];
}

/** Where the sources have it, if all have it at one place: by the table, or by another case of the letters. */
function betterPath(path: readonly string[], index: number, sent: readonly Sent[]): Better | undefined {
  const found = sent.map(({ name }) => tabled(path, index, name) ?? otherCase(path, index, name));
  const [first] = found;
  return first && found.every((one) => one?.path.join() === first.path.join()) ? first : undefined;
}

function tabled(path: readonly string[], index: number, name: EventName): Better | undefined {
  for (let from = path.length; from > index; from--) {
    const right = rightPaths[name]?.[path.slice(0, from).join(".")];
    if (right !== undefined) return { from, path: right.split(".") };
  }
  return undefined;
}

function otherCase(path: readonly string[], index: number, name: EventName): Better | undefined {
  let shape: Shape | undefined = eventShapes[name].shape;
  for (const key of path.slice(0, index)) shape = shape === true || shape === undefined ? undefined : shape[key];
  const wanted = path[index]?.toLowerCase();
  const key = shape && shape !== true ? Object.keys(shape).find((one) => one.toLowerCase() === wanted) : undefined;
  return key === undefined ? undefined : { from: index + 1, path: [...path.slice(0, index), key] };
}

/** Whether it is a part of the event of some other source, and not just something of the project's own. */
const isSentElsewhere = (path: readonly string[], index: number): boolean =>
  Object.values(eventShapes).some(({ shape }) => {
    let here: Shape | undefined = shape;
    for (const key of path.slice(0, index + 1)) here = here === undefined || here === true ? undefined : here[key];
    return here !== undefined;
  });

/** The member that is so many parts of the path: `event.requestContext` of `event.requestContext.identity`. */
function partOf({ member, path }: EventRead, length: number): Code.Expression | undefined {
  let here: Code.Expression | undefined = member;
  for (let left = path.length - length; left > 0; left--) here = here?.kind === "member" ? here.object : undefined;
  return here;
}

function replacement(read: EventRead, better: Better, until: Code.Expression): Wrong["right"] {
  let shared = 0;
  while (shared < better.from - 1 && better.path[shared] === read.path[shared]) shared++;
  const at = partOf(read, shared);
  const rest = better.path.slice(shared);
  if (!at || rest.includes("[]") || rest.length === 0) return undefined;
  return { at, until, text: rest.join(".") };
}
