import type { ModuleFacts } from "../flow/module.ts";
import { bothSchemas, type Schema } from "../flow/schema.ts";
import type { Call, Expression } from "./ir.ts";
import { nodesOf } from "./walk.ts";

/** Options of middleware in which the schema of the event stands. Source: https://middy.js.org/docs/middlewares/validator */
const option = "eventSchema";

/** What is known of a handler's event because middleware checks it first: `middy(handler).use(validator({ eventSchema }))`. */
export function checkedBefore(written: Expression | undefined, facts: ModuleFacts): Schema | undefined {
  const value = declared(written, facts);
  const uses = value ? nodesOf(value).filter(isUse) : [];
  let all: Schema | undefined;
  for (const middleware of uses.flatMap(({ args }) => args.flatMap(itemsOf))) {
    const schema = facts.valueOf(middleware)?.schema?.fields?.get(option);
    if (schema) all = all ? bothSchemas(all, schema) : schema;
  }
  return all;
}

/** The expression that a name of the module's top level is given. */
function declared(e: Expression | undefined, { document }: ModuleFacts): Expression | undefined {
  if (e?.kind !== "name") return e;
  for (const one of document.statements)
    if (one.kind === "variable" && one.target.kind === "name" && one.target.name === e.name) return one.initial;
  return undefined;
}

const isUse = (node: ReturnType<typeof nodesOf>[number]): node is Call =>
  node.kind === "call" && node.callee.kind === "member" && node.callee.property === "use";

const itemsOf = (e: Expression): readonly Expression[] => (e.kind === "array" ? e.items : [e]);
