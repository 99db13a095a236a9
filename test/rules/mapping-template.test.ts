import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsOf, hostOf } from "../workspace-of.ts";

const sourcesIn = (path: string, text: string): readonly string[] =>
  findingsOf(hostOf([{ path, text }]))
    .filter(({ rule }) => rule === "injection/mapping-template")
    .map(({ message }) => /'(.*?)' (?:stands|becomes)/.exec(message)?.[1] ?? message);

const json = (value: string, above = ""): string =>
  `${above}\n{ "version": "2018-05-29", "key": { "id": ${value} } }\n`;

const harmful: readonly (readonly [title: string, text: string, source: string])[] = [
  ["braces", json('{ "S": "${ctx.args.id}" }'), "$ctx.args.id"],
  ["a quiet reference", json('"$!ctx.args.id"'), "$ctx.args.id"],
  ["a quiet reference in braces", json('"$!{context.arguments.id}"'), "$context.arguments.id"],
  ["an index", json('"$ctx.args.ids[0]"'), "$ctx.args.ids[0]"],
  ["a header", json('"$ctx.request.headers.origin"'), "$ctx.request.headers.origin"],
  ["a parameter", json(`"$input.params('id')"`), "$input.params('id')"],
  ["a map of parameters", json('"$input.params().querystring.id"'), "$input.params().querystring.id"],
  ["a path of the body", json(`"$input.path('$.id')"`), "$input.path('$.id')"],
  ["a variable", json('"$id"', "#set($id = $ctx.args.id)"), "$ctx.args.id"],
  ["a variable that is put together", json('"$id"', '#set($id = "a#$ctx.args.id")'), "$ctx.args.id"],
  ["a loop", json('"x"', '#foreach($tag in $ctx.args.tags)"$tag"#end'), "$ctx.args.tags"],
  ["a default", json(`"$util.defaultIfNull($ctx.args.id, 'x')"`), "$ctx.args.id"],
  ["unescaped again", json('"$util.urlDecode($ctx.args.id)"'), "$ctx.args.id"],
  [
    "a condition that only asks whether it is there",
    json('"$ctx.args.id"', '#if($ctx.args.id != "")#end'),
    "$ctx.args.id",
  ],
  ["a text that has no end yet", '{ "id": "$ctx.args.id', "$ctx.args.id"],
  ["an expression", '{ "query": { "expression": "id = :id AND $ctx.args.more" } }', "$ctx.args.more"],
  [
    "SQL, though escaped",
    `{ "sql": "SELECT * FROM a WHERE b = '$util.escapeJavaScript($ctx.args.id)'" }`,
    "$ctx.args.id",
  ],
];

const harmless: readonly (readonly [title: string, text: string])[] = [
  ["JSON", json("$util.toJson($ctx.args.id)")],
  ["JSON for DynamoDB", json("$util.dynamodb.toDynamoDBJson($ctx.args.id)")],
  ["escaped", json(`"$util.escapeJavaScript($input.params('id'))"`)],
  ["escaped, quotes put back", json(`"$util.escapeJavaScript($input.params('id')).replaceAll("\\\\'", "'")"`)],
  ["escaped in a variable", json('"$id"', "#set($id = $util.escapeJavaScript($ctx.args.id))")],
  ["set again", json('"$id"', '#set($id = $ctx.args.id)\n#set($id = "fixed")')],
  ["encoded", json('"$util.base64Encode($ctx.args.id)"')],
  ["a number", json("$ctx.args.count")],
  ["a number in DynamoDB's form", json('{ "N": "$ctx.args.count" }')],
  ["a length", json('"$ctx.args.id.length()"')],
  ["matched", json('"$ctx.args.id"', '#if(!$ctx.args.id.matches("^[a-z]+$"))$util.unauthorized()#end')],
  [
    "matched by a function",
    json('"$ctx.args.id"', '#if(!$util.matches("^[a-z]+$", $ctx.args.id))$util.unauthorized()#end'),
  ],
  ["one of some", json('"$ctx.args.id"', '#if($ctx.args.id == "a" || $ctx.args.id == "b")#end')],
  ["without all that is not a letter", json('"$ctx.args.id.replaceAll("[^a-z]", "")"')],
  ["the caller's identity", json('"$ctx.identity.sub"')],
  ["the service's own", json('"$context.requestId $ctx.info.fieldName"')],
  ["a comment", json('"x"', '## "$ctx.args.id"\n#* "$ctx.args.id" *#')],
  ["no reference", json('"costs $5 and \\$ctx"')],
  ["an error's text", json('"x"', '$util.error("no $ctx.args.id")')],
  ["half a directive", "#set($id = $ctx.args.id"],
  ["nothing", ""],
];

describe("mapping templates", () => {
  for (const [title, text, source] of harmful)
    it(`harm: ${title}`, () => assert.deepEqual(sourcesIn("a.vtl", text), [source]));
  for (const [title, text] of harmless) it(`no harm: ${title}`, () => assert.deepEqual(sourcesIn("a.vtl", text), []));
  it("of responses make no request", () => {
    const text = json('"$ctx.args.id"');
    for (const name of [
      "Query.photo.response.vtl",
      "photo-response-mapping-template.vtl",
      "response.vtl",
      "photo.res.vtl",
    ])
      assert.deepEqual(sourcesIn(name, text), []);
    for (const name of ["Query.photo.request.vtl", "resources.vtl", "restore.vtl"])
      assert.deepEqual(sourcesIn(name, text), ["$ctx.args.id"]);
  });
});
