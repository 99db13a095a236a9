import { type Plain, type Property, type Resource, templateRule, value } from "../../engine/authoring.ts";
import { permissionSources, sourceless } from "../facts/permission-sources.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { functionNameOf, isForUrl, serviceOf, sourceArn } from "./_permissions.ts";

interface Deputy {
  readonly permission: Resource;
  readonly service: string;
  /** The source is named, but a bucket's name may belong to another account one day. */
  readonly isOnlyAccount: boolean;
}

export default templateRule<Deputy>({
  meta: {
    id: "iam/permission-confused-deputy",
    severity: "warning",
    confidence: "high",
    summary: "A service may call a function for anyone's resources",
    why: "'sns.amazonaws.com' calls functions for every topic of every account, 's3.amazonaws.com' for every bucket. A permission that names the service alone lets a stranger point a topic or bucket of theirs at your function, by its ARN, and choose the event (the confused deputy). 'SourceArn' says for which resource the service may call; for a bucket, whose name another account can take once it is free, 'SourceAccount' belongs to it.",
    duty: "iam",
    cwe: [441],
    controls: ["Lambda.1"],
    references: [
      {
        title: "Lambda: granting AWS services access to a function",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
      },
      {
        title: "IAM: the confused deputy problem",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
      },
    ],
    examples: [
      {
        title: "A topic's messages, and anyone's",
        bad: `Resources:
  Published:
    Type: AWS::SNS::Topic
  Index:
    Type: AWS::Lambda::Function
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      Protocol: lambda
      TopicArn: !Ref Published
      Endpoint: !GetAtt Index.Arn
  Allowed:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Index
      Principal: sns.amazonaws.com
                 ^^^^^^^^^^^^^^^^^ 'sns.amazonaws.com' may call 'Index' for anyone's resources: no source is named
`,
        fixed: `Resources:
  Published:
    Type: AWS::SNS::Topic
  Index:
    Type: AWS::Lambda::Function
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      Protocol: lambda
      TopicArn: !Ref Published
      Endpoint: !GetAtt Index.Arn
  Allowed:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Index
      Principal: sns.amazonaws.com
      SourceArn: !Ref Published
`,
      },
      {
        title: "Any bucket, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  index:
    handler: index.handler
resources:
  Resources:
    Allowed:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunction
        FunctionName: !GetAtt IndexLambdaFunction.Arn
        Principal: s3.amazonaws.com
                   ^^^^^^^^^^^^^^^^ 's3.amazonaws.com' may call 'IndexLambdaFunction' for anyone's resources: no source is named
`,
        fixed: `service: albums
provider:
  name: aws
functions:
  index:
    handler: index.handler
resources:
  Resources:
    Allowed:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunction
        FunctionName: !GetAtt IndexLambdaFunction.Arn
        Principal: s3.amazonaws.com
        SourceAccount: !Ref AWS::AccountId
`,
      },
      {
        title: "The API of the template, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "ProtocolType": "HTTP", "Name": "albums" } },
    "Allowed": {
      "Type": "AWS::Lambda::Permission",
      "Properties": {
        "Action": "lambda:InvokeFunction",
        "FunctionName": "list",
        "Principal": "apigateway.amazonaws.com"
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ may call 'list' for anyone's resources
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "ProtocolType": "HTTP", "Name": "albums" } },
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
        title: "A named source; an account; a load balancer, which has no ARN yet; an account as principal",
        good: `Resources:
  Index:
    Type: AWS::Lambda::Function
  Topic:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Index
      Principal: sns.amazonaws.com
      SourceArn: arn:aws:sns:eu-west-1:111122223333:published
  Bucket:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Index
      Principal: s3.amazonaws.com
      SourceArn: arn:aws:s3:::albums
      SourceAccount: !Ref AWS::AccountId
  Balancer:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Index
      Principal: elasticloadbalancing.amazonaws.com
  Partner:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Index
      Principal: "444455556666"`,
      },
    ],
  },
  at: "AWS::Lambda::Permission/Principal",
  *check(principal, permission) {
    const service = principal?.key ? serviceOf(permission) : undefined;
    if (!principal || service === undefined || sourceless.includes(service) || isForUrl(permission)) return;
    if (permission.property("PrincipalOrgID") || permission.property("EventSourceToken")) return;
    const account = permission.property("SourceAccount");
    if (!permission.property("SourceArn")) {
      if (!account) yield { at: principal.at, data: { permission, service, isOnlyAccount: false } };
    } else if (service === "s3.amazonaws.com" && !account && !saysAccount(permission.property("SourceArn"))) {
      yield { at: principal.at, data: { permission, service, isOnlyAccount: true }, severity: "info" };
    }
  },
  message: ({ permission, service, isOnlyAccount }) => {
    const fn = shown(functionNameOf(permission), 40);
    return isOnlyAccount
      ? `'${service}' may call '${fn}' for whoever owns the bucket's name: no account is named`
      : `'${shown(service, 36)}' may call '${fn}' for anyone's resources: no source is named`;
  },
  fix: ({ permission, service }, edit) => {
    const arn = permission.property("SourceArn") ? undefined : sourceArn(permission, service);
    const account: Plain | undefined = service === "s3.amazonaws.com" ? { Ref: "AWS::AccountId" } : undefined;
    if (arn === undefined && account === undefined) return undefined;
    const edits = together(
      arn === undefined ? [] : edit.setProperty(permission, "SourceArn", arn),
      account === undefined ? [] : edit.setProperty(permission, "SourceAccount", account),
    );
    const title =
      arn === undefined ? "Only for buckets of this account" : "Only for the source that the template connects";
    return edits && { title, safety: permissionSources[service] ? "safe" : "unsafe", edits };
  },
});

/** Whether an ARN has an account in it, or may have. */
const saysAccount = (arn: Property | undefined): boolean =>
  arn?.value.kind === "known"
    ? /^arn:[^:]*:[^:]*:[^:]*:[^:]+:/.test(value.text(arn.value) ?? "")
    : arn?.value.kind === "oneOf";
