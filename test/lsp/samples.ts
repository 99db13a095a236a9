/** The rules that the samples break. Tests look at these only, so that rules to come do not change what they expect. */
export const sampleRules: readonly string[] = [
  "iam/admin-star",
  "injection/command",
  "injection/sql",
  "supply-chain/no-lockfile",
  "supply-chain/no-update-bot",
  "handrail/missing-reason",
  "handrail/unused-suppression",
];

/** A policy that allows everything, and one that does not. */
export const openPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "Resource": "*" }
  ]
}
`;

export const closedPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*" }
  ]
}
`;

/** A handler whose shell command depends on the request. */
export const openHandler = `const { execSync } = require("node:child_process");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  execSync("convert " + name);
};
`;

export const closedHandler = openHandler.replace('"convert " + name', '"convert photo.jpg"');

/** A handler whose statement can be rewritten by the request, and what the quick fix makes of it. */
export const openQuery = `const mysql = require("mysql2/promise");

const pool = mysql.createPool(process.env.DATABASE_URL);

exports.handler = async (event) => {
  const { userId } = event.queryStringParameters;
  const [rows] = await pool.execute(\`SELECT * FROM users WHERE id = '\${userId}'\`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};
`;

export const boundQuery = openQuery.replace(
  "`SELECT * FROM users WHERE id = '${userId}'`",
  '"SELECT * FROM users WHERE id = ?", [userId]',
);
