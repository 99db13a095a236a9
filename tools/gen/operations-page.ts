import { readFileSync } from "node:fs";
import { join } from "node:path";
import { neededActions } from "../../engine/policy/operations.ts";

/** The operations of the services that serverless applications use most, by the package of SDK v3 without `client-`. */
export interface Models {
  readonly source: string;
  readonly asOf: string;
  readonly services: Readonly<Record<string, readonly string[]>>;
}

export function modelsIn(root: string): Models {
  const { source, asOf, services } = JSON.parse(readFileSync(join(root, "tools/operations/models.json"), "utf8"));
  const lists = Object.entries<string>(services).map(([name, line]) => [name, line.split(" ")] as const);
  return { source, asOf, services: Object.fromEntries(lists) };
}

/** Of how many operations it is known which actions they need, and of which it is not. */
export function operationsPageOf({ source, asOf, services }: Models): string {
  const rows = Object.entries(services).map(([name, operations]) => ({
    name,
    operations,
    rest: restOf(name, operations),
  }));
  const all = rows.reduce((sum, { operations }) => sum + operations.length, 0);
  const known = all - rows.reduce((sum, { rest }) => sum + rest.length, 0);
  const table = rows.map(
    ({ name, operations, rest }) =>
      `| ${name} | ${operations.length - rest.length} of ${operations.length} | ${rest.join(", ")} |`,
  );
  return `# Operations and the actions they need

${intro(known, all, rows.length)}

The operations are those of the ${source}, of ${asOf}; the actions are those of the catalogue in
\`engine/facts/iam\`. A newer operation is not known before both are brought up to date.

| service | known | not known |
|---|---|---|
${table.join("\n")}
`;
}

const intro = (known: number, all: number, services: number): string =>
  `It is known which actions ${known} of ${all} operations need (${((known / all) * 100).toFixed(1)} %), those of the ${services} services that serverless
applications use most. A call of one that is not known makes the answer *at least these*: nothing that its function's role grants is called unused.`;

export const restOf = (service: string, operations: readonly string[]): readonly string[] =>
  operations.filter((operation) => !neededActions(service, operation));
