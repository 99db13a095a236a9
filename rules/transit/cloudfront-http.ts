import { type Resource, referenceIn, value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

const viewer = "ViewerProtocolPolicy";

export default settingRule({
  meta: {
    id: "transit/cloudfront-http",
    severity: "warning",
    confidence: "high",
    summary: "A distribution that speaks plain HTTP with viewers or with its origin",
    why: "Whoever is between a viewer and CloudFront can read and change what goes over plain HTTP, cookies and tokens first of all. Between CloudFront and an origin the way leads over the internet as well: HTTPS towards the viewer does not help if the last part is open. A redirect keeps old links working.",
    duty: "encryption",
    cwe: [319],
    controls: ["CloudFront.3", "CloudFront.9"],
    references: [
      {
        title: "CloudFront: requiring HTTPS between viewers and CloudFront",
        url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
      },
      {
        title: "Security Hub: controls for CloudFront",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
      },
    ],
    examples: [
      {
        title: "Viewers choose",
        bad: `Resources:
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        DefaultCacheBehavior:
          TargetOriginId: photos
          ViewerProtocolPolicy: allow-all
                                ^^^^^^^^^ 'Cdn' answers viewers over plain HTTP
        CacheBehaviors:
          - PathPattern: /static/*
            TargetOriginId: photos
            ViewerProtocolPolicy: redirect-to-https`,
        fixed: `Resources:
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        DefaultCacheBehavior:
          TargetOriginId: photos
          ViewerProtocolPolicy: redirect-to-https
        CacheBehaviors:
          - PathPattern: /static/*
            TargetOriginId: photos
            ViewerProtocolPolicy: redirect-to-https`,
      },
      {
        title: "An origin that is asked over plain HTTP, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Cdn": {
      "Type": "AWS::CloudFront::Distribution",
      "Properties": {
        "DistributionConfig": {
          "Origins": [
            {
              "Id": "shop",
              "DomainName": "shop.example.com",
              "CustomOriginConfig": { "OriginProtocolPolicy": "http-only" }
                                                              ^^^^^^^^^^^ 'Cdn' asks its origin over plain HTTP
            }
          ],
          "DefaultCacheBehavior": { "ViewerProtocolPolicy": "https-only" }
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Cdn": {
      "Type": "AWS::CloudFront::Distribution",
      "Properties": {
        "DistributionConfig": {
          "Origins": [
            {
              "Id": "shop",
              "DomainName": "shop.example.com",
              "CustomOriginConfig": { "OriginProtocolPolicy": "https-only" }
            }
          ],
          "DefaultCacheBehavior": { "ViewerProtocolPolicy": "https-only" }
        }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Cdn:
      Type: AWS::CloudFront::Distribution
      Properties:
        DistributionConfig:
          DefaultCacheBehavior:
            ViewerProtocolPolicy: redirect-to-https
          CacheBehaviors:
            - PathPattern: /api/*
              ViewerProtocolPolicy: allow-all
                                    ^^^^^^^^^ 'Cdn' answers viewers over plain HTTP`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Cdn:
      Type: AWS::CloudFront::Distribution
      Properties:
        DistributionConfig:
          DefaultCacheBehavior:
            ViewerProtocolPolicy: redirect-to-https
          CacheBehaviors:
            - PathPattern: /api/*
              ViewerProtocolPolicy: redirect-to-https`,
      },
      {
        title: "HTTPS everywhere; an S3 website, which cannot speak it; what is not known",
        good: `Parameters:
  Policy:
    Type: String
Resources:
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Origins:
          - Id: photos
            DomainName: !GetAtt Photos.RegionalDomainName
            S3OriginConfig:
              OriginAccessIdentity: ""
          - Id: site
            DomainName: !Select [2, !Split ["/", !GetAtt Site.WebsiteURL]]
            CustomOriginConfig:
              OriginProtocolPolicy: http-only
          - Id: old
            DomainName: old.s3-website-eu-west-1.amazonaws.com
            CustomOriginConfig:
              OriginProtocolPolicy: http-only
          - Id: shop
            DomainName: shop.example.com
            CustomOriginConfig:
              OriginProtocolPolicy: !Ref Policy
        DefaultCacheBehavior:
          TargetOriginId: photos
          ViewerProtocolPolicy: redirect-to-https`,
      },
    ],
  },
  at: [
    `AWS::CloudFront::Distribution/DistributionConfig/DefaultCacheBehavior/${viewer}`,
    `AWS::CloudFront::Distribution/DistributionConfig/CacheBehaviors/*/${viewer}`,
    "AWS::CloudFront::Distribution/DistributionConfig/Origins/*/CustomOriginConfig/OriginProtocolPolicy",
  ],
  isBad: (setting) => ["allow-all", "http-only", "match-viewer"].includes(value.text(setting) ?? ""),
  unless: (distribution, path) =>
    path.endsWith("/OriginProtocolPolicy") &&
    (speaksOnlyHttp(distribution, path) || (isMatched(distribution, path) && !isOpen(distribution))),
  message: ({ resource, path }, when) =>
    path.endsWith(viewer)
      ? `'${resource.name}' answers viewers over plain HTTP too${when}: what they send can be read on the way`
      : `'${resource.name}' asks its origin over plain HTTP${when}: answers can be read and changed on the way`,
  cure: {
    title: ({ path }) => (path.endsWith(viewer) ? "Redirect viewers to HTTPS" : "Ask the origin over HTTPS only"),
    value: ({ path }) => (path.endsWith(viewer) ? "redirect-to-https" : "https-only"),
    // the origin may have no certificate
    safety: ({ path }) => (path.endsWith(viewer) ? "safe" : "unsafe"),
  },
});

const isMatched = (distribution: Resource, path: string): boolean =>
  value.text(distribution.property(path)?.value) === "match-viewer";

/** Whether a viewer can come over plain HTTP, which `match-viewer` then hands on. */
function isOpen(distribution: Resource): boolean {
  const config = distribution.property("DistributionConfig")?.value;
  const behaviours = [value.at(config, "DefaultCacheBehavior"), ...value.items(value.at(config, "CacheBehaviors"))];
  return behaviours.some((behaviour) => value.text(value.at(behaviour, viewer)) === "allow-all");
}

/** The website of a bucket, or a name that may stand for one. */
function speaksOnlyHttp(distribution: Resource, path: string): boolean {
  const origin = path.slice(0, path.indexOf("/CustomOriginConfig"));
  const name = distribution.property(`${origin}/DomainName`)?.value;
  if (name?.kind !== "unknown") return (value.text(name) ?? "").includes("s3-website");
  const { pattern = "" } = name;
  const type = distribution.template.resource(referenceIn(name)?.resource ?? "")?.type;
  return type === undefined
    ? !/[a-z0-9-]\.[a-z]{2,}$/i.test(pattern) || pattern.includes("s3-website")
    : type === "AWS::S3::Bucket";
}
