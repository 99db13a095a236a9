import {
  type Code,
  type CodeContext,
  type Cure,
  type Edit,
  nodesOf,
  type SiteEdit,
  textAt,
} from "../../engine/authoring.ts";
import { answeringEntry, indentOf } from "./_refusal.ts";
import { fieldsRead, type Validator, validatorOf } from "./_schema-text.ts";

/** A schema of the fields that a handler reads of its body, and a 400 for what does not fit it. */
export function withSchema(handler: Code.FunctionExpression, code: CodeContext, edit: Edit): Cure | undefined {
  const validator = validatorOf(code);
  const statement = bodyStatement(handler);
  const top = code.parents(handler)[0];
  const fields = statement && fieldsRead(statement.target, handler);
  if (!validator || !statement?.initial || !top || !fields || fields.length === 0) return undefined;
  if (!answeringEntry(handler, code) || code.declaration("bodySchema", handler)) return undefined;
  const checked = checkedLines(statement, validator, handler, edit);
  if (!checked) return undefined;
  const schema = [`const bodySchema = ${validator.schema(fields)};`, ""];
  return {
    title: `Check the body against a schema of the ${fields.length === 1 ? "field" : `${fields.length} fields`} that it reads`,
    safety: "unsafe",
    edits: [
      ...imported(validator, handler, code, edit),
      ...edit.linesBefore({ ...top, end: top.start }, schema),
      ...checked,
    ],
  };
}

/** The statement that holds the parsed body. */
function bodyStatement(handler: Code.FunctionExpression): Code.VariableStatement | undefined {
  const found = nodesOf(handler).filter(
    (node): node is Code.VariableStatement =>
      node.kind === "variable" &&
      node.initial?.kind === "call" &&
      textAt(node.initial.callee) === "JSON.parse" &&
      /\bbody\b/.test(textAt(node.initial)),
  );
  return found.length === 1 && found[0]?.word === "const" ? found[0] : undefined;
}

function checkedLines(
  { block, start, end, target, initial }: Code.VariableStatement,
  { library }: Validator,
  handler: Code.FunctionExpression,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const site = { block, start, end };
  const indent = indentOf(site);
  const names = library === "zod" ? ["parsed"] : ["error", "value"];
  if (indent === undefined || !initial || names.some((name) => new RegExp(`\\b${name}\\b`).test(textAt(handler))))
    return undefined;
  const quote = edit.quote(site);
  const refused = `return { statusCode: 400, body: ${quote}Invalid request${quote} };`;
  const lines =
    library === "zod"
      ? [
          `const parsed = bodySchema.safeParse(${textAt(initial)});`,
          `if (!parsed.success) ${refused}`,
          `const ${textAt(target)} = parsed.data;`,
        ]
      : [
          `const { error, value } = bodySchema.validate(${textAt(initial)});`,
          `if (error) ${refused}`,
          `const ${textAt(target)} = value;`,
        ];
  return edit.text(site, lines.join(`\n${indent}`));
}

function imported(
  { library }: Validator,
  handler: Code.FunctionExpression,
  code: CodeContext,
  edit: Edit,
): readonly SiteEdit[] {
  if (library === "zod") return edit.importName(handler, "z", "zod");
  const [first] = code.document.statements;
  if (!first) return [];
  const quote = edit.quote(handler);
  const isModule = code.document.statements.some(({ kind }) => kind === "import" || kind === "export");
  const line = isModule ? `import Joi from ${quote}joi${quote};` : `const Joi = require(${quote}joi${quote});`;
  return edit.linesBefore({ ...first, end: first.start }, [line]);
}
