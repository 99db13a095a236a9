import type { Outcome, Proof } from "./proof.ts";
import { users } from "./users.ts";

const idsOf = ({ answer }: Outcome): string =>
  Array.isArray(answer) ? answer.map((row: { readonly id: string }) => row.id).join() : "";

const proofs: readonly Proof[] = [
  {
    rule: "injection/resolver",
    title: "an argument in quotes, and a number",
    engine: "PostgreSQL (PGlite) behind AppSync",
    code: {
      "resolver.ts": `import type { Context } from "@aws-appsync/utils";
import { createPgStatement } from "@aws-appsync/utils/rds";

export function request(ctx: Context) {
  const { name, age } = ctx.args;
  return createPgStatement(\`SELECT id FROM users WHERE name = '\${name}' AND age > \${age} ORDER BY id\`);
}

export function response(ctx: Context) {
  return ctx.result;
}`,
    },
    exported: "request",
    packages: { "@aws-appsync/utils/rds": "appsync-rds-on-pglite.cjs" },
    data: users,
    attack: {
      event: { args: { name: "' OR true --", age: 1 } },
      before: "every user comes back",
      after: "no user comes back",
      succeeds: (outcome) => idsOf(outcome) === "u1,u2,u3",
    },
    honest: {
      event: { args: { name: "Cleo", age: 20 } },
      answer: "the one user asked for",
      isAnswered: (outcome) => idsOf(outcome) === "u3",
    },
  },
];

export default proofs;
