import { type Resource, templateRule, valueOf } from "../../engine/authoring.ts";
import { type Lacking, lackingWith } from "../shared/all-functions.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";

export default templateRule<Lacking>({
  meta: {
    id: "compliance/tags",
    severity: "info",
    confidence: "medium",
    summary: "A function without any tag",
    why: "Tags say whose a function is, what data it handles and which cost centre pays. Rights can be given by tag, an alarm finds the team to wake, and an inventory for an audit is one query. Tags that are given for the whole stack at deployment do as well; the template does not show those.",
    duty: "configuration",
    cwe: [],
    controls: ["Lambda.6"],
    profiles: [],
    references: [
      {
        title: "Security Hub: controls for Lambda",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
      },
      { title: "Lambda: tags", url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html" },
    ],
    examples: [
      {
        title: "One of two functions",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
  ^^^^^^^^^^ 'ListPhotos' has no tags
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Print:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.print
      Tags:
        Team: prints`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Print": {
    ^^^^^^^ 'Print' has no tags
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
^^^^^^^^ 'list' and 'print' have no tags
  name: aws
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print`,
      },
      {
        title: "Tags for all",
        good: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Tags:
      Team: photos
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list`,
      },
      {
        title: "Tags of the stack",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  stackTags:
    team: photos
functions:
  list:
    handler: photos.list`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Tags",
  *check(_property, resource) {
    if (!isUntagged(resource)) return;
    const lacking = untagged(resource);
    if (lacking) yield { at: lacking.at, data: lacking };
  },
  message: ({ functions }) =>
    `${listed(functions.map(({ name }) => shown(name, 40)))} ${functions.length > 1 ? "have" : "has"} no tags: nobody can tell whose this is`,
});

const isUntagged = (resource: Resource): boolean =>
  resource.property("Tags") === undefined && valueOf(resource.template.section("provider"), "stackTags") === undefined;

const untagged = lackingWith(isUntagged);
