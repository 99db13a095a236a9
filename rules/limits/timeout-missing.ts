import { type Resource, templateRule, triggersOf } from "../../engine/authoring.ts";
import { type Lacking, lackingWith, noneOf, setForAll } from "../shared/all-functions.ts";

/** Seconds after which a REST API no longer waits. */
const restApiWaits = 29;

export default templateRule<Lacking>({
  meta: {
    id: "limits/timeout-missing",
    severity: "info",
    confidence: "high",
    summary: "A function without a timeout of its own",
    why: "Nobody chose how long this function may run: Lambda stops it after 3 seconds (the Serverless Framework says 6), in the middle of whatever it does, often first on a slow day. A chosen timeout is a bound on what one call may cost, and tells the next reader how long the work is meant to take.",
    duty: "configuration",
    cwe: [],
    controls: ["SAS-8"],
    references: [
      {
        title: "Lambda: the timeout of a function",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
      },
    ],
    examples: [
      {
        title: "A SAM function behind a REST API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
  ^^^^^^^^^^ 'ListPhotos' has no timeout of its own: Lambda stops it after 3 seconds
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        List:
          Type: Api
          Properties:
            Path: /photos
            Method: get`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        List:
          Type: Api
          Properties:
            Path: /photos
            Method: get
      Timeout: 29`,
      },
      {
        title: "A CloudFormation function in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Resize": {
    ^^^^^^^^ 'Resize' has no timeout of its own
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "resize.handler"
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Resize": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "resize.handler",
        "Timeout": 30
      }
    }
  }
}`,
      },
      {
        title: "A Serverless function",
        file: "serverless.yml",
        bad: `functions:
  resize:
  ^^^^^^ 'resize' has no timeout of its own: Lambda stops it after the framework's 6 seconds
    handler: resize.handler`,
        fixed: `functions:
  resize:
    handler: resize.handler
    timeout: 30`,
      },
      {
        title: "All functions of a service",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ neither function has a timeout of its own: Lambda stops them after the framework's 6 seconds
  name: aws
functions:
  resize:
    handler: resize.handler
  clean:
    handler: clean.handler`,
        fixed: `service: photos
provider:
  name: aws
  timeout: 30
functions:
  resize:
    handler: resize.handler
  clean:
    handler: clean.handler`,
      },
      {
        title: "Timeout, memory and concurrency are chosen",
        file: "serverless.yml",
        good: `functions:
  processData:
    handler: handler.process
    timeout: 30
    memorySize: 512
    reservedConcurrency: 10`,
      },
      {
        title: "A timeout for all functions",
        good: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 10
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Timeout",
  *check(property, resource) {
    if (property) return;
    const lacking = lackingTogether(resource);
    if (lacking) yield { at: lacking.at, data: lacking };
  },
  message: ({ functions }) => {
    const seconds = ofFramework(functions) ? "the framework's 6" : "3";
    return functions.length > 1
      ? `${noneOf(functions)} has a timeout of its own: Lambda stops them after ${seconds} seconds`
      : `'${functions[0]?.name}' has no timeout of its own: Lambda stops it after ${seconds} seconds`;
  },
  fix: (lacking, edit) => {
    const kinds = lacking.functions.flatMap((one) => triggersOf(one).map((trigger) => trigger.kind));
    const { timeout } = edit.options;
    const seconds = kinds.includes("rest-api") ? Math.min(timeout, restApiWaits) : timeout;
    const edits = setForAll(lacking, "Timeout", seconds, "timeout", edit);
    const title = `Stop ${lacking.functions.length > 1 ? "them" : "it"} after ${seconds} second${seconds === 1 ? "" : "s"}`;
    // a queue's messages must stay hidden for longer than the function runs, and how long that is stands elsewhere
    const mayBreak = kinds.includes("sqs") || seconds < (ofFramework(lacking.functions) ? 6 : 3);
    return edits && { title, safety: mayBreak ? "unsafe" : "safe", edits };
  },
});

const ofFramework = ([first]: readonly Resource[]): boolean => first?.writtenAs === "functions";

const lackingTogether = lackingWith((one: Resource) => one.property("Timeout") === undefined);
