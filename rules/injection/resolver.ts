import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/resolver",
    severity: "error",
    confidence: "high",
    summary: "An AppSync resolver puts an argument into a statement, an expression or a path",
    why: "A resolver's request goes to the data source as it is. Put together from the arguments of the query, a statement or an expression says what the caller wants: other people's rows, another condition, another update. In a path, `../` leads to other operations of the same service, with the resolver's role. That GraphQL knows an argument's type does not help: a `String` or an `ID` is any text.\n\nThe tag `sql` and the builders `select`, `insert`, `update` and `remove` hand values on beside the statement; `expressionValues` and `expressionNames` do for DynamoDB; `util.urlEncode` makes a part of a path.",
    duty: "code",
    cwe: [943, 89],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "AppSync: JavaScript resolver function reference for Amazon RDS",
        url: "https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-rds-js.html",
      },
      {
        title: "AppSync: JavaScript resolvers overview",
        url: "https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html",
      },
    ],
    examples: [
      {
        title: "A statement put together from an argument",
        file: "resolver.js",
        bad: `import { createPgStatement } from "@aws-appsync/utils/rds";

export function request(ctx) {
  return createPgStatement(\`SELECT * FROM photos WHERE owner = '\${ctx.args.owner}' ORDER BY id\`);
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the resolver puts 'ctx.args.owner' into SQL: the caller can rewrite it
}

export function response(ctx) {
  return ctx.result;
}`,
        fixed: `import { createPgStatement, sql } from "@aws-appsync/utils/rds";

export function request(ctx) {
  return createPgStatement(sql\`SELECT * FROM photos WHERE owner = \${ctx.args.owner} ORDER BY id\`);
}

export function response(ctx) {
  return ctx.result;
}`,
      },
      {
        title: "An expression that a helper builds, in TypeScript",
        file: "resolver.ts",
        bad: `import { type Context, util } from "@aws-appsync/utils";

const conditionOf = (field: string): string => "attribute_exists(" + field + ")";

export function request(ctx: Context) {
  const { id, field } = ctx.args;
  return {
         ^ the resolver puts 'ctx.args.field' into an expression: the caller can rewrite it
    operation: "DeleteItem",
    key: util.dynamodb.toMapValues({ id }),
    condition: { expression: conditionOf(field) },
  };
}`,
      },
      {
        title: "A path",
        file: "resolver.js",
        bad: `import { util } from "@aws-appsync/utils";

export function request(ctx) {
  const id = ctx.args.id;
  return { method: "GET", resourcePath: "/v1/users/" + id, params: { headers: { accept: "application/json" } } };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the resolver puts 'ctx.args.id' into a path: '../' in it leads elsewhere
}`,
        fixed: `import { util } from "@aws-appsync/utils";

export function request(ctx) {
  const id = ctx.args.id;
  return { method: "GET", resourcePath: "/v1/users/" + util.urlEncode(id), params: { headers: { accept: "application/json" } } };
}`,
      },
      {
        title: "Values beside the statement; encoded; names that the code has; what is not the caller's",
        file: "resolver.js",
        good: `import { util } from "@aws-appsync/utils";
import { createPgStatement, sql } from "@aws-appsync/utils/rds";

const orders = { newest: "created DESC", name: "name ASC" };

export function request(ctx) {
  const order = orders[ctx.args.order] ?? orders.newest;
  if (ctx.args.remote) return { method: "GET", resourcePath: \`/users/\${util.urlEncode(ctx.args.id)}\` };
  if (ctx.args.photo) return { method: "GET", resourcePath: "/users/" + encodeURIComponent(ctx.args.id) };
  if (ctx.args.item)
    return {
      operation: "Query",
      query: { expression: "id = :id", expressionValues: util.dynamodb.toMapValues({ ":id": ctx.args.id }) },
    };
  if (ctx.args.own) return createPgStatement(\`SELECT * FROM photos WHERE owner = '\${ctx.identity.sub}' ORDER BY \${order}\`);
  return createPgStatement(sql\`SELECT * FROM photos WHERE owner = \${ctx.args.owner}\`);
}`,
      },
    ],
  },
  to: "resolver",
  accepts: (flow) => flow.facts["runs"] === "a path" && isEncoded(flow),
  message: (flow) => {
    const harm = flow.facts["runs"] === "a path" ? "'../' in it leads elsewhere" : "the caller can rewrite it";
    return `the resolver puts '${shown(flow.source, 40)}' into ${flow.facts["runs"] ?? "its request"}: ${harm}`;
  },
  fix: (flow, edit) => (flow.facts["runs"] === "SQL" ? tagged(flow, edit) : encoded(flow, edit)),
});

function isEncoder(node: Code.Expression): boolean {
  if (node.kind !== "call") return false;
  const { callee } = node;
  return callee.kind === "name"
    ? callee.name === "encodeURIComponent"
    : callee.kind === "member" && callee.property === "urlEncode";
}

/** Every value of the path's text goes through an encoder where it stands. */
function isEncoded(flow: Flow): boolean {
  const { value } = flow;
  const written = value.kind === "name" ? flow.definition(value.name) : value;
  const holes = written && holesOf(written);
  return (
    holes !== undefined &&
    holes.length > 0 &&
    holes.every((hole) => isEncoder(hole) || flow.literal(hole) !== undefined)
  );
}

/** The values in a text that a template or a sum puts together. Undefined: it is something else. */
function holesOf(e: Code.Expression): readonly Code.Expression[] | undefined {
  if (e.kind === "template") return e.tag ? undefined : e.expressions;
  if (e.kind !== "binary" || e.operator !== "+") return undefined;
  const terms: Code.Expression[] = [];
  let left: Code.Expression = e;
  for (; left.kind === "binary" && left.operator === "+"; left = left.left) terms.push(left.right);
  return [...terms, left].filter((term) => term.kind !== "literal");
}

/** Each value of the path is encoded. One that was meant to hold several parts of it is not any more. */
function encoded(flow: Flow, edit: Edit): Cure | undefined {
  const holes = flow.facts["runs"] === "a path" ? holesOf(flow.value) : undefined;
  const toEncode = holes?.filter((hole) => !isEncoder(hole) && flow.literal(hole) === undefined);
  if (!toEncode || toEncode.length === 0) return undefined;
  const edits = toEncode.flatMap((hole) => edit.text(hole, `util.urlEncode(${textAt(hole)})`));
  const imported = edit.importName(flow.value, "util", "@aws-appsync/utils");
  return { title: "Encode what is put into the path", safety: "unsafe", edits: [...edits, ...imported] };
}

/** A template whose values stand in quotes, or for values, becomes one of `sql`, which takes them out of the text. */
function tagged(flow: Flow, edit: Edit): Cure | undefined {
  const { value } = flow;
  const isStatement = flow.call.kind === "call" && value.kind === "template" && !value.tag;
  if (!isStatement || !value.texts.every((text, index) => mayBeValue(text.value, index, value))) return undefined;
  const edits = [...edit.text({ ...value, end: value.start }, "sql")];
  for (const [index, text] of value.texts.entries()) {
    const start = index > 0 && text.value.startsWith("'") ? 1 : 0;
    const end = index < value.expressions.length && text.value.endsWith("'") ? 1 : 0;
    const written = textAt(text);
    if (start || end) edits.push(...edit.text(text, written.slice(start, written.length - end)));
  }
  const imported = edit.importName(value, "sql", "@aws-appsync/utils/rds");
  return { title: "Hand the values on beside the statement", safety: "unsafe", edits: [...edits, ...imported] };
}

/** Whether what follows a text may be a value: it stands in quotes of its own, or after an operator. */
function mayBeValue(text: string, index: number, { texts, expressions }: Code.Template): boolean {
  if (index >= expressions.length) return true;
  const after = texts[index + 1]?.value ?? "";
  if (text.endsWith("'")) return after.startsWith("'") && !/[\w%]'$/.test(text);
  return /(?:[=<>(,]|\b(?:like|ilike|limit|offset|values))\s*$/i.test(text);
}
