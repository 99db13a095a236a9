import {
  type Plain,
  type Resource,
  referenceIn,
  resourcesOfType,
  templateRule,
  value,
} from "../../engine/authoring.ts";
import { plainOf } from "../shared/plain.ts";
import { shown } from "../shared/shown.ts";

export default templateRule<Resource>({
  meta: {
    id: "auth/function-url-permission",
    severity: "warning",
    confidence: "high",
    summary: "A permission for a function URL that allows half of what it needs",
    why: "Whoever calls a function URL needs two rights: 'lambda:InvokeFunctionUrl' and, since October 2025 for new URLs and since November 2026 for all, 'lambda:InvokeFunction'. With the first alone each request ends with a 403, and the hurried cure is often a permission that is too wide. 'InvokedViaFunctionUrl: true' keeps the second right to calls that come by the URL.",
    duty: "iam",
    cwe: [],
    controls: ["SAS-3"],
    references: [
      {
        title: "Lambda: access to function URLs",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
      },
      {
        title: "CloudFormation: AWS::Lambda::Permission",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html",
      },
    ],
    examples: [
      {
        title: "One of the two permissions",
        bad: `Resources:
  Pay:
    Type: AWS::Lambda::Function
  PayUrl:
  ^^^^^^ 'PayUrl' does not let the URL of 'Pay' be called by itself
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunctionUrl
      FunctionName: !GetAtt Pay.Arn
      FunctionUrlAuthType: AWS_IAM
      Principal: "111122223333"`,
        fixed: `Resources:
  Pay:
    Type: AWS::Lambda::Function
  PayUrl:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunctionUrl
      FunctionName: !GetAtt Pay.Arn
      FunctionUrlAuthType: AWS_IAM
      Principal: "111122223333"
  PayUrlInvoke:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !GetAtt Pay.Arn
      InvokedViaFunctionUrl: true
      Principal: "111122223333"`,
      },
      {
        title: "For everyone, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Pay": { "Type": "AWS::Lambda::Function" },
    "PayUrl": {
    ^^^^^^^^ 'PayUrl' does not let the URL of 'Pay' be called
      "Type": "AWS::Lambda::Permission",
      "Properties": {
        "Action": "lambda:InvokeFunctionUrl",
        "FunctionName": { "Ref": "Pay" },
        "FunctionUrlAuthType": "NONE",
        "Principal": "*"
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Pay": { "Type": "AWS::Lambda::Function" },
    "PayUrl": {
      "Type": "AWS::Lambda::Permission",
      "Properties": {
        "Action": "lambda:InvokeFunctionUrl",
        "FunctionName": { "Ref": "Pay" },
        "FunctionUrlAuthType": "NONE",
        "Principal": "*"
      }
    },
    "PayUrlInvoke": {
      "Type": "AWS::Lambda::Permission",
      "Properties": {
        "Action": "lambda:InvokeFunction",
        "FunctionName": { "Ref": "Pay" },
        "InvokedViaFunctionUrl": true,
        "Principal": "*"
      }
    }
  }
}`,
      },
      {
        title: "Among the resources of a Serverless service",
        file: "serverless.yml",
        bad: `service: pay
provider:
  name: aws
resources:
  Resources:
    PayUrl:
    ^^^^^^ 'PayUrl' does not let the URL of 'pay' be called
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunctionUrl
        FunctionName: pay
        FunctionUrlAuthType: NONE
        Principal: "*"`,
        fixed: `service: pay
provider:
  name: aws
resources:
  Resources:
    PayUrl:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunctionUrl
        FunctionName: pay
        FunctionUrlAuthType: NONE
        Principal: "*"
    PayUrlInvoke:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunction
        FunctionName: pay
        InvokedViaFunctionUrl: true
        Principal: "*"`,
      },
      {
        title: "Both permissions; one that is not for a URL",
        good: `Resources:
  Pay:
    Type: AWS::Lambda::Function
  PayUrl:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunctionUrl
      FunctionName: !GetAtt Pay.Arn
      FunctionUrlAuthType: NONE
      Principal: "*"
  PayByUrl:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Pay
      InvokedViaFunctionUrl: true
      Principal: "*"
  Other:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Refund
      Principal: sns.amazonaws.com
  Refund:
    Type: AWS::Lambda::Function`,
      },
    ],
  },
  at: "AWS::Lambda::Permission",
  *check(_, permission) {
    if (actionOf(permission) !== "lambda:InvokeFunctionUrl" || functionOf(permission) === undefined) return;
    const others = resourcesOfType(permission.template, "AWS::Lambda::Permission");
    if (!others.some((other) => lets(other, permission))) yield { at: permission.key, data: permission };
  },
  message: (permission) =>
    `'${shown(permission.name, 26)}' does not let the URL of '${shown(functionOf(permission) ?? "", 26)}' be called by itself: 'lambda:InvokeFunction' is needed too`,
  fix: (permission, edit) => {
    const fn = plainOf(permission.property("FunctionName")?.value);
    const principal = plainOf(permission.property("Principal")?.value);
    const limits = limitsOf(permission);
    if (fn === undefined || principal === undefined || !limits) return undefined;
    const edits = edit.addResource(permission, `${permission.name}Invoke`, {
      Type: "AWS::Lambda::Permission",
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: fn,
        InvokedViaFunctionUrl: true,
        Principal: principal,
        ...limits,
      },
    });
    return edits && { title: "Add the other permission", safety: "safe", edits };
  },
});

const actionOf = (permission: Resource): string | undefined => value.text(permission.property("Action")?.value);

/** The function that a permission is for, by its resource or its name. */
function functionOf(permission: Resource): string | undefined {
  const named = permission.property("FunctionName")?.value;
  return referenceIn(named)?.resource ?? value.text(named);
}

/** Whether another permission gives the right to invoke the same function; one that cannot be read may. */
function lets(other: Resource, permission: Resource): boolean {
  const action = actionOf(other);
  if (action !== undefined && !/^lambda:(InvokeFunction|Invoke\*|\*)$/.test(action)) return false;
  const fn = functionOf(other);
  if (fn !== undefined && fn !== functionOf(permission)) return false;
  const service = value.text(other.property("Principal")?.value);
  return !service?.endsWith(".amazonaws.com") || service === value.text(permission.property("Principal")?.value);
}

/** For whom and from where else the permission holds. Undefined: that cannot be written once more. */
function limitsOf(permission: Resource): Readonly<Record<string, Plain>> | undefined {
  const limits: Record<string, Plain> = {};
  for (const key of ["PrincipalOrgID", "SourceArn", "SourceAccount"]) {
    const written = permission.property(key);
    const plain = plainOf(written?.value);
    if (written && plain === undefined) return undefined;
    if (plain !== undefined) limits[key] = plain;
  }
  return limits;
}
