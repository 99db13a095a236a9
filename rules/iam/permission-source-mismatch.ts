import { arnsIn, type Property, type Resource, templateRule } from "../../engine/authoring.ts";
import { permissionSources } from "../facts/permission-sources.ts";
import { shown } from "../shared/shown.ts";
import { functionNameOf, serviceOf } from "./_permissions.ts";

interface Mismatch {
  readonly permission: Resource;
  readonly arn: Property;
  readonly service: string;
  /** The service of the ARN; absent: an API without a stage and a method. */
  readonly other?: string;
}

export default templateRule<Mismatch>({
  meta: {
    id: "iam/permission-source-mismatch",
    severity: "error",
    confidence: "high",
    summary: "A permission whose source never calls the function",
    why: "A service gives the ARN of its own resource when it calls a function. A permission for 'sns.amazonaws.com' with the ARN of a queue never holds, so that every call is refused. API Gateway gives the ARN of a route, 'api-id/stage/METHOD/path'; the bare id of the API matches none.",
    duty: "iam",
    cwe: [441],
    controls: ["SAS-3"],
    references: [
      {
        title: "API Gateway: Lambda function permissions",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html",
      },
      {
        title: "Lambda: granting AWS services access to a function",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
      },
    ],
    examples: [
      {
        title: "A topic's service and a queue's ARN",
        bad: `Resources:
  Orders:
    Type: AWS::SQS::Queue
  Allowed:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: save
      Principal: sns.amazonaws.com
      SourceArn: !GetAtt Orders.Arn
                         ^^^^^^^^^^ 'sns.amazonaws.com' never calls 'save' for a resource of 'sqs': the permission does not hold
`,
      },
      {
        title: "An API without a route, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGateway::RestApi", "Properties": { "Name": "albums" } },
    "Allowed": {
      "Type": "AWS::Lambda::Permission",
      "Properties": {
        "Action": "lambda:InvokeFunction",
        "FunctionName": "list",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": { "Fn::Sub": "arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}" }
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no route of an API has the ARN that 'list' may be called for: it ends with the API's id
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGateway::RestApi", "Properties": { "Name": "albums" } },
    "Allowed": {
      "Type": "AWS::Lambda::Permission",
      "Properties": {
        "Action": "lambda:InvokeFunction",
        "FunctionName": "list",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": {
          "Fn::Sub": "arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*"
        }
      }
    }
  }
}`,
      },
      {
        title: "A bucket's service and a topic's ARN, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Allowed:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunction
        FunctionName: index
        Principal: s3.amazonaws.com
        SourceArn: arn:aws:sns:eu-west-1:111122223333:uploads
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 's3.amazonaws.com' never calls 'index' for a resource of 'sns'
`,
      },
      {
        title: "Sources that fit, and one that is not to be known",
        good: `Parameters:
  Source:
    Type: String
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
  Route:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: list
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*/GET/albums
  Unknown:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: list
      Principal: sns.amazonaws.com
      SourceArn: !Ref Source`,
      },
    ],
  },
  at: "AWS::Lambda::Permission/SourceArn",
  *check(arn, permission) {
    const service = arn?.key ? serviceOf(permission) : undefined;
    const expected = service === undefined ? undefined : permissionSources[service]?.arnService;
    const [first, ...others] = (arn && arnsIn(arn.value, permission.template)) ?? [];
    if (!arn || service === undefined || expected === undefined || first === undefined || others.length > 0) return;
    const [, , other = "", , , ...rest] = first.replace(/\$\{[^{}]*\}/g, "x").split(":");
    if (/[*?]/.test(other) || other === "") return;
    if (other !== expected) yield { at: arn.at, data: { permission, arn, service, other } };
    else if (expected === "execute-api" && !/[/*]/.test(rest.join(":")))
      yield { at: arn.at, data: { permission, arn, service } };
  },
  message: ({ permission, service, other }) => {
    const fn = shown(functionNameOf(permission), 36);
    return other === undefined
      ? `no route of an API has the ARN that '${fn}' may be called for: it ends with the API's id`
      : `'${shown(service, 30)}' never calls '${fn}' for a resource of '${shown(other, 16)}': the permission does not hold`;
  },
  fix: ({ permission, arn, other }, edit) => {
    const [written] = (other === undefined && arnsIn(arn.value, permission.template)) || [];
    if (written === undefined) return undefined;
    const edits = edit.setProperty(permission, "SourceArn", { "Fn::Sub": `${written}/*` });
    return edits && { title: "Any route of this API", safety: "safe", edits };
  },
});
