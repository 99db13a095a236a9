import {
  type Edit,
  type Operation,
  operationsAt,
  operationsOfApi,
  operationTypes,
  type SiteEdit,
  templateRule,
  type Value,
  valueOf,
} from "../../engine/authoring.ts";
import { type Companion, companion } from "../shared/companions.ts";
import { listed } from "../shared/listed.ts";
import { patternText } from "../shared/pattern-text.ts";
import { plainOf } from "../shared/plain.ts";
import { routeOf } from "../shared/route.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";

/** Routes of one API; the first is where the finding goes. */
interface Finding {
  readonly operations: readonly [Operation, ...Operation[]];
}

export default templateRule<Finding>({
  meta: {
    id: "validation/no-request-validator",
    severity: "info",
    confidence: "high",
    summary: "A request body that API Gateway is told about and does not check",
    why: "A model or schema of a body does nothing by itself: API Gateway checks requests against it only where a request validator is asked for. The file then reads as if only well-formed requests came through, and the code behind relies on it. Where a route goes straight to another AWS service there is no code behind at all: what the caller sent is what gets into the queue or the table.",
    duty: "configuration",
    cwe: [20],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "API Gateway: request validation for REST APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
      },
      {
        title: "SAM: RequestModel",
        url: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-requestmodel.html",
      },
    ],
    examples: [
      {
        title: "A model of a SAM API that nothing is checked against",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Models:
        Album:
          type: object
          required: [name]
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.save
      Events:
        Save:
        ^^^^ 'POST /albums' has a model that nothing checks its body against
          Type: Api
          Properties:
            RestApiId: !Ref Albums
            Path: /albums
            Method: post
            RequestModel:
              Model: Album`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Models:
        Album:
          type: object
          required: [name]
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
        title: "A method that goes straight to a queue, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGateway::RestApi" },
    "Put": {
    ^^^^^ nothing checks the body of 'POST /', which no code sees
      "Type": "AWS::ApiGateway::Method",
      "Properties": {
        "HttpMethod": "POST",
        "RestApiId": { "Ref": "Api" },
        "ResourceId": { "Fn::GetAtt": ["Api", "RootResourceId"] },
        "AuthorizationType": "AWS_IAM",
        "Integration": {
          "Type": "AWS",
          "IntegrationHttpMethod": "POST",
          "Uri": { "Fn::Sub": "arn:aws:apigateway:\${AWS::Region}:sqs:path/111122223333/orders" }
        }
      }
    }
  }
}`,
      },
      {
        title: "A definition of its own",
        file: "openapi.yaml",
        bad: `openapi: 3.0.1
info:
  title: albums
  version: "1"
paths:
  /albums:
    post:
    ^^^^ 'POST /albums' has a model that nothing checks its body against
      requestBody:
        content:
          application/json:
            schema:
              type: object
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:save/invocations`,
        fixed: `openapi: 3.0.1
info:
  title: albums
  version: "1"
paths:
  /albums:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:save/invocations
x-amazon-apigateway-request-validators:
  all:
    validateRequestBody: true
    validateRequestParameters: true
x-amazon-apigateway-request-validator: all`,
      },
      {
        title: "Methods among the resources of a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Api:
      Type: AWS::ApiGateway::RestApi
    Album:
      Type: AWS::ApiGateway::Model
      Properties:
        RestApiId: !Ref Api
        ContentType: application/json
        Schema: { type: object }
    Save:
    ^^^^ 'POST /' has a model that nothing checks its body against
      Type: AWS::ApiGateway::Method
      Properties:
        RestApiId: !Ref Api
        ResourceId: !GetAtt Api.RootResourceId
        HttpMethod: POST
        RequestModels:
          application/json: !Ref Album
        Integration:
          Type: AWS_PROXY
          IntegrationHttpMethod: POST
          Uri: !ImportValue SaveUri`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Api:
      Type: AWS::ApiGateway::RestApi
    Album:
      Type: AWS::ApiGateway::Model
      Properties:
        RestApiId: !Ref Api
        ContentType: application/json
        Schema: { type: object }
    Save:
      Type: AWS::ApiGateway::Method
      Properties:
        RestApiId: !Ref Api
        ResourceId: !GetAtt Api.RootResourceId
        HttpMethod: POST
        RequestModels:
          application/json: !Ref Album
        Integration:
          Type: AWS_PROXY
          IntegrationHttpMethod: POST
          Uri: !ImportValue SaveUri
        RequestValidatorId: !Ref ApiRequestValidator
    ApiRequestValidator:
      Type: AWS::ApiGateway::RequestValidator
      Properties:
        RestApiId: !Ref Api
        ValidateRequestBody: true
        ValidateRequestParameters: true`,
      },
      {
        title: "Checked; no model, and code behind that can check; a body that is only read",
        file: "serverless.yml",
        good: `service: albums
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
              application/json: \${file(album.json)}
  other:
    handler: albums.other
    events:
      - http: POST /others
      - httpApi: POST /more
resources:
  Resources:
    Api:
      Type: AWS::ApiGateway::RestApi
    Save:
      Type: AWS::ApiGateway::Method
      Properties:
        RestApiId: !Ref Api
        ResourceId: !GetAtt Api.RootResourceId
        HttpMethod: POST
        RequestModels:
          application/json: Empty
        RequestValidatorId: !ImportValue Validator
        Integration:
          Type: AWS
          Uri: !ImportValue SaveUri
    List:
      Type: AWS::ApiGateway::Method
      Properties:
        RestApiId: !Ref Api
        ResourceId: !GetAtt Api.RootResourceId
        HttpMethod: GET
        Integration:
          Type: AWS
          Uri: !ImportValue ListUri`,
      },
    ],
  },
  at: operationTypes,
  *check(_, resource) {
    for (const operation of operationsAt(resource)) {
      if (!isUnchecked(operation)) continue;
      const siblings = operation.api ? operationsOfApi(operation.api) : [operation];
      const first = siblings.find(isUnchecked);
      if (first?.key !== operation.key) continue;
      const others = siblings.filter((one) => one !== first && isUnchecked(one));
      yield { at: operation.key, data: { operations: [operation, ...others] } };
    }
  },
  message: ({ operations }) => {
    const [first, ...others] = operations;
    const names = listed(operations.map((one) => shown(routeOf(one), others.length > 0 ? 24 : 50)));
    if (others.length > 0) return `nothing checks the bodies of ${operations.length} routes of this API: ${names}`;
    return first.models
      ? `${names} has a model that nothing checks its body against`
      : `nothing checks the body of ${names}, which no code sees before it arrives`;
  },
  fix: ({ operations }, edit) => {
    if (!operations.every(({ models }) => models)) return undefined;
    const edits = operations.every(isDefined) ? definitionEdits(operations[0], edit) : eachEdits(operations, edit);
    return edits && { title: "Check requests against their models", safety: "unsafe", edits };
  },
});

/** Whether a body comes in that has a model, or no code to look at it, and that nothing checks. */
function isUnchecked({ kind, method, validator, models, integration, runs, isPreflight }: Operation): boolean {
  if (kind !== "rest-api" || validator || isPreflight || method === undefined || !/^(POST|PUT|PATCH)$/.test(method))
    return false;
  const isDirect = integration?.type === "AWS" && !runs && leadsToService(integration.uri);
  return integration !== undefined && integration.type !== "MOCK" && (models !== undefined || isDirect);
}

/** Whether an integration leads to a service other than Lambda. */
function leadsToService(uri: Value | undefined): boolean {
  const text = patternText(uri);
  return text?.includes(":apigateway:") === true && !text.includes(":lambda:");
}

const isDefined = ({ api, declaredBy }: Operation): boolean => api === declaredBy;

/** A validator for the whole definition. */
function definitionEdits({ api }: Operation, edit: Edit): readonly SiteEdit[] | undefined {
  const body = api?.property("Body")?.at;
  const root = body && valueOf(body);
  if (root?.kind !== "mapping" || valueOf(root, "x-amazon-apigateway-request-validators")) return undefined;
  return edit.set(root, [], {
    "x-amazon-apigateway-request-validators": {
      all: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": "all",
  });
}

function eachEdits(operations: Finding["operations"], edit: Edit): readonly SiteEdit[] | undefined {
  const method = operations.find(isMethod);
  const validator = method && validatorFor(method, edit);
  if (method && !validator) return undefined;
  return together(
    ...operations.map((operation) => {
      const place = operation.place("validator");
      const wish = validator && isMethod(operation) ? { Ref: validator.name } : true;
      return place && edit.set(place.under, place.keys, wish);
    }),
    validator?.edits ?? [],
  );
}

const isMethod = ({ declaredBy }: Operation): boolean => declaredBy.type === "AWS::ApiGateway::Method";

function validatorFor({ declaredBy, api }: Operation, edit: Edit): Companion | undefined {
  const id = plainOf(declaredBy.property("RestApiId")?.value);
  if (id === undefined) return undefined;
  const Properties = { RestApiId: id, ValidateRequestBody: true, ValidateRequestParameters: true };
  const name = `${api?.name ?? "Api"}RequestValidator`;
  return companion(declaredBy, name, { Type: "AWS::ApiGateway::RequestValidator", Properties }, edit);
}
