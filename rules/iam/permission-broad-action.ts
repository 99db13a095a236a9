import { type Property, type Resource, templateRule, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { functionNameOf } from "./_permissions.ts";

interface Broad {
  readonly permission: Resource;
  readonly action: Property;
  readonly written: string;
}

export default templateRule<Broad>({
  meta: {
    id: "iam/permission-broad-action",
    severity: "warning",
    confidence: "high",
    summary: "A permission on a function for more than to call it",
    why: "Who triggers a function needs 'lambda:InvokeFunction' and nothing else. 'lambda:*' on the function lets them read its code and its environment too, replace both and delete it.",
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "Lambda: resource-based policies",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
      },
    ],
    examples: [
      {
        title: "Everything on the function, for a partner",
        bad: `Resources:
  Save:
    Type: AWS::Lambda::Function
  Partner:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:*
              ^^^^^^^^ 'lambda:*' on 'Save' is more than to call it
      FunctionName: !Ref Save
      Principal: "444455556666"`,
        fixed: `Resources:
  Save:
    Type: AWS::Lambda::Function
  Partner:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Save
      Principal: "444455556666"`,
      },
      {
        title: "Its code may be replaced, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Deployer:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:UpdateFunctionCode
                ^^^^^^^^^^^^^^^^^^^^^^^^^ 'lambda:UpdateFunctionCode' on 'save' is more than to call it
        FunctionName: save
        Principal: "444455556666"`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Deployer:
      Type: AWS::Lambda::Permission
      Properties:
        Action: lambda:InvokeFunction
        FunctionName: save
        Principal: "444455556666"`,
      },
      {
        title: "To call it, also by its URL",
        good: `Resources:
  Save:
    Type: AWS::Lambda::Function
  Topic:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Save
      Principal: sns.amazonaws.com
      SourceArn: arn:aws:sns:eu-west-1:111122223333:published
  Url:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunctionUrl
      FunctionName: !Ref Save
      Principal: "444455556666"
      FunctionUrlAuthType: AWS_IAM`,
      },
    ],
  },
  at: "AWS::Lambda::Permission/Action",
  *check(action, permission) {
    const written = value.text(action?.value);
    if (!action?.key || written === undefined || /^lambda:Invoke/i.test(written)) return;
    yield { at: action.at, data: { permission, action, written } };
  },
  message: ({ permission, written }) =>
    `'${shown(written, 40)}' on '${shown(functionNameOf(permission))}' is more than to call it`,
  fix: ({ permission, written }, edit) => {
    const edits = edit.setProperty(permission, "Action", "lambda:InvokeFunction");
    return edits && { title: "Only to call it", safety: written.includes("*") ? "safe" : "unsafe", edits };
  },
});
