import { type Cure, type Edit, operationTypes, templateRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { escapedIn, type MappingText, mappingFile, mappingTexts, siteOf } from "./_mapping-texts.ts";
import { type Part, partsOf, type Use } from "./_vtl.ts";

/** What the caller's text can do where it stands. */
type Harm = "statement" | "path" | "form" | "json";

interface Injected {
  readonly text: MappingText;
  readonly part: Part;
  readonly use: Use;
  readonly harm: Harm;
}

export default templateRule<Injected>({
  meta: {
    id: "injection/mapping-template",
    severity: "warning",
    confidence: "medium",
    summary: "A mapping template puts the caller's text where it can change the request",
    why: "A mapping template writes the request to the data source as text. Nothing is escaped by itself: a quote in an argument ends the JSON text it stands in, and the caller adds keys of their own, such as another table's key, a wider filter or an event that the function takes for genuine. In the text of a statement it is worse: escaping for JSON is undone before the statement is run, so the caller writes SQL.\n\n`$util.toJson` (AppSync) and `$util.escapeJavaScript` (API Gateway) make a text harmless in JSON, `$util.urlEncode` in a path or form. Values of statements and expressions travel beside them: `variableMap`, `expressionValues`.",
    duty: "code",
    cwe: [74, 943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "AppSync: resolver mapping template utility reference",
        url: "https://docs.aws.amazon.com/appsync/latest/devguide/resolver-util-reference.html",
      },
      {
        title: "API Gateway: mapping template reference",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
      },
    ],
    examples: [
      {
        title: "An argument in quotes, in a resolver's template",
        bad: `Resources:
  GetPhoto:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !Ref Api
      TypeName: Query
      FieldName: photo
      DataSourceName: photos
      RequestMappingTemplate: |
        {
          "version": "2018-05-29",
          "operation": "GetItem",
          "key": { "id": { "S": "photo#$ctx.args.id" } }
                                       ^^^^^^^^^^^^ '$ctx.args.id' stands in JSON as it comes: a quote in it ends the text, and the caller adds keys
        }`,
        fixed: `Resources:
  GetPhoto:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !Ref Api
      TypeName: Query
      FieldName: photo
      DataSourceName: photos
      RequestMappingTemplate: |
        {
          "version": "2018-05-29",
          "operation": "GetItem",
          "key": { "id": { "S": $util.toJson("photo#$ctx.args.id") } }
        }`,
      },
      {
        title: "A parameter in the event that a function gets, in a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  find:
    handler: find.handler
    events:
      - http:
          path: find
          method: get
          integration: lambda
          request:
            template:
              application/json: '{ "owner": "$context.authorizer.claims.sub", "q": "$input.params("q")" }'
                                                                                    ^^^^^^^^^^^^^^^^^^ '$input.params("q")' stands in JSON as it comes: a quote in it ends the text, and the caller adds keys`,
        fixed: `service: photos
provider:
  name: aws
functions:
  find:
    handler: find.handler
    events:
      - http:
          path: find
          method: get
          integration: lambda
          request:
            template:
              application/json: '{ "owner": "$context.authorizer.claims.sub", "q": "$util.escapeJavaScript($input.params("q")).replaceAll("\\\\''", "''")" }'`,
      },
      {
        title: "A statement that a variable carries",
        bad: `Resources:
  Search:
    Type: AWS::AppSync::FunctionConfiguration
    Properties:
      ApiId: !Ref Api
      Name: search
      DataSourceName: orders
      RequestMappingTemplate: |
        #set($name = $util.defaultIfNull($ctx.args.name, ""))
        #set($sql = "SELECT * FROM orders WHERE name = '$name'")
        {
          "version": "2018-05-29",
          "statements": [ $util.toJson($sql) ]
                          ^^^^^^^^^^^^^^^^^^ '$ctx.args.name' becomes part of a statement: the caller can rewrite it
        }`,
      },
      {
        title: "A form that is sent to a queue, and a path",
        file: "template.json",
        bad: `{
  "Resources": {
    "Send": {
      "Type": "AWS::ApiGateway::Method",
      "Properties": {
        "RestApiId": { "Ref": "Api" },
        "ResourceId": { "Ref": "Orders" },
        "HttpMethod": "POST",
        "AuthorizationType": "AWS_IAM",
        "Integration": {
          "Type": "AWS",
          "IntegrationHttpMethod": "POST",
          "RequestTemplates": { "application/json": "Action=SendMessage&MessageBody=$input.body" }
                                                                                    ^^^^^^^^^^^ '$input.body' stands in a form as it comes: an '&' in it adds parameters to the call
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Send": {
      "Type": "AWS::ApiGateway::Method",
      "Properties": {
        "RestApiId": { "Ref": "Api" },
        "ResourceId": { "Ref": "Orders" },
        "HttpMethod": "POST",
        "AuthorizationType": "AWS_IAM",
        "Integration": {
          "Type": "AWS",
          "IntegrationHttpMethod": "POST",
          "RequestTemplates": { "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)" }
        }
      }
    }
  }
}`,
      },
      {
        title: "A path below an address",
        bad: `Resources:
  GetUser:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !Ref Api
      TypeName: Query
      FieldName: user
      DataSourceName: users
      RequestMappingTemplate: >-
        { "version": "2018-05-29", "method": "GET", "resourcePath": "/users/\${context.arguments.id}" }
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^ '$context.arguments.id' stands in a path as it comes: '../' in it leads elsewhere`,
        fixed: `Resources:
  GetUser:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !Ref Api
      TypeName: Query
      FieldName: user
      DataSourceName: users
      RequestMappingTemplate: >-
        { "version": "2018-05-29", "method": "GET", "resourcePath": "/users/$util.urlEncode(\${context.arguments.id})" }`,
      },
      {
        title: "A file of its own",
        file: "Mutation.addPhoto.request.vtl",
        bad: `## what the caller says of a photo
#set($title = $ctx.args.input.title.trim())
{
  "version": "2018-05-29",
  "operation": "PutItem",
  "key": { "id": $util.dynamodb.toDynamoDBJson($util.autoId()) },
  "attributeValues": { "title": { "S": "$title" }, "owner": $util.dynamodb.toDynamoDBJson($ctx.identity.sub) }
                                        ^^^^^^ '$ctx.args.input.title.trim()' stands in JSON as it comes: a quote in it ends the text, and the caller adds keys
}`,
        fixed: `## what the caller says of a photo
#set($title = $ctx.args.input.title.trim())
{
  "version": "2018-05-29",
  "operation": "PutItem",
  "key": { "id": $util.dynamodb.toDynamoDBJson($util.autoId()) },
  "attributeValues": { "title": { "S": $util.toJson("$title") }, "owner": $util.dynamodb.toDynamoDBJson($ctx.identity.sub) }
}`,
      },
      {
        title: "Escaped, bound, checked; numbers; what is not the caller's",
        good: `Resources:
  Search:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !Ref Api
      TypeName: Query
      FieldName: search
      DataSourceName: orders
      RequestMappingTemplate: |
        ## the caller's "$ctx.args.id" in a comment
        #if(!$ctx.args.state.matches("^[a-z]+$"))
          $util.error("no such state: $ctx.args.state", "BadRequest")
        #end
        #set($owner = $ctx.identity.sub)
        #set($size = $ctx.args.tags.size())
        {
          "version": "2018-05-29",
          "operation": "Query",
          "limit": $util.defaultIfNull($ctx.args.limit, 20),
          "nextToken": $util.toJson($ctx.args.nextToken),
          "query": {
            "expression": "owner = :owner AND tags = :size",
            "expressionValues": {
              ":owner": { "S": "$owner" },
              ":size": { "N": "$size" },
              ":state": { "S": "$ctx.args.state" },
              ":name": $util.dynamodb.toDynamoDBJson($ctx.args.name),
              ":page": { "N": "$ctx.args.page" }
            }
          }
        }
  Send:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Orders
      HttpMethod: POST
      AuthorizationType: AWS_IAM
      Integration:
        Type: AWS
        RequestTemplates:
          application/json: |
            { "body": $input.json('$'), "id": "$util.escapeJavaScript($input.params('id'))", "stage": "$context.stage" }
          application/x-www-form-urlencoded: Action=SendMessage&MessageBody=$util.urlEncode($input.body)`,
      },
    ],
  },
  at: ["AWS::AppSync::Resolver", "AWS::AppSync::FunctionConfiguration", ...operationTypes],
  *check(_property, resource) {
    for (const text of mappingTexts(resource)) yield* matchesIn(text);
  },
  files: {
    named: ".vtl",
    *check(site) {
      const text = mappingFile(site);
      if (text) yield* matchesIn(text);
    },
  },
  message: ({ use, harm }) => `'${shown(use.path, 40)}' ${consequences[harm]}`,
  fix: escaped,
});

function* matchesIn(text: MappingText) {
  for (const part of partsOf(text.text))
    for (const use of part.uses) {
      const harm = harmOf(part, use, text);
      if (!harm) continue;
      const confidence = harm === "statement" ? "high" : "medium";
      const at = siteOf(text, use.start, use.end) ?? text.scalar;
      yield { at, confidence, data: { text, part, use, harm } } as const;
    }
}

const consequences: Readonly<Record<Harm, string>> = {
  statement: "becomes part of a statement: the caller can rewrite it",
  path: "stands in a path as it comes: '../' in it leads elsewhere",
  form: "stands in a form as it comes: an '&' in it adds parameters to the call",
  json: "stands in JSON as it comes: a quote in it ends the text, and the caller adds keys",
};

const isStatement = (text: string): boolean =>
  (/\bselect\s/i.test(text) && /\bfrom\b/i.test(text)) ||
  (/\bupdate\s/i.test(text) && /\bset\b/i.test(text)) ||
  /\binsert\s+into\b|\bdelete\s+from\b/i.test(text);

function harmOf(part: Part, use: Use, { text, service }: MappingText): Harm | undefined {
  const isDone = (...names: readonly string[]) => names.some((name) => use.through.includes(name));
  if (isDone("base64Encode")) return undefined;
  if (isStatement(`${part.isQuoted ? part.words : ""}${use.beside}`)) return "statement";
  if (!part.isQuoted) return /^\s*Action=/.test(text) && !isDone("urlEncode") ? "form" : undefined;
  if (part.key === "expression" && service === "AppSync") return "statement";
  if (isDone("urlEncode")) return undefined;
  if (/^(?:resourcePath|path)$/.test(part.key) && service === "AppSync" && part.words.startsWith("/")) return "path";
  if (isDone("escapeJavaScript", "toJson", "parseJson") || /^(?:N|BOOL)$/.test(part.key)) return undefined;
  return /^\s*[{[]|[}\]]\s*$/.test(text) ? "json" : undefined;
}

/** Escaping changes nothing of a text that has nothing to escape; a path may have been meant to have several parts. */
function escaped({ text, part, use, harm }: Injected, edit: Edit): Cure | undefined {
  const reference = text.text.slice(use.start, use.end);
  if (harm === "statement") return undefined;
  if (harm !== "json") {
    const edits = written(text, use, `$util.urlEncode(${reference})`, edit);
    return edits && { title: "Encode it for the address", safety: "unsafe", edits };
  }
  const whole = text.text.slice(part.start, part.end);
  if (text.service === "API Gateway") {
    const by = `$util.escapeJavaScript(${reference}).replaceAll("\\\\'", "'")`;
    const edits = written(text, use, by, edit);
    return edits && { title: "Escape it for JSON", safety: "safe", edits };
  }
  if (/\\|#[a-z{@]|\$util/i.test(whole) || !/^".*"$/.test(whole)) return undefined;
  const edits = written(text, part, `$util.toJson(${whole})`, edit);
  return edits && { title: "Write it as JSON", safety: "safe", edits };
}

function written(text: MappingText, at: { readonly start: number; readonly end: number }, by: string, edit: Edit) {
  const site = siteOf(text, at.start, at.end);
  return site && edit.text(site, escapedIn(by, text.scalar));
}
