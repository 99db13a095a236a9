import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

/** For each place the values that let TLS 1.0 or 1.1 in, and the one that does not. */
const places: readonly { readonly path: RegExp; readonly old: RegExp; readonly current: string }[] = [
  { path: /^SecurityPolicy$|\/SecurityPolicy$/, old: /^TLS_1_0$/, current: "TLS_1_2" },
  { path: /MinimumProtocolVersion$/, old: /^(SSLv3|TLSv1|TLSv1_2016|TLSv1\.1_2016)$/, current: "TLSv1.2_2021" },
  { path: /OriginSSLProtocols\/\d+$/, old: /^(SSLv3|TLSv1|TLSv1\.1)$/, current: "TLSv1.2" },
  {
    path: /^SslPolicy$/,
    old: /^ELBSecurityPolicy-(2015-05|2016-08|TLS-1-0-2015-04|TLS-1-1-2017-01|FS-2018-06|FS-1-1-2019-08|TLS13-1-0-2021-06|TLS13-1-1-2021-06)$/,
    current: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  },
  { path: /TLSSecurityPolicy$/, old: /^Policy-Min-TLS-1-0-2019-07$/, current: "Policy-Min-TLS-1-2-2019-07" },
];

const placeOf = (path: string) => places.find((place) => place.path.test(path));

export default settingRule({
  meta: {
    id: "transit/tls-old",
    severity: "warning",
    confidence: "high",
    summary: "TLS 1.0 or 1.1 is accepted",
    why: "TLS 1.0 and 1.1 are retired (RFC 8996): their ciphers and hashes have known weaknesses, and a client that could do better can be pushed down to them. Browsers have not used them since 2020. What still does is an old SDK or device, which is better found now than by an attacker.",
    duty: "encryption",
    cwe: [326, 327],
    controls: ["CloudFront.10"],
    references: [
      {
        title: "API Gateway: the minimum TLS version of a custom domain",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
      },
      {
        title: "Application Load Balancers: security policies",
        url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
      },
      { title: "RFC 8996: deprecating TLS 1.0 and TLS 1.1", url: "https://www.rfc-editor.org/rfc/rfc8996" },
    ],
    examples: [
      {
        title: "The domain of a REST API",
        bad: `Resources:
  Rest:
    Type: AWS::ApiGateway::DomainName
    Properties:
      DomainName: api.example.com
      SecurityPolicy: TLS_1_0
                      ^^^^^^^ 'Rest' accepts 'TLS_1_0'`,
        fixed: `Resources:
  Rest:
    Type: AWS::ApiGateway::DomainName
    Properties:
      DomainName: api.example.com
      SecurityPolicy: TLS_1_2`,
      },
      {
        title: "The domain of a SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Domain:
        DomainName: api.example.com
        CertificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/1
        SecurityPolicy: TLS_1_0
                        ^^^^^^^ accepts 'TLS_1_0'`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Domain:
        DomainName: api.example.com
        CertificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/1
        SecurityPolicy: TLS_1_2`,
      },
      {
        title: "A distribution, towards viewers and its origin",
        bad: `Resources:
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        ViewerCertificate:
          AcmCertificateArn: !Ref Certificate
          MinimumProtocolVersion: TLSv1.1_2016
                                  ^^^^^^^^^^^^ 'Cdn' accepts 'TLSv1.1_2016'
          SslSupportMethod: sni-only
        Origins:
          - Id: shop
            DomainName: shop.example.com
            CustomOriginConfig:
              OriginProtocolPolicy: https-only
              OriginSSLProtocols: [TLSv1.2]
  Certificate:
    Type: AWS::CertificateManager::Certificate`,
        fixed: `Resources:
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        ViewerCertificate:
          AcmCertificateArn: !Ref Certificate
          MinimumProtocolVersion: TLSv1.2_2021
          SslSupportMethod: sni-only
        Origins:
          - Id: shop
            DomainName: shop.example.com
            CustomOriginConfig:
              OriginProtocolPolicy: https-only
              OriginSSLProtocols: [TLSv1.2]
  Certificate:
    Type: AWS::CertificateManager::Certificate`,
      },
      {
        title: "A load balancer, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Https": {
      "Type": "AWS::ElasticLoadBalancingV2::Listener",
      "Properties": {
        "Protocol": "HTTPS",
        "SslPolicy": "ELBSecurityPolicy-2016-08"
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Https' accepts 'ELBSecurityPolicy-2016-08'
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Https": {
      "Type": "AWS::ElasticLoadBalancingV2::Listener",
      "Properties": {
        "Protocol": "HTTPS",
        "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"
      }
    }
  }
}`,
      },
      {
        title: "An HTTP API of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Domain:
      Type: AWS::ApiGatewayV2::DomainName
      Properties:
        DomainName: api.example.com
        DomainNameConfigurations:
          - EndpointType: REGIONAL
            SecurityPolicy: TLS_1_0
                            ^^^^^^^ 'Domain' accepts 'TLS_1_0'`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Domain:
      Type: AWS::ApiGatewayV2::DomainName
      Properties:
        DomainName: api.example.com
        DomainNameConfigurations:
          - EndpointType: REGIONAL
            SecurityPolicy: TLS_1_2`,
      },
      {
        title: "TLS 1.2 and above; what AWS takes where nothing is written; what a parameter says",
        good: `Parameters:
  Policy:
    Type: String
Resources:
  Rest:
    Type: AWS::ApiGateway::DomainName
    Properties:
      SecurityPolicy: TLS_1_2
  Http:
    Type: AWS::ApiGatewayV2::DomainName
    Properties:
      DomainName: api.example.com
      DomainNameConfigurations:
        - EndpointType: REGIONAL
          SecurityPolicy: !Ref Policy
  Strong:
    Type: AWS::ApiGateway::DomainName
    Properties:
      SecurityPolicy: SecurityPolicy_TLS13_1_3_2025_09
  Https:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        ViewerCertificate:
          CloudFrontDefaultCertificate: true
          MinimumProtocolVersion: TLSv1`,
      },
    ],
  },
  at: [
    "AWS::ApiGateway::DomainName/SecurityPolicy",
    "AWS::ApiGatewayV2::DomainName/DomainNameConfigurations/*/SecurityPolicy",
    "AWS::CloudFront::Distribution/DistributionConfig/ViewerCertificate/MinimumProtocolVersion",
    "AWS::CloudFront::Distribution/DistributionConfig/Origins/*/CustomOriginConfig/OriginSSLProtocols/*",
    "AWS::ElasticLoadBalancingV2::Listener/SslPolicy",
    "AWS::OpenSearchService::Domain/DomainEndpointOptions/TLSSecurityPolicy",
    "AWS::Elasticsearch::Domain/DomainEndpointOptions/TLSSecurityPolicy",
  ],
  isBad: (setting, _, path) => placeOf(path)?.old.test(value.text(setting) ?? "") ?? false,
  // CloudFront sets its own domain's version itself, whatever is written
  unless: (resource) =>
    resource.type === "AWS::CloudFront::Distribution" &&
    value.boolean(resource.property("DistributionConfig/ViewerCertificate/CloudFrontDefaultCertificate")?.value) ===
      true,
  message: ({ resource, failing }, when) =>
    `'${resource.name}' accepts '${value.text(failing.value) ?? "old TLS"}'${when}, which lets TLS 1.0 or 1.1 in`,
  cure: {
    title: ({ path }) => `Accept '${placeOf(path)?.current}' and above, which very old clients cannot do`,
    value: ({ path }) => (/OriginSSLProtocols/.test(path) ? undefined : placeOf(path)?.current),
    safety: "unsafe",
  },
});
