import { type Node, type Resource, templateRule, value } from "../../engine/authoring.ts";
import { layersOfAws, publishers } from "../facts/layer-publishers.ts";
import { patternText } from "../shared/pattern-text.ts";
import { shown } from "../shared/shown.ts";
import { isFirstWith } from "../shared/told-once.ts";

interface Foreign {
  readonly resource: Resource;
  readonly layer: string;
  readonly account: string;
  readonly at: Node;
}

export default templateRule<Foreign>({
  meta: {
    id: "supply-chain/layer-source",
    severity: "info",
    confidence: "medium",
    summary: "A layer from an account that is no known publisher",
    why: "A layer is code that runs inside the function, with all of its rights and in front of all of its data, and nothing in the repository shows what it holds. Layers of unknown accounts are a stranger's build of something: nobody reviews them, they get no updates, and the owner may take them away. Build the layer yourself from a package that your lock file pins, or take it from AWS or from the company that makes the tool. If the account is one of your own, say so with `handrail-ignore`.",
    duty: "dependencies",
    cwe: [829],
    controls: ["SAS-6"],
    references: [
      {
        title: "Lambda: layers",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html",
      },
    ],
    examples: [
      {
        title: "Somebody's build of a library",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Handler: resize.handler
      Layers:
        - !Ref Own
        - !Sub arn:aws:lambda:\${AWS::Region}:770693421928:layer:Klayers-p312-Pillow:1
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Resize' runs layer 'Klayers-p312-Pillow' of account '770693421928', which is no known publisher
  Own:
    Type: AWS::Serverless::LayerVersion
    Properties:
      ContentUri: ./layer`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Resize": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "resize.handler",
        "Layers": ["arn:aws:lambda:eu-west-1:175033217214:layer:graphicsmagick:2"]
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Resize' runs layer 'graphicsmagick' of account '175033217214'
      }
    }
  }
}`,
      },
      {
        title: "For all functions of a service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  region: eu-west-1
  layers:
    - arn:aws:lambda:\${self:provider.region}:175033217214:layer:graphicsmagick:2
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'resize' runs layer 'graphicsmagick' of account '175033217214'
functions:
  resize:
    handler: resize.handler
  crop:
    handler: crop.handler`,
      },
      {
        title: "Layers of AWS, of a known company, of the same account, and unknown ones",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Layer:
    Type: String
Resources:
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Handler: resize.handler
      Layers:
        - !Sub arn:aws:lambda:\${AWS::Region}:017000801446:layer:AWSLambdaPowertoolsPythonV3-python312-arm64:7
        - !Sub arn:aws:lambda:\${AWS::Region}:133490724326:layer:AWS-Parameters-and-Secrets-Lambda-Extension:11
        - !Sub arn:aws:lambda:\${AWS::Region}:464622532012:layer:Datadog-Extension:65
        - !Sub arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:layer:shared:4
        - !Ref Layer`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Layers",
  *check(property, resource) {
    for (const item of value.items(property?.value)) {
      const found = /^arn:(?:\$\{[^}]*\}|[\w-]+):lambda:(?:\$\{[^}]*\}|[^:]*):(\d{12}):layer:([^:]+)/.exec(
        patternText(item) ?? "",
      );
      const [, account = "", layer = ""] = found ?? [];
      if (!found || publishers.has(account) || layersOfAws.some((start) => layer.startsWith(start))) continue;
      if (isFirstWith(resource, "Layers", item.at))
        yield { at: item.at, data: { resource, layer, account, at: item.at } };
    }
  },
  message: ({ resource, layer, account }) =>
    `'${shown(resource.name, 36)}' runs layer '${shown(layer, 32)}' of account '${account}', which is no known publisher`,
});
