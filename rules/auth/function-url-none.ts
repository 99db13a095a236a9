import {
  type Failing,
  failing,
  type Node,
  type Resource,
  templateRule,
  triggersOf,
  value,
  whenText,
} from "../../engine/authoring.ts";

interface Finding {
  readonly resource: Resource;
  /** The name of the function, or of the URL where its function is elsewhere. */
  readonly name: string;
  readonly failing?: Failing;
  /** What a Serverless function says of its URL. */
  readonly url?: Node;
}

export default templateRule<Finding>({
  meta: {
    id: "auth/function-url-none",
    severity: "warning",
    confidence: "high",
    summary: "A function URL that anyone can call",
    why: "A function URL with 'AuthType: NONE' takes every request on the internet; there is no throttling, no firewall and no authorizer in front of it, and its policy allows everyone. What the function checks itself is all there is, and each request is paid for. With 'AWS_IAM' Lambda answers only signed requests of those who are allowed to call. A webhook whose sender signs its requests is the usual reason for leaving a URL open: say so in the file, and check the signature.",
    duty: "configuration",
    cwe: [306],
    controls: ["Lambda.1", "SAS-2", "A2"],
    references: [
      {
        title: "Lambda: access to function URLs",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
      },
      {
        title: "Serverless Framework: function URLs",
        url: "https://www.serverless.com/framework/docs/providers/aws/guide/functions",
      },
    ],
    examples: [
      {
        title: "A URL of a SAM function",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties:
      Handler: pay.handler
      FunctionUrlConfig:
        AuthType: NONE
                  ^^^^ anyone can call the URL of 'Pay'`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties:
      Handler: pay.handler
      FunctionUrlConfig:
        AuthType: AWS_IAM`,
      },
      {
        title: "Open outside of production, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Pay": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "pay.handler" } },
    "Address": {
      "Type": "AWS::Lambda::Url",
      "Properties": {
        "TargetFunctionArn": { "Fn::GetAtt": ["Pay", "Arn"] },
        "AuthType": { "Fn::If": ["IsProd", "AWS_IAM", "NONE"] }
                                                      ^^^^^^ anyone can call the URL of 'Pay' when 'IsProd' is false
      }
    }
  }
}`,
        fixed: `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Pay": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "pay.handler" } },
    "Address": {
      "Type": "AWS::Lambda::Url",
      "Properties": {
        "TargetFunctionArn": { "Fn::GetAtt": ["Pay", "Arn"] },
        "AuthType": { "Fn::If": ["IsProd", "AWS_IAM", "AWS_IAM"] }
      }
    }
  }
}`,
      },
      {
        title: "Serverless functions",
        file: "serverless.yml",
        bad: `service: pay
provider:
  name: aws
functions:
  pay:
    handler: pay.handler
    url: true
    ^^^ anyone can call the URL of 'pay'
  refund:
    handler: refund.handler
    url:
      authorizer: aws_iam`,
        fixed: `service: pay
provider:
  name: aws
functions:
  pay:
    handler: pay.handler
    url:
      authorizer: aws_iam
  refund:
    handler: refund.handler
    url:
      authorizer: aws_iam`,
      },
      {
        title: "Signed requests only; not to be known; on purpose",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Auth:
    Type: String
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties:
      Handler: pay.handler
      FunctionUrlConfig:
        AuthType: AWS_IAM
  Decided:
    Type: AWS::Serverless::Function
    Properties:
      Handler: pay.handler
      FunctionUrlConfig:
        AuthType: !Ref Auth
  Hook:
    Type: AWS::Serverless::Function
    Properties:
      Handler: hook.handler
      FunctionUrlConfig:
        # handrail-ignore auth/function-url-none: the sender signs, and the function checks it
        AuthType: NONE
  Plain:
    Type: AWS::Serverless::Function
    Properties:
      Handler: plain.handler`,
      },
    ],
  },
  at: ["AWS::Lambda::Url/AuthType", "AWS::Lambda::Function"],
  *check(_, resource) {
    if (resource.writtenAs === "functions") {
      for (const { kind, key, at, authorizer } of triggersOf(resource))
        if (kind === "function-url" && authorizer === "none" && isOwn(key, resource))
          yield { at: key, data: { resource, name: resource.name, url: at } };
      return;
    }
    // the URL that the framework makes of a function's event is told there
    if (resource.writtenAs === "functions.url") return;
    const path = resource.type === "AWS::Lambda::Url" ? "AuthType" : "FunctionUrlConfig/AuthType";
    const found = failing(resource, path, (setting) => value.text(setting) === "NONE");
    if (found) yield { at: found.at, data: { resource, name: functionName(resource), failing: found } };
  },
  message: ({ name, failing: found }) =>
    `anyone can call the URL of '${name}'${found ? whenText(found) : ""}: nothing checks who does, or how often`,
  fix: ({ failing: found, url }, edit) => {
    const edits = found
      ? edit.replace(found.at, "AWS_IAM")
      : url?.kind === "mapping"
        ? edit.set(url, ["authorizer"], "aws_iam")
        : url && edit.replace(url, { authorizer: "aws_iam" });
    return (
      edits && { title: "Answer only requests that are signed with AWS credentials (IAM)", safety: "unsafe", edits }
    );
  },
});

/** A URL of another resource for this function is that one's affair. */
const isOwn = (key: Node, { entry }: Resource): boolean =>
  key.block === entry.block && entry.start <= key.start && key.end <= entry.end;

function functionName(resource: Resource): string {
  if (resource.type !== "AWS::Lambda::Url") return resource.name;
  const target = resource.property("TargetFunctionArn")?.value;
  return (target?.kind === "unknown" && target.refersTo?.resource) || resource.name;
}
