import type { LibraryModel } from "../../engine/authoring.ts";

const rds = "@aws-appsync/utils/rds";
const sql = { runs: "SQL" };
const expression = { runs: "an expression" };
const path = { runs: "a path" };

/** A resolver's answer is the request to its data source, or what makes one. Statements by `sql` and the builders have their values beside them. */
export default {
  library: "AppSync resolvers",
  source:
    "https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-rds-js.html, resolver-reference-dynamodb-js.html, resolver-reference-http-js.html, resolver-reference-elasticsearch-js.html (November 2026)",
  facts: [
    { sink: "resolver", callees: [`${rds}.createPgStatement`], argument: "all", facts: sql },
    { sink: "resolver", callees: [`${rds}.createMySQLStatement`], argument: "all", facts: sql },
    { sink: "resolver", answer: "statements", answerOf: "resolver", facts: sql },
    { sink: "resolver", answer: "query.expression", answerOf: "resolver", facts: expression },
    { sink: "resolver", answer: "filter.expression", answerOf: "resolver", facts: expression },
    { sink: "resolver", answer: "condition.expression", answerOf: "resolver", facts: expression },
    { sink: "resolver", answer: "update.expression", answerOf: "resolver", facts: expression },
    { sink: "resolver", answer: "resourcePath", answerOf: "resolver", facts: path },
    { sink: "resolver", answer: "path", answerOf: "resolver", facts: path },
    { pass: "text", callees: ["@aws-appsync/utils.util.str.*"] },
    { pass: "text", callees: ["@aws-appsync/utils.util.urlDecode", "@aws-appsync/utils.util.base64Decode"] },
  ],
} satisfies LibraryModel;
