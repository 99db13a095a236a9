import {
  type Node,
  type Operation,
  operationsAt,
  operationsOfApi,
  operationTypes,
  templateRule,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { pointed, type RequestSchema, requestSchemas } from "./_request-schemas.ts";

interface Finding {
  readonly schema: RequestSchema;
  readonly gaps: Gaps;
}

type Gap = "fields" | "texts" | "lists";

/** The schemas that leave something open. */
type Gaps = ReadonlyMap<Gap, readonly Value[]>;

const words: Readonly<Record<Gap, string>> = {
  fields: "fields that it does not name",
  texts: "texts of any length",
  lists: "lists of any length",
};

export default templateRule<Finding>({
  meta: {
    id: "validation/loose-schema",
    severity: "hint",
    confidence: "medium",
    summary: "A schema of requests that lets more in than it names",
    why: "A schema that names fields and does not forbid others lets them through: one that the code copies into a record, such as 'role' or 'price', is then set by the caller. Texts and lists without a bound are stored, logged and sorted at whatever length a caller likes. Say 'additionalProperties: false', and give texts a 'maxLength' and lists a 'maxItems'.",
    duty: "configuration",
    cwe: [20, 770, 915],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "API Gateway: data models for REST APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html",
      },
      {
        title: "JSON Schema: objects with more properties",
        url: "https://json-schema.org/understanding-json-schema/reference/object",
      },
    ],
    examples: [
      {
        title: "A model of a SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Models:
        Album:
        ^^^^^ 'Album' lets in fields that it does not name, texts of any length and lists of any length
          type: object
          properties:
            name: { type: string }
            photos:
              type: array
              items: { type: string, format: uuid }
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.save
      Events:
        Save:
          Type: Api
          Properties:
            RestApiId: !Ref Albums
            Path: /albums
            Method: post
            RequestModel:
              Model: Album
              ValidateBody: true`,
      },
      {
        title: "A schema of a definition",
        file: "openapi.json",
        bad: `{
  "openapi": "3.0.1",
  "x-amazon-apigateway-request-validator": "all",
  "x-amazon-apigateway-request-validators": { "all": { "validateRequestBody": true } },
  "paths": {
    "/albums": {
      "post": {
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Album" } } } },
        "x-amazon-apigateway-integration": { "type": "aws_proxy", "uri": "arn:x" }
      }
    }
  },
  "components": {
    "schemas": {
      "Album": {
      ^^^^^^^ 'Album' lets in fields that it does not name
        "type": "object",
        "properties": { "name": { "type": "string", "maxLength": 100 } }
      }
    }
  }
}`,
        fixed: `{
  "openapi": "3.0.1",
  "x-amazon-apigateway-request-validator": "all",
  "x-amazon-apigateway-request-validators": { "all": { "validateRequestBody": true } },
  "paths": {
    "/albums": {
      "post": {
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Album" } } } },
        "x-amazon-apigateway-integration": { "type": "aws_proxy", "uri": "arn:x" }
      }
    }
  },
  "components": {
    "schemas": {
      "Album": {
        "type": "object",
        "properties": { "name": { "type": "string", "maxLength": 100 } },
        "additionalProperties": false
      }
    }
  }
}`,
      },
      {
        title: "A schema at a route of a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  save:
    handler: albums.save
    events:
      - http:
          path: albums
          method: post
          request:
            schemas:
              application/json:
              ^^^^^^^^^^^^^^^^ 'application/json' lets in fields that it does not name
                type: object
                properties:
                  kind: { enum: [public, private] }`,
        fixed: `service: albums
provider:
  name: aws
functions:
  save:
    handler: albums.save
    events:
      - http:
          path: albums
          method: post
          request:
            schemas:
              application/json:
                type: object
                properties:
                  kind: { enum: [public, private] }
                additionalProperties: false`,
      },
      {
        title: "Bounded; nothing is checked against it; a model that is not to be known",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Models:
        Album:
          type: object
          additionalProperties: false
          properties:
            name: { type: string, maxLength: 100 }
            tags:
              type: array
              maxItems: 10
              items: { type: string, pattern: "^[a-z]{1,20}$" }
        Unused:
          type: object
          properties:
            name: { type: string }
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.save
      Events:
        Save:
          Type: Api
          Properties:
            RestApiId: !Ref Albums
            Path: /albums
            Method: post
            RequestModel:
              Model: Album
              ValidateBody: true
        Other:
          Type: Api
          Properties:
            RestApiId: !Ref Albums
            Path: /others
            Method: post
            RequestModel:
              Model: !ImportValue Other
              ValidateBody: true`,
      },
    ],
  },
  at: operationTypes,
  *check(_, resource) {
    for (const operation of operationsAt(resource)) {
      if (!operation.validator) continue;
      for (const schema of requestSchemas(operation)) {
        const gaps = gapsIn(schema);
        if (gaps.size > 0 && isFirst(operation, schema)) yield { at: schema.key, data: { schema, gaps } };
      }
    }
  },
  message: ({ schema, gaps }) => {
    const all = (["fields", "texts", "lists"] as const).filter((gap) => gaps.has(gap)).map((gap) => words[gap]);
    const last = all.pop();
    return `'${shown(schema.name, 55)}' lets in ${all.length > 0 ? `${all.join(", ")} and ${last}` : last}`;
  },
  fix: ({ gaps }, edit) => {
    const open = gaps.get("fields");
    if (!open || gaps.size > 1) return undefined;
    const edits = together(
      ...open.map(({ at }) => (at.kind === "mapping" ? edit.set(at, ["additionalProperties"], false) : undefined)),
    );
    return edits && { title: "Refuse fields that it does not name", safety: "unsafe", edits };
  },
});

/** A schema of several routes is told at the first. */
function isFirst(operation: Operation, { key }: RequestSchema): boolean {
  if (!operation.api) return true;
  const first = operationsOfApi(operation.api).find(
    (other) => other.validator && requestSchemas(other).some((schema) => schema.key === key),
  );
  return first === undefined || first.key === operation.key;
}

const most = 500;

/** What a schema, or those below it, leave open. Schemas put together from others are left alone. */
function gapsIn({ schema, root }: RequestSchema): Gaps {
  const gaps = new Map<Gap, Value[]>();
  const waiting: (Value | undefined)[] = [schema];
  const seen = new Set<Node>();
  while (waiting.length > 0 && seen.size < most) {
    const written = waiting.pop();
    const here = written && (pointed(written, root)?.schema ?? written);
    if (!here || seen.has(here.at)) continue;
    seen.add(here.at);
    if (!value.map(here) || ["$ref", "allOf", "anyOf", "oneOf"].some((key) => value.at(here, key))) continue;
    for (const gap of ownGaps(here)) gaps.set(gap, [...(gaps.get(gap) ?? []), here]);
    const properties = value.map(value.at(here, "properties"))?.entries ?? [];
    waiting.push(...properties.map((entry) => entry.value), value.at(here, "items"));
  }
  return gaps;
}

function* ownGaps(schema: Value): Iterable<Gap> {
  const has = (key: string): boolean => value.at(schema, key) !== undefined;
  const type = value.text(value.at(schema, "type"));
  // further fields may have a schema of their own
  const further = value.at(schema, "additionalProperties");
  if (has("properties") && value.boolean(further) !== false && !value.map(further)) yield "fields";
  if (type === "string" && !["maxLength", "enum", "const", "format", "pattern"].some(has)) yield "texts";
  if (type === "array" && !has("maxItems")) yield "lists";
}
