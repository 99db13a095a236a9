import { type Api, type Resource, resourcesOfType, templateRule, textAt, valueOf } from "../../engine/authoring.ts";
import { apisAt, apiTypes } from "./_apis.ts";

interface Finding {
  readonly name: string;
  readonly kind: "API" | "distribution";
}

export default templateRule<Finding>({
  meta: {
    id: "auth/waf",
    severity: "hint",
    confidence: "high",
    summary: "A public API or distribution without a web application firewall",
    why: "AWS WAF turns requests away before they reach anything of yours: floods from one address, known bad addresses, patterns of common attacks. It does not replace checks in the code, but holds off the noise, and is the place to stop an attack within minutes without a deployment. A REST API's stage or a distribution has one only if a web ACL is associated with it.",
    duty: "configuration",
    cwe: [693],
    controls: ["APIGateway.4", "CloudFront.6", "SAS-8"],
    profiles: ["fsbp"],
    references: [
      {
        title: "API Gateway: AWS WAF for REST APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
      },
      {
        title: "Security Hub: controls for API Gateway",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
      },
    ],
    examples: [
      {
        title: "A SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
  ^^^^^^ nothing filters the requests to the API 'Albums'
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1`,
      },
      {
        title: "A distribution in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Site": {
    ^^^^^^ nothing filters the requests to the distribution 'Site'
      "Type": "AWS::CloudFront::Distribution",
      "Properties": { "DistributionConfig": { "Enabled": true } }
    }
  }
}`,
      },
      {
        title: "A Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
^^^^^^^^ nothing filters the requests to the API 'albums'
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - http: GET /albums`,
      },
      {
        title: "With a web ACL; a private API",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
  Filter:
    Type: AWS::WAFv2::WebACLAssociation
    Properties:
      ResourceArn: !Sub arn:\${AWS::Partition}:apigateway:\${AWS::Region}::/restapis/\${Albums}/stages/v1
      WebACLArn: !ImportValue Acl
  Inside:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      EndpointConfiguration:
        Type: PRIVATE
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        WebACLId: !ImportValue Acl`,
      },
    ],
  },
  at: [...apiTypes, "AWS::CloudFront::Distribution"],
  *check(_, resource) {
    if (resource.type === "AWS::CloudFront::Distribution") {
      if (!resource.property("DistributionConfig/WebACLId"))
        yield { at: resource.key, data: { name: resource.name, kind: "distribution" } };
      return;
    }
    for (const api of apisAt(resource)) {
      if (api.kind === "rest-api" && api.isPrivate === false && !isFiltered(api, resource))
        yield { at: api.key, data: { name: api.name, kind: "API" } };
    }
  },
  message: ({ name, kind }) => `nothing filters the requests to the ${kind} '${name}': it has no web ACL`,
});

/** An association names the API, or one of its stages, in its ARN. */
function isFiltered({ resource, stages }: Api, { template }: Resource): boolean {
  const associations = resourcesOfType(template, "AWS::WAFv2::WebACLAssociation");
  if (!resource) return associations.length > 0 || valueOf(template.section("custom"), "associateWaf") !== undefined;
  const names = [resource.name, ...stages.map(({ name }) => name)];
  return associations.some((one) => names.some((name) => textAt(one.entry).includes(name)));
}
