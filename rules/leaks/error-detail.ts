import {
  type Code,
  type CodeContext,
  type CodeNode,
  type Cure,
  codeRule,
  type Edit,
  nodesOf,
  type SiteEdit,
  textAt,
} from "../../engine/authoring.ts";
import { mayBeHttp } from "../shared/http-events.ts";
import { shown } from "../shared/shown.ts";
import { type Leak, leakOf } from "./_answer.ts";
import { type CaughtError, caughtError, isForKnownErrors, isLogged, usesOf } from "./_caught-error.ts";

interface Detail {
  /** All of one answer. */
  readonly leaks: readonly Leak[];
  readonly error: CaughtError;
  readonly isLogged: boolean;
  /** The properties of objects that the leaks are values of. */
  readonly properties: readonly (Property | undefined)[];
}

export default codeRule<Detail>({
  meta: {
    id: "leaks/error-detail",
    severity: "warning",
    confidence: "high",
    summary: "The text of an error is sent to the caller",
    why: "What a library says when it fails is written for those who run it: the SQL statement and the table's columns, the name of a bucket, a path in the package, an account number, the version of a driver. To someone who probes the API it answers what to try next. Log the error, with the request's id, and tell the caller no more than that something went wrong.",
    duty: "code",
    cwe: [209],
    controls: ["SAS-10"],
    references: [
      {
        title: "CWE-209: Generation of Error Message Containing Sensitive Information",
        url: "https://cwe.mitre.org/data/definitions/209.html",
      },
      {
        title: "OWASP: Error Handling Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
      },
    ],
    examples: [
      {
        title: "The error's message in the body",
        bad: `exports.handler = async (event) => {
  try {
    return { statusCode: 200, body: JSON.stringify(await load(event.pathParameters.id)) };
  } catch (err) {
    return { statusCode: 500, body: JSON.stringify({ error: err.message }) };
                                                            ^^^^^^^^^^^ 'err.message' goes to the caller
  }
};`,
        fixed: `exports.handler = async (event) => {
  try {
    return { statusCode: 200, body: JSON.stringify(await load(event.pathParameters.id)) };
  } catch (err) {
    console.error(err);
    return { statusCode: 500, body: JSON.stringify({ error: "Internal server error" }) };
  }
};`,
      },
      {
        title: "Through a function that makes answers",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent } from 'aws-lambda';

const respond = (statusCode: number, body: unknown) => ({ statusCode, body: JSON.stringify(body) });

export const handler = async (event: APIGatewayProxyEvent) => {
  try {
    return respond(200, await load(event.pathParameters?.id));
  } catch (error) {
    console.error('Loading failed', error);
    return respond(500, { message: \`Failed: \${(error as Error).message}\` });
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '(error as Error).message' goes to the caller
  }
};`,
        fixed: `import type { APIGatewayProxyEvent } from 'aws-lambda';

const respond = (statusCode: number, body: unknown) => ({ statusCode, body: JSON.stringify(body) });

export const handler = async (event: APIGatewayProxyEvent) => {
  try {
    return respond(200, await load(event.pathParameters?.id));
  } catch (error) {
    console.error('Loading failed', error);
    return respond(500, { message: 'Internal server error' });
  }
};`,
      },
      {
        title: "A general answer, the error logged",
        good: `exports.handler = async (event) => {
  try {
    return { statusCode: 200, body: JSON.stringify(await load(event.pathParameters.id)) };
  } catch (err) {
    console.error('Error processing request:', err.message);
    return { statusCode: 500, body: JSON.stringify({ error: 'Internal server error' }) };
  }
};`,
      },
      {
        title: "The message of an error that the code knows, or raises again",
        good: `exports.handler = async (event) => {
  try {
    return { statusCode: 200, body: JSON.stringify(await load(event.pathParameters.id)) };
  } catch (err) {
    if (err instanceof ValidationError) return { statusCode: 400, body: JSON.stringify({ error: err.message }) };
    await recordSecurityEvent('FunctionError', { error: err.message });
    throw err;
  }
};`,
      },
    ],
  },
  on: ["try", "function"],
  *check(node, code) {
    const error = caughtError(node, code);
    const found = error ? leaksByAnswer(error, code) : [];
    if (!error || found.length === 0) return;
    const entry = code.handlerOf(node.kind === "function" ? node.bodyAt : node);
    if (!entry || !mayBeHttp(entry)) return;
    for (const leaks of found) {
      const [first] = leaks;
      const properties = leaks.map(({ carrier }) => propertyOf(carrier, code));
      if (first) yield { at: first.carrier, data: { leaks, error, properties, isLogged: isLogged(error, code) } };
    }
  },
  message: ({ leaks: [leak] }) =>
    `'${leak ? shown(textAt(leak.words)) : ""}' goes to the caller and tells how the function works inside`,
  fix: generalAnswer,
});

/** What leaks of the error, the parts of one answer together, each carrier once. */
function leaksByAnswer(error: CaughtError, code: CodeContext): readonly (readonly Leak[])[] {
  const answers = new Map<CodeNode, Leak[]>();
  for (const use of usesOf(error)) {
    const leak = leakOf(use, error, code);
    if (!leak || isForKnownErrors(use, error, code) || isRefusal(leak, error)) continue;
    const same = answers.get(leak.answer) ?? [];
    if (!same.some(({ carrier }) => carrier === leak.carrier)) answers.set(leak.answer, [...same, leak]);
  }
  return [...answers.values()];
}

/** A 4xx for what only parsing and checking can have raised: its words are about the caller's own text. */
const isRefusal = ({ status }: Leak, { attempted }: CaughtError): boolean =>
  status !== undefined &&
  status >= 400 &&
  status < 500 &&
  attempted !== undefined &&
  !attempted.some((statement) => [...nodesOf(statement)].some(({ kind }) => kind === "await"));

interface Property {
  readonly own: Code.ObjectProperty;
  readonly before?: Code.ObjectProperty;
}

function propertyOf(carrier: Code.Expression, code: CodeContext): Property | undefined {
  const object = code.parents(carrier).at(-1);
  if (object?.kind !== "object") return undefined;
  const index = object.properties.findIndex(({ value }) => value === carrier);
  const own = object.properties[index];
  return own && { own, before: object.properties[index - 1] };
}

function generalAnswer({ leaks, error, properties, isLogged: isKept }: Detail, edit: Edit): Cure | undefined {
  const [first] = leaks;
  const answers = leaks.map((leak, index) => withoutDetail(leak, properties[index], index > 0, edit));
  if (!first || !answers.every((edits) => edits !== undefined)) return undefined;
  const edits = answers.flat();
  if (isKept) return { title: "Answer with a general message", safety: "safe", edits };
  if (error.isExpression) return { title: "Answer with a general message", safety: "unsafe", edits };
  const log = edit.linesBefore(first.carrier, [`console.error(${error.name});`]);
  return { title: "Log the error and answer with a general message", safety: "safe", edits: [...log, ...edits] };
}

/** Puts general words in the place of the error's; a second detail of the same object goes altogether. */
function withoutDetail(
  { carrier }: Leak,
  property: Property | undefined,
  isSecond: boolean,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const { block } = carrier;
  const quote = edit.quote(carrier);
  const general = `${quote}Internal server error${quote}`;
  if (isSecond && property?.before) return edit.text({ block, start: property.before.end, end: property.own.end }, "");
  if (property?.own.shorthand) return edit.text(carrier, `${textAt(carrier)}: ${general}`);
  const before = block.text.slice(0, carrier.start);
  if (/\.\.\.\s*\(?$/.test(before)) return undefined;
  return edit.text(
    carrier,
    carrier.kind === "name" && /JSON\.stringify\(\s*$/.test(before) ? `{ error: ${general} }` : general,
  );
}
