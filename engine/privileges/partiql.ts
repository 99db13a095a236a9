import type { UsedCall } from "../program/sdk.ts";

/** What statements of DynamoDB's PartiQL do, as far as their texts tell. */
export interface Partiql {
  readonly action: string;
  /** The table's name, and what follows its ARN: `/index/by-owner`. */
  readonly table: string;
  readonly suffix: string;
}

const actions: Readonly<Record<string, string>> = {
  select: "dynamodb:PartiQLSelect",
  insert: "dynamodb:PartiQLInsert",
  update: "dynamodb:PartiQLUpdate",
  delete: "dynamodb:PartiQLDelete",
};

const paths: Readonly<Record<string, string>> = {
  ExecuteStatement: "Statement",
  BatchExecuteStatement: "Statements.[].Statement",
  ExecuteTransaction: "TransactStatements.[].Statement",
};

/** The statements that a call executes. Undefined: it executes none. `isPartial`: there may be others. */
export function partiqlOf(
  call: UsedCall,
): { readonly statements: readonly Partiql[]; readonly isPartial: boolean } | undefined {
  const path = call.service === "dynamodb" && Object.hasOwn(paths, call.operation) ? paths[call.operation] : undefined;
  if (path === undefined) return undefined;
  const said = call.said(path);
  const read = typeof said === "object" ? said.map(statementIn) : [undefined];
  return { statements: read.flatMap((one) => one ?? []), isPartial: read.includes(undefined) };
}

/** The word that the table's name follows. */
const introductions: Readonly<Record<string, RegExp>> = {
  select: /\sfrom\s+/i,
  insert: /\sinto\s+/i,
  update: /update\s+/i,
  delete: /\sfrom\s+/i,
};

const longestStatement = 8000;

function statementIn(text: string): Partiql | undefined {
  const verb = /^\s*([a-z]+)\s/i.exec(text.slice(0, 200))?.[1]?.toLowerCase() ?? "";
  const introduction = Object.hasOwn(introductions, verb) ? introductions[verb] : undefined;
  const found = text.length > longestStatement ? null : introduction?.exec(text);
  const action = actions[verb];
  if (!found || action === undefined) return undefined;
  const rest = text.slice(found.index + found[0].length);
  const [, quoted, plain, index] = /^(?:"([^"]+)"|([^\s"(.]+))(?:\."([^"]+)")?/.exec(rest) ?? [];
  const table = quoted ?? plain;
  return table === undefined
    ? undefined
    : { action, table, suffix: index === undefined ? "" : `/index/${index.replace(/\0+/g, "*")}` };
}
