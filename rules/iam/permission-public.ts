import { type Property, type Resource, templateRule, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { functionNameOf, isForUrl } from "./_permissions.ts";

interface Open {
  readonly permission: Resource;
  readonly principal: Property;
}

export default templateRule<Open>({
  meta: {
    id: "iam/permission-public",
    severity: "error",
    confidence: "high",
    summary: "A function or layer that every AWS account may use",
    why: "A permission whose principal is '*' lets anyone with an AWS account call the function with an event of their own making: past the API, past its authorizer, past every check that stands before it. It runs with your role and on your bill. Name the service that calls it and the source it calls for, or the account.",
    duty: "iam",
    cwe: [284],
    controls: ["Lambda.1", "SAS-3"],
    references: [
      {
        title: "Security Hub: Lambda.1",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
      },
      {
        title: "Lambda: resource-based policies",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
      },
    ],
    examples: [
      {
        title: "Everyone may call the function",
        bad: `Resources:
  Save:
    Type: AWS::Lambda::Function
  Anyone:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Save
      Principal: "*"
                 ^^^ every AWS account may call 'Save' with an event of its own
`,
        fixed: `Resources:
  Save:
    Type: AWS::Lambda::Function
  Anyone:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Save
      Principal: !Ref AWS::AccountId
`,
      },
      {
        title: "A layer for everyone, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Shared:
      Type: AWS::Lambda::LayerVersionPermission
      Properties:
        Action: lambda:GetLayerVersion
        LayerVersionArn: arn:aws:lambda:eu-west-1:111122223333:layer:keys:1
        Principal: "*"
                   ^^^ every AWS account may read the layer
`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Shared:
      Type: AWS::Lambda::LayerVersionPermission
      Properties:
        Action: lambda:GetLayerVersion
        LayerVersionArn: arn:aws:lambda:eu-west-1:111122223333:layer:keys:1
        Principal: !Ref AWS::AccountId
`,
      },
      {
        title: "An organization; a source; a function URL, of which other rules speak",
        good: `Resources:
  Save:
    Type: AWS::Lambda::Function
  Organization:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Save
      Principal: "*"
      PrincipalOrgID: o-a1b2c3d4e5
  Url:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunctionUrl
      FunctionName: !Ref Save
      Principal: "*"
      FunctionUrlAuthType: NONE
  Layer:
    Type: AWS::Lambda::LayerVersionPermission
    Properties:
      Action: lambda:GetLayerVersion
      LayerVersionArn: arn:aws:lambda:eu-west-1:111122223333:layer:keys:1
      OrganizationId: o-a1b2c3d4e5
      Principal: "*"`,
      },
    ],
  },
  at: ["AWS::Lambda::Permission/Principal", "AWS::Lambda::LayerVersionPermission/Principal"],
  *check(principal, permission) {
    if (!principal?.key || value.text(principal.value) !== "*" || isForUrl(permission)) return;
    const limits = ["SourceArn", "SourceAccount", "PrincipalOrgID", "OrganizationId", "EventSourceToken"];
    if (!limits.some((name) => permission.property(name))) yield { at: principal.at, data: { permission, principal } };
  },
  message: ({ permission }) =>
    permission.type === "AWS::Lambda::Permission"
      ? `every AWS account may call '${shown(functionNameOf(permission))}' with an event of its own`
      : "every AWS account may read the layer",
  fix: ({ principal }, edit) => {
    const edits = edit.replace(principal.at, { Ref: "AWS::AccountId" });
    return edits && { title: "Let only this account", safety: "unsafe", edits };
  },
});
