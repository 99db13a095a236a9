import {
  type Failing,
  failing,
  type Resource,
  referenceIn,
  resourcesOfType,
  templateRule,
  value,
  whenText,
} from "../../engine/authoring.ts";

interface Bypass {
  readonly api: Resource;
  readonly failing: Failing;
}

const path = "DisableExecuteApiEndpoint";

export default templateRule<Bypass>({
  meta: {
    id: "transit/default-endpoint-open",
    severity: "warning",
    confidence: "medium",
    summary: "The default address of an API goes around the client certificates of its domain",
    why: "A custom domain with mutual TLS lets in only clients that have a certificate. The API has a second address, `https://….execute-api.….amazonaws.com`, that asks for none, and its name is no secret: it stands in logs, in old configurations and in the console. `DisableExecuteApiEndpoint` closes it.",
    duty: "configuration",
    cwe: [288],
    controls: ["SAS-2"],
    references: [
      {
        title: "API Gateway: mutual TLS for a REST API",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html",
      },
      {
        title: "API Gateway: disabling the default endpoint",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
      },
    ],
    examples: [
      {
        title: "A SAM API with a domain of its own",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
  ^^^^ 'Shop' also answers at its default address, without a client certificate
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Domain:
        DomainName: api.example.com
        CertificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/1
        MutualTlsAuthentication:
          TruststoreUri: s3://trust/store.pem`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Domain:
        DomainName: api.example.com
        CertificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/1
        MutualTlsAuthentication:
          TruststoreUri: s3://trust/store.pem
      DisableExecuteApiEndpoint: true`,
      },
      {
        title: "An HTTP API and its mapping, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Shop": {
      "Type": "AWS::ApiGatewayV2::Api",
      "Properties": {
        "Name": "shop",
        "DisableExecuteApiEndpoint": false
                                     ^^^^^ 'Shop' also answers at its default address
      }
    },
    "Domain": {
      "Type": "AWS::ApiGatewayV2::DomainName",
      "Properties": { "MutualTlsAuthentication": { "TruststoreUri": "s3://trust/store.pem" } }
    },
    "Mapping": {
      "Type": "AWS::ApiGatewayV2::ApiMapping",
      "Properties": { "ApiId": { "Ref": "Shop" }, "DomainName": { "Ref": "Domain" } }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Shop": {
      "Type": "AWS::ApiGatewayV2::Api",
      "Properties": {
        "Name": "shop",
        "DisableExecuteApiEndpoint": true
      }
    },
    "Domain": {
      "Type": "AWS::ApiGatewayV2::DomainName",
      "Properties": { "MutualTlsAuthentication": { "TruststoreUri": "s3://trust/store.pem" } }
    },
    "Mapping": {
      "Type": "AWS::ApiGatewayV2::ApiMapping",
      "Properties": { "ApiId": { "Ref": "Shop" }, "DomainName": { "Ref": "Domain" } }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
resources:
  Resources:
    Shop:
    ^^^^ 'Shop' also answers at its default address
      Type: AWS::ApiGateway::RestApi
    Domain:
      Type: AWS::ApiGateway::DomainName
      Properties:
        DomainName: api.example.com
        MutualTlsAuthentication:
          TruststoreUri: s3://trust/store.pem
    Mapping:
      Type: AWS::ApiGateway::BasePathMapping
      Properties:
        DomainName: !Ref Domain
        RestApiId: !Ref Shop`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Shop:
      Type: AWS::ApiGateway::RestApi
      Properties:
        DisableExecuteApiEndpoint: true
    Domain:
      Type: AWS::ApiGateway::DomainName
      Properties:
        DomainName: api.example.com
        MutualTlsAuthentication:
          TruststoreUri: s3://trust/store.pem
    Mapping:
      Type: AWS::ApiGateway::BasePathMapping
      Properties:
        DomainName: !Ref Domain
        RestApiId: !Ref Shop`,
      },
      {
        title: "The default address is closed; a domain that everyone may use",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      DisableExecuteApiEndpoint: true
      Domain:
        DomainName: api.example.com
        CertificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/1
        MutualTlsAuthentication:
          TruststoreUri: s3://trust/store.pem
  Photos:
    Type: AWS::Serverless::HttpApi
    Properties:
      Domain:
        DomainName: photos.example.com
        CertificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/2`,
      },
    ],
  },
  at: ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"],
  *check(_, api) {
    const found = failing(api, path, (setting) => !setting || value.boolean(setting) === false);
    if (found && asksForCertificates(api)) yield { at: found.at, data: { api, failing: found } };
  },
  message: ({ api, failing }) =>
    `'${api.name}' also answers at its default address, without a client certificate${whenText(failing)}`,
  fix: ({ api, failing }, edit) => {
    const edits = failing.isWritten ? edit.replace(failing.at, true) : edit.setProperty(api, path, true);
    return edits && { title: "Close the default address, which some client may still use", safety: "unsafe", edits };
  },
});

const mappings = [
  { type: "AWS::ApiGateway::BasePathMapping", api: "RestApiId" },
  { type: "AWS::ApiGatewayV2::ApiMapping", api: "ApiId" },
] as const;

/** Whether a domain of the API asks its clients for certificates. */
function asksForCertificates(api: Resource): boolean {
  const { template } = api;
  if (isMutual(api, "Domain/MutualTlsAuthentication")) return true;
  return mappings.some((mapping) =>
    resourcesOfType(template, mapping.type).some((one) => {
      if (referenceIn(one.property(mapping.api)?.value)?.resource !== api.name) return false;
      const domain = template.resource(referenceIn(one.property("DomainName")?.value)?.resource ?? "");
      return domain !== undefined && isMutual(domain, "MutualTlsAuthentication");
    }),
  );
}

const isMutual = (resource: Resource, path: string): boolean =>
  value.map(resource.property(path)?.value)?.get("TruststoreUri") !== undefined;
