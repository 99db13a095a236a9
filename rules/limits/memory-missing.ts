import { type Resource, templateRule } from "../../engine/authoring.ts";
import { type Lacking, lackingWith, noneOf, setForAll } from "../shared/all-functions.ts";

export default templateRule<Lacking>({
  meta: {
    id: "limits/memory-missing",
    severity: "hint",
    confidence: "high",
    summary: "A function without a memory size of its own",
    why: "Nobody chose how much memory this function gets: Lambda gives it 128 MB (the Serverless Framework 1,024 MB), and with the memory a share of the processor. Too little makes one large request end the function; a chosen size bounds what a call may use and cost.",
    duty: "configuration",
    cwe: [],
    controls: ["SAS-8"],
    references: [
      {
        title: "Lambda: the memory of a function",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
      },
    ],
    examples: [
      {
        title: "A SAM function",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
  ^^^^^^^^^^ 'ListPhotos' has no memory size of its own: Lambda gives it 128 MB
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      MemorySize: 512`,
      },
      {
        title: "A Serverless function: the framework's own size, written down",
        file: "serverless.yml",
        bad: `functions:
  resize:
  ^^^^^^ 'resize' has no memory size of its own: Lambda gives it the framework's 1,024 MB
    handler: resize.handler`,
        fixed: `functions:
  resize:
    handler: resize.handler
    memorySize: 1024`,
      },
      {
        title: "All functions of a template",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
  ^^^^^^^^ neither function has a memory size of its own: Lambda gives them 128 MB
    Runtime: nodejs22.x
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Add:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.add`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    MemorySize: 512
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Add:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.add`,
      },
      {
        title: "A size for all functions",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  memorySize: 256
functions:
  resize:
    handler: resize.handler`,
      },
    ],
  },
  at: "AWS::Lambda::Function/MemorySize",
  *check(property, resource) {
    if (property) return;
    const lacking = lackingTogether(resource);
    if (lacking) yield { at: lacking.at, data: lacking };
  },
  message: ({ functions }) => {
    const size = ofFramework(functions) ? "the framework's 1,024" : "128";
    return functions.length > 1
      ? `${noneOf(functions)} has a memory size of its own: Lambda gives them ${size} MB`
      : `'${functions[0]?.name}' has no memory size of its own: Lambda gives it ${size} MB`;
  },
  fix: (lacking, edit) => {
    const [present, usual] = ofFramework(lacking.functions) ? [1024, 1024] : [128, 512];
    const megabytes = edit.options.memory ?? usual;
    const edits = setForAll(lacking, "MemorySize", megabytes, "memorySize", edit);
    const title = `Give ${lacking.functions.length > 1 ? "them" : "it"} ${megabytes} MB`;
    return edits && { title, safety: megabytes < present ? "unsafe" : "safe", edits };
  },
});

const ofFramework = ([first]: readonly Resource[]): boolean => first?.writtenAs === "functions";

const lackingTogether = lackingWith((one: Resource) => one.property("MemorySize") === undefined);
