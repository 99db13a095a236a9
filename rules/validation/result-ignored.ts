import {
  type Code,
  type CodeContext,
  type CodeNode,
  type Cure,
  codeRule,
  type Edit,
  nodesOf,
  textAt,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { type Check, checkIn, isRead } from "./_checks.ts";
import { lineAfter, refusal } from "./_refusal.ts";

interface Ignored {
  readonly check: Check;
  /** The statement that holds the call, or what the call gives back. */
  readonly statement: Code.ExpressionStatement | Code.VariableStatement;
  readonly code: CodeContext;
}

export default codeRule<Ignored>({
  meta: {
    id: "validation/result-ignored",
    severity: "warning",
    confidence: "high",
    summary: "What a validator says of a value is never looked at",
    why: "`schema.validate`, `safeParse` and the functions that Ajv compiles do not throw: they say in their result whether the value is valid. When nothing looks there, what is invalid goes on as if it had been checked, and whoever reads the code believes that it was. Test the result and turn away what failed before the value is used, and use the value that the validator hands back: fields that the schema does not name are gone from it, and texts have become numbers.",
    duty: "code",
    cwe: [252, 20],
    controls: ["SAS-1"],
    references: [
      { title: "Joi: any.validate", url: "https://joi.dev/api/" },
      { title: "Zod: handling errors", url: "https://zod.dev/basics" },
      { title: "Ajv: getting started", url: "https://ajv.js.org/guide/getting-started.html" },
    ],
    examples: [
      {
        title: "The value is taken, the error is not",
        bad: `const Joi = require("joi");

const schema = Joi.object({ id: Joi.string().uuid().required() });

exports.handler = async (event) => {
  const { value } = schema.validate({ id: event.pathParameters.id });
                    ^^^^^^^^^^^^^^^ nothing looks at 'error' of 'schema.validate': what is invalid goes on as if it had been checked
  return { statusCode: 200, body: value.id };
};`,
        fixed: `const Joi = require("joi");

const schema = Joi.object({ id: Joi.string().uuid().required() });

exports.handler = async (event) => {
  const { value, error } = schema.validate({ id: event.pathParameters.id });
  if (error) return { statusCode: 400, body: "Invalid request" };
  return { statusCode: 200, body: value.id };
};`,
      },
      {
        title: "A result whose success nobody asks for",
        file: "handler.ts",
        bad: `import type { SQSEvent } from "aws-lambda";
import { z } from "zod";

const order = z.object({ id: z.string().uuid() });

function read(body: string) {
  const parsed = order.safeParse(JSON.parse(body));
                 ^^^^^^^^^^^^^^^ nothing looks at 'success' of 'order.safeParse'
  return parsed.data?.id;
}

export const handler = async (event: SQSEvent) => {
  for (const { body } of event.Records) console.log(read(body));
};`,
        fixed: `import type { SQSEvent } from "aws-lambda";
import { z } from "zod";

const order = z.object({ id: z.string().uuid() });

function read(body: string) {
  const parsed = order.safeParse(JSON.parse(body));
  if (!parsed.success) throw parsed.error;
  return parsed.data?.id;
}

export const handler = async (event: SQSEvent) => {
  for (const { body } of event.Records) console.log(read(body));
};`,
      },
      {
        title: "A yes or no that is dropped",
        bad: `const Ajv = require("ajv");

const validate = new Ajv().compile({ type: "object", properties: { id: { type: "integer" } } });

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  validate(body);
  ^^^^^^^^ nothing looks at what 'validate' says: what is invalid goes on
  return { statusCode: 200, body: String(body.id) };
};`,
        fixed: `const Ajv = require("ajv");

const validate = new Ajv().compile({ type: "object", properties: { id: { type: "integer" } } });

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  if (!validate(body)) return { statusCode: 400, body: "Invalid request" };
  return { statusCode: 200, body: String(body.id) };
};`,
      },
      {
        title: "Looked at, one way or another",
        good: `const Ajv = require("ajv");
const Joi = require("joi");
const { z } = require("zod");

const schema = Joi.object({ id: Joi.string() });
const order = z.object({ id: z.string() });
const validate = new Ajv().compile({ type: "object" });
const checked = (body) => schema.validate(body);

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const { error, value } = schema.validate(body);
  if (error) return { statusCode: 400, body: "" };
  const parsed = order.safeParse(body);
  if (!parsed.success) return { statusCode: 400, body: "" };
  validate(body);
  if (validate.errors) return { statusCode: 400, body: "" };
  const result = order.safeParse(body);
  report(result);
  const { data } = await order.parseAsync(body);
  if (schema.validate(body).error) return { statusCode: 400, body: "" };
  return { statusCode: 200, body: value.id + parsed.data.id + data + checked(body) };
};`,
      },
      {
        title: "A validate that is another library's",
        good: `const { validate } = require("uuid");
const form = require("./form");

exports.handler = async (event) => {
  const { value } = form.validate(event.body);
  form.validate(event.body);
  return { statusCode: validate(value) ? 200 : 400, body: "" };
};`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    if (node.kind !== "call") return;
    const check = checkIn(node, code);
    const statement = check && ignoringStatement(check, code);
    if (check && statement) yield { at: node.callee, data: { check, statement, code } };
  },
  message: ({ check: { call, told } }) => {
    const name = shown(textAt(call.callee), 30);
    return told
      ? `nothing looks at '${told.by}' of '${name}': what is invalid goes on as if it had been checked`
      : `nothing looks at what '${name}' says: what is invalid goes on as if it had been checked`;
  },
  fix: (ignored, edit) => mended(ignored, edit),
});

/** The statement in which the answer of a check is lost. Undefined: something may look at it. */
function ignoringStatement({ call, told, alsoIn }: Check, code: CodeContext): Ignored["statement"] | undefined {
  const parents = code.parents(call).filter(({ kind }) => kind !== "await");
  const statement = parents.at(-1);
  const scope = code.enclosing(call);
  if (!scope || (alsoIn !== undefined && readsMember(scope, call.callee, alsoIn))) return undefined;
  if (statement?.kind === "expression") return statement;
  if (statement?.kind !== "variable") return undefined;
  const { target } = statement;
  if (target.kind === "name") return losesName(target.name, told, scope) ? statement : undefined;
  if (!told || target.kind !== "object-pattern" || target.rest) return undefined;
  const held = target.properties.filter(({ key }) => /^(?:success|error|issues)$/.test(String(key)));
  const isLost = held.every((part) => part.target.kind === "name" && !isRead(part.target.name, scope));
  return isLost ? statement : undefined;
}

/** Whether a name that holds a result is only read for other parts of it. */
function losesName(name: string, told: Check["told"], scope: Code.FunctionExpression): boolean {
  if (!told) return !isRead(name, scope);
  const uses = nodesOf(scope).filter((node) => node.kind === "name" && node.name === name);
  const harmless = nodesOf(scope).filter(
    (node) =>
      node.kind === "member" &&
      node.object.kind === "name" &&
      node.object.name === name &&
      /^(?:value|data|output|warning|typed)$/.test(String(node.property)),
  );
  return uses.length === harmless.length;
}

const readsMember = (scope: Code.FunctionExpression, of: Code.Expression, name: string): boolean =>
  nodesOf(scope).some((node: CodeNode) => {
    if (node.kind !== "member" || node.property !== name) return false;
    const owner = of.kind === "member" ? of.object : of;
    return textAt(node.object) === textAt(owner);
  });

function mended({ check, statement, code }: Ignored, edit: Edit): Cure | undefined {
  const { call, told } = check;
  const title = "Turn away what is invalid";
  if (!told || statement.kind === "expression") {
    if (told || statement.kind !== "expression") return undefined;
    const test = `if (!${textAt(statement.value)}) ${refusal(call, code, edit, invalid(edit, call))}`;
    return { title, safety: "unsafe", edits: edit.text(statement, test) };
  }
  const { target } = statement;
  if (target.kind === "name") {
    const of = `${target.name}.${told.by}`;
    const error = told.by === "success" ? `${target.name}.error` : of;
    const thrown = check.holds === "output" ? invalid(edit, call) : error;
    const test = `if (${told.isFailure ? of : `!${of}`}) ${refusal(call, code, edit, thrown)}`;
    const edits = lineAfter(statement, test, edit);
    return edits && { title, safety: "unsafe", edits };
  }
  return target.kind === "object-pattern" ? withPart({ check, statement, code }, target, edit) : undefined;
}

const invalid = (edit: Edit, at: Code.Expression): string =>
  `new Error(${edit.quote(at)}Invalid value${edit.quote(at)})`;

/** The part that tells is taken out of the result as well, if it is not yet. */
function withPart({ check, statement, code }: Ignored, target: Code.ObjectPattern, edit: Edit): Cure | undefined {
  const { call, told } = check;
  const scope = code.enclosing(call);
  const last = target.properties.at(-1);
  if (!told || !scope || !last) return undefined;
  const known = target.properties.find(({ key }) => key === told.by)?.target;
  const name = known?.kind === "name" ? known.name : told.by;
  if (!known && isRead(name, scope)) return undefined;
  const thrown = told.isFailure ? name : invalid(edit, call);
  const test = lineAfter(
    statement,
    `if (${told.isFailure ? name : `!${name}`}) ${refusal(call, code, edit, thrown)}`,
    edit,
  );
  const end = (last.initial ?? last.target).end;
  const added = known ? [] : edit.text({ block: target.block, start: end, end }, `, ${name}`);
  return test && { title: "Turn away what is invalid", safety: "unsafe", edits: [...added, ...test] };
}
