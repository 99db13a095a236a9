import { type Code, type CodeContext, codeRule, nodesOf, textAt } from "../../engine/authoring.ts";
import { functionsAround, isKept } from "../shared/kept-values.ts";

interface Opened {
  readonly call: string;
  readonly isPool: boolean;
}

export default codeRule<Opened>({
  meta: {
    id: "limits/db-connections",
    severity: "warning",
    confidence: "medium",
    summary: "A database connection is opened on every invocation and not closed",
    why: "A frozen instance keeps its sockets. With each invocation one more connection stays open at the database, and a hundred concurrent instances multiply that: the database reaches its limit and refuses everybody, other applications included, which makes a cheap denial of service. Open the connection, or a pool of one or two, once outside the handler; or close it in a `finally`.",
    duty: "code",
    cwe: [404, 770],
    controls: ["SAS-8"],
    references: [
      {
        title: "Lambda: best practices for working with functions",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html",
      },
      { title: "RDS: Amazon RDS Proxy", url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html" },
    ],
    examples: [
      {
        title: "A connection in the handler",
        bad: `exports.handler = async (event) => {
  const dbCredentials = await getSecret('database-credentials');
  // Use credentials to connect to database
  const connection = await createConnection({
                           ^^^^^^^^^^^^^^^^ 'createConnection' opens a connection on every invocation
    host: dbCredentials.host,
    user: dbCredentials.username,
    password: dbCredentials.password
  });
  // Process request
};`,
      },
      {
        title: "A pool in a function that the handler calls",
        file: "handler.mjs",
        bad: `import { Pool } from "pg";

const load = async (id) => {
  const pool = new Pool({ max: 2 });
                   ^^^^ 'Pool' opens a pool
  return (await pool.query("SELECT * FROM photos WHERE id = $1", [id])).rows;
};

export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(await load(event.pathParameters.id)) });`,
      },
      {
        title: "Outside the handler, or made once",
        file: "handler.mjs",
        good: `import mysql from "mysql2/promise";
import { Client } from "pg";

const pool = mysql.createPool({ host: process.env.DB_HOST, connectionLimit: 2 });
let client;

export const handler = async (event) => {
  if (!client) {
    client = new Client();
    await client.connect();
  }
  const [rows] = await pool.execute("SELECT * FROM photos WHERE id = ?", [event.pathParameters.id]);
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "Closed again",
        good: `const mysql = require('mysql2/promise');

const connect = async () => mysql.createConnection({ host: process.env.DB_HOST });

exports.handler = async (event) => {
  const connection = await connect();
  try {
    const [rows] = await connection.execute('SELECT * FROM photos WHERE id = ?', [event.pathParameters.id]);
    return { statusCode: 200, body: JSON.stringify(rows) };
  } finally {
    await connection.end();
  }
};`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    if (node.kind !== "call") return;
    const opens = openingOf(node, code);
    if (!opens || !code.handlerOf(node) || isKept(node, code) || isClosed(node, opens, code)) return;
    const at = node.callee.kind === "member" ? node.callee.propertyAt : node.callee;
    yield { at, data: { call: textAt(at), isPool: opens === "pool" } };
  },
  message: ({ call, isPool }) =>
    `'${call}' opens a ${isPool ? "pool" : "connection"} on every invocation and none is closed: the database runs out of them`,
});

/**
 * Library paths of what opens connections; what hands out the one that is open already (`mongoose.connect`, `mssql.connect`) is none.
 * Source: each package's README (August 2026).
 */
const openings: readonly (readonly [RegExp, "connection" | "pool"])[] = [
  [/^(?:mysql2?(?:\/promise)?|mariadb|promise-mysql)\.createConnection$/, "connection"],
  [/^(?:mysql2?(?:\/promise)?|mariadb|promise-mysql)\.createPool(?:Cluster)?$/, "pool"],
  [/^pg\.(?:Client|native\.Client)$/, "connection"],
  [/^(?:pg\.(?:Pool|native\.Pool)|pg-pool)$/, "pool"],
  [/^(?:mongodb\.MongoClient(?:\.connect)?|mongoose\.createConnection|@prisma\/client\.PrismaClient)$/, "pool"],
  [
    /^(?:sequelize(?:\.Sequelize)?|typeorm\.DataSource|knex(?:\.knex)?|mssql\.ConnectionPool|oracledb\.createPool)$/,
    "pool",
  ],
  [
    /^(?:ioredis(?:\.(?:Redis|Cluster))?|redis\.createClient|tedious\.Connection|oracledb\.getConnection|cassandra-driver\.Client|neo4j-driver\.driver)$/,
    "connection",
  ],
];

/** Packages whose export is a class: calling it is no opening without `new`. */
const classes =
  /^(?:pg|pg-pool|ioredis|mongodb\.MongoClient$|@prisma|sequelize|typeorm\.DataSource|mssql\.ConnectionPool|tedious|cassandra)/;

function openingOf(call: Code.Call, code: CodeContext): "connection" | "pool" | undefined {
  const api = code.api(call.callee)?.replace(".default", "");
  const known = api === undefined ? undefined : openings.find(([pattern]) => pattern.test(api))?.[1];
  if (known && api !== undefined)
    return classes.test(api) && !call.isNew && !api.endsWith(".connect") ? undefined : known;
  const method = textAt(call.callee.kind === "member" ? call.callee.propertyAt : call.callee);
  if (api !== undefined || !/^create(?:Connection|Pool)$/.test(method) || isDeclared(call.callee, code))
    return undefined;
  return method === "createPool" ? "pool" : "connection";
}

function isDeclared(callee: Code.Expression, code: CodeContext): boolean {
  let root = callee;
  while (root.kind === "member") root = root.object;
  return root.kind !== "name" || code.declaration(root.name, root) !== undefined;
}

/** Whether a function on the way calls what closes it; giving a connection back does not close its pool. */
function isClosed(call: Code.Call, opens: "connection" | "pool", code: CodeContext): boolean {
  const ends =
    opens === "pool"
      ? /^(?:end|destroy|close|disconnect|\$disconnect|quit|drain|terminate)$/
      : /^(?:end|destroy|close|release|disconnect|quit)$/;
  return functionsAround(call, code).some((fn) =>
    [...nodesOf(fn)].some((node) => {
      if (node.kind !== "call") return false;
      if (node.callee.kind === "member")
        return (
          ends.test(String(node.callee.property)) ||
          /close|cleanup|disconnect|release/i.test(String(node.callee.property))
        );
      return (
        node.args.length > 0 && /close|cleanup|disconnect|release|end(?:Pool|Connection)/i.test(textAt(node.callee))
      );
    }),
  );
}
