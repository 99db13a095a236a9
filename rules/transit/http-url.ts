import { type Resource, templateRule, whenText } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { hostOf, isLocalHost } from "../shared/url-host.ts";
import { isToldHere, replacePiece, type VariableText, variableTexts } from "../shared/variable-texts.ts";

interface PlainUrl {
  readonly resource: Resource;
  readonly found: VariableText;
  readonly host: string;
}

export default templateRule<PlainUrl>({
  meta: {
    id: "transit/http-url",
    severity: "warning",
    confidence: "high",
    summary: "A function is given an address with plain HTTP",
    why: "What the function sends there and gets back, tokens and personal data included, can be read and changed by everyone on the way: on the networks between AWS and the host, or by whoever answers for its name. A request that was meant to be encrypted and is only redirected to HTTPS has already been sent once in clear.",
    duty: "encryption",
    cwe: [319],
    controls: ["A3"],
    references: [
      {
        title: "CWE-319: cleartext transmission of sensitive information",
        url: "https://cwe.mitre.org/data/definitions/319.html",
      },
      {
        title: "Well-Architected: enforcing encryption in transit",
        url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_transit_encrypt.html",
      },
    ],
    examples: [
      {
        title: "The address of another service",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
      Environment:
        Variables:
          PAYMENT_URL: http://pay.example.com/v1
                       ^^^^^^^^^^^^^^^^^^^^^^^^^ 'PAYMENT_URL' makes 'Charge' talk to 'pay.example.com' over plain HTTP`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
      Environment:
        Variables:
          PAYMENT_URL: https://pay.example.com/v1`,
      },
      {
        title: "An API of AWS, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Charge": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": {
          "Variables": {
            "PRICES": { "Fn::Sub": "http://prices.execute-api.\${AWS::Region}.amazonaws.com/live" }
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'PRICES' makes 'Charge' talk to 'prices.execute-api.\${AWS::Reg…' over plain HTTP
          }
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Charge": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": {
          "Variables": {
            "PRICES": { "Fn::Sub": "https://prices.execute-api.\${AWS::Region}.amazonaws.com/live" }
          }
        }
      }
    }
  }
}`,
      },
      {
        title: "For all functions of a service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
  environment:
    STOCK_URL: http://stock.example.com
               ^^^^^^^^^^^^^^^^^^^^^^^^ 'STOCK_URL' makes 'order' talk to 'stock.example.com' over plain HTTP
functions:
  order:
    handler: order.handler
  cancel:
    handler: cancel.handler`,
        fixed: `service: shop
provider:
  name: aws
  environment:
    STOCK_URL: https://stock.example.com
functions:
  order:
    handler: order.handler
  cancel:
    handler: cancel.handler`,
      },
      {
        title:
          "HTTPS; this machine and private networks; a namespace; the origin of a page; an address that is not known",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Url:
    Type: String
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
      Environment:
        Variables:
          PAYMENT_URL: https://pay.example.com/v1
          LOCAL_URL: http://localhost:3000
          DYNAMODB_ENDPOINT: http://host.docker.internal:8000
          METADATA: http://169.254.169.254/latest
          STOCK: http://stock.shop.local/v1
          CACHE: http://10.0.3.4:8080
          XMLNS: http://www.w3.org/2005/Atom
          SCHEMA: http://json-schema.org/draft-07/schema#
          ALLOWED_ORIGIN: http://www.example.com
          GIVEN: !Ref Url
          BALANCER: !Sub http://\${Balancer.DNSName}/v1
          SITE: !Sub http://\${Site}.s3-website-\${AWS::Region}.amazonaws.com
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
  Site:
    Type: AWS::S3::Bucket`,
      },
    ],
  },
  at: "AWS::Lambda::Function",
  *check(_, resource) {
    for (const found of variableTexts(resource)) {
      const host = plainHost(found);
      if (host !== undefined && isToldHere(resource, found)) yield { at: found.at, data: { resource, found, host } };
    }
  },
  message: ({ resource, found, host }) =>
    `'${shown(found.name, 30)}' makes '${shown(resource.name, 30)}' talk to '${shown(host, 30)}' over plain HTTP${whenText(found)}`,
  fix: ({ found, host }, edit) => {
    const [piece] = replacePiece(found.at, "http://", "https://") ?? [];
    const isAws = host.endsWith(".amazonaws.com");
    return (
      piece && {
        title: isAws ? "Use HTTPS" : `Use HTTPS, if '${host}' answers to it`,
        safety: isAws ? "safe" : "unsafe",
        edits: edit.text(piece.at, piece.text),
      }
    );
  },
});

/** Names of things that are no place to send to. */
const noTarget = /(^|_)(XMLNS|NAMESPACE|SCHEMA|ORIGINS?|CORS|REFERR?ER|NO_PROXY)(_|$)|origin|namespace|xmlns/;
const noTargetHost =
  /(^|\.)(w3\.org|xmlsoap\.org|json-schema\.org|xml\.org|purl\.org|openxmlformats\.org|ietf\.org|schema\.org)$/i;

/** The host on the internet that a text addresses over plain HTTP. */
function plainHost({ name, text }: VariableText): string | undefined {
  if (!/^http:\/\//i.test(text) || noTarget.test(name)) return undefined;
  const host = hostOf(text);
  if (host === undefined || host === "" || isLocalHost(host) || noTargetHost.test(host)) return undefined;
  // these speak nothing else
  return /(^|[.}])s3-website|\.elb\.amazonaws\.com$/i.test(host) ? undefined : host;
}
