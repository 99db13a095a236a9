import { type Resource, templateRule } from "../../engine/authoring.ts";
import { type Lacking, lackingWith } from "../shared/all-functions.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";

export default templateRule<Lacking>({
  meta: {
    id: "compliance/code-signing",
    severity: "hint",
    confidence: "high",
    summary: "A function that runs code without a signature",
    why: "Whoever may update a function's code can make it run anything. With a code signing configuration Lambda takes only packages that a signing profile of yours has signed and that nobody has changed since: stolen deployment rights alone then do not suffice. Images in containers cannot be signed this way.",
    duty: "configuration",
    cwe: [494],
    controls: ["SAS-3", "SAS-6"],
    profiles: [],
    references: [
      {
        title: "Lambda: code signing",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
      },
    ],
    examples: [
      {
        title: "One of two functions",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
  ^^^^^^^^^^ 'ListPhotos' runs code whose origin nobody checks
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Print:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.print
      CodeSigningConfigArn: !Ref Signing
  Signing:
    Type: AWS::Lambda::CodeSigningConfig`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Print": {
    ^^^^^^^ 'Print' runs code whose origin nobody checks
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "print.handler" }
    }
  }
}`,
      },
      {
        title: "All functions of a service, told once",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ 'list' and 'print' run code whose origin nobody checks
  name: aws
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print`,
      },
      {
        title: "Signed, or a container",
        good: `Resources:
  Print:
    Type: AWS::Lambda::Function
    Properties:
      Handler: print.handler
      CodeSigningConfigArn: !Ref Signing
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      PackageType: Image
      Code:
        ImageUri: !Ref Image
  Signing:
    Type: AWS::Lambda::CodeSigningConfig`,
      },
    ],
  },
  at: "AWS::Lambda::Function/CodeSigningConfigArn",
  *check(_property, resource) {
    const lacking = isUnsigned(resource) ? unsigned(resource) : undefined;
    if (lacking) yield { at: lacking.at, data: lacking };
  },
  message: ({ functions }) =>
    `${listed(functions.map(({ name }) => shown(name, 40)))} ${functions.length > 1 ? "run" : "runs"} code whose origin nobody checks`,
});

const isUnsigned = (resource: Resource): boolean =>
  resource.property("CodeSigningConfigArn") === undefined && resource.property("Code/ImageUri") === undefined;

const unsigned = lackingWith(isUnsigned);
