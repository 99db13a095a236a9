import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "events/recursive-loop-allow",
    severity: "warning",
    confidence: "high",
    summary: "A function that may call itself without end",
    why: "Lambda notices when a function is called about 16 times by way of its own output (through SQS, SNS, S3 or itself) and stops that chain. With 'RecursiveLoop: Allow' it no longer does: an input that makes the function write one more message than it reads multiplies until the account's concurrency, or its budget, is used up.",
    duty: "configuration",
    cwe: [674],
    controls: ["SAS-8"],
    references: [
      {
        title: "Lambda: recursive loop detection",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html",
      },
    ],
    examples: [
      {
        title: "Loops are allowed",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Crawl:
    Type: AWS::Serverless::Function
    Properties:
      Handler: crawl.handler
      RecursiveLoop: Allow
                     ^^^^^ 'Crawl' may call itself without end`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Crawl:
    Type: AWS::Serverless::Function
    Properties:
      Handler: crawl.handler
      RecursiveLoop: Terminate`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Crawl": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "crawl.handler", "RecursiveLoop": "Allow" }
                                                                   ^^^^^^^ 'Crawl' may call itself
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Crawl": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "crawl.handler", "RecursiveLoop": "Terminate" }
    }
  }
}`,
      },
      {
        title: "A function among the resources of a Serverless service",
        file: "serverless.yml",
        bad: `service: crawl
provider:
  name: aws
resources:
  Resources:
    Crawl:
      Type: AWS::Lambda::Function
      Properties:
        RecursiveLoop: Allow
                       ^^^^^ 'Crawl' may call itself`,
        fixed: `service: crawl
provider:
  name: aws
resources:
  Resources:
    Crawl:
      Type: AWS::Lambda::Function
      Properties:
        RecursiveLoop: Terminate`,
      },
      {
        title: "Stopped, by default or said so",
        good: `Parameters:
  Loops:
    Type: String
Resources:
  Crawl:
    Type: AWS::Lambda::Function
    Properties:
      RecursiveLoop: Terminate
  Index:
    Type: AWS::Lambda::Function
  Decided:
    Type: AWS::Lambda::Function
    Properties:
      RecursiveLoop: !Ref Loops`,
      },
    ],
  },
  at: "AWS::Lambda::Function/RecursiveLoop",
  isBad: (setting) => value.text(setting) === "Allow",
  message: ({ resource }, when) =>
    `'${resource.name}' may call itself without end${when}: Lambda does not stop a chain of its own calls`,
  // a function that is meant to call itself would be stopped
  cure: { title: "Have such chains stopped", value: "Terminate", safety: "unsafe" },
});
