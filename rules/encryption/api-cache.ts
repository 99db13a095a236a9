import {
  type Failing,
  failing,
  type Node,
  type Resource,
  templateRule,
  value,
  whenText,
} from "../../engine/authoring.ts";
import { itemPaths } from "../shared/item-paths.ts";

interface Cached {
  readonly resource: Resource;
  readonly failing: Failing;
  /** The item of `MethodSettings`. */
  readonly item: Node;
}

export default templateRule<Cached>({
  meta: {
    id: "encryption/api-cache",
    severity: "warning",
    confidence: "high",
    summary: "A REST API's stage caches answers without encrypting them",
    why: "The cache keeps whole answers for up to an hour, personal data included, on disks of a cluster that the stage rents. They are in clear unless `CacheDataEncrypted` is set for the method. Encryption changes nothing for callers.",
    duty: "encryption",
    cwe: [311],
    controls: ["APIGateway.5"],
    references: [
      {
        title: "CloudFormation: MethodSetting of a stage",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-methodsetting.html",
      },
      {
        title: "Security Hub: controls for API Gateway",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
      },
    ],
    examples: [
      {
        title: "A stage that caches every method",
        bad: `Resources:
  Live:
    Type: AWS::ApiGateway::Stage
    Properties:
      CacheClusterEnabled: true
      CacheClusterSize: "0.5"
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          CachingEnabled: true
          ^^^^^^^^^^^^^^ 'Live' caches answers unencrypted`,
        fixed: `Resources:
  Live:
    Type: AWS::ApiGateway::Stage
    Properties:
      CacheClusterEnabled: true
      CacheClusterSize: "0.5"
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          CachingEnabled: true
          CacheDataEncrypted: true`,
      },
      {
        title: "A SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      CacheClusterEnabled: true
      CacheClusterSize: "0.5"
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          CachingEnabled: true
          ^^^^^^^^^^^^^^ caches answers unencrypted`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      CacheClusterEnabled: true
      CacheClusterSize: "0.5"
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          CachingEnabled: true
          CacheDataEncrypted: true`,
      },
      {
        title: "Switched off for one method, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Live": {
      "Type": "AWS::ApiGateway::Stage",
      "Properties": {
        "CacheClusterEnabled": true,
        "MethodSettings": [
          { "ResourcePath": "/photos", "HttpMethod": "GET", "CachingEnabled": true, "CacheDataEncrypted": false }
                                                                                                          ^^^^^ 'Live' caches answers unencrypted
        ]
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Live": {
      "Type": "AWS::ApiGateway::Stage",
      "Properties": {
        "CacheClusterEnabled": true,
        "MethodSettings": [
          { "ResourcePath": "/photos", "HttpMethod": "GET", "CachingEnabled": true, "CacheDataEncrypted": true }
        ]
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
    Live:
      Type: AWS::ApiGateway::Stage
      Properties:
        CacheClusterEnabled: true
        MethodSettings:
          - ResourcePath: /*
            HttpMethod: "*"
            CachingEnabled: true
            ^^^^^^^^^^^^^^ 'Live' caches answers unencrypted`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Live:
      Type: AWS::ApiGateway::Stage
      Properties:
        CacheClusterEnabled: true
        MethodSettings:
          - ResourcePath: /*
            HttpMethod: "*"
            CachingEnabled: true
            CacheDataEncrypted: true`,
      },
      {
        title: "Encrypted; no cluster to cache in; methods that are not cached; what a parameter decides",
        good: `Parameters:
  Encrypts:
    Type: String
Resources:
  Live:
    Type: AWS::ApiGateway::Stage
    Properties:
      CacheClusterEnabled: true
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          CachingEnabled: true
          CacheDataEncrypted: true
        - ResourcePath: /~1orders
          HttpMethod: GET
          CachingEnabled: false
        - ResourcePath: /~1bills
          HttpMethod: GET
          CachingEnabled: true
          CacheDataEncrypted: !Ref Encrypts
  Test:
    Type: AWS::ApiGateway::Stage
    Properties:
      MethodSettings:
        - ResourcePath: /*
          HttpMethod: "*"
          CachingEnabled: true`,
      },
    ],
  },
  at: "AWS::ApiGateway::Stage/MethodSettings",
  *check(_, resource) {
    const cluster = resource.property("CacheClusterEnabled")?.value;
    if (cluster?.kind !== "known" || value.boolean(cluster) !== true) return;
    for (const path of itemPaths(resource, "MethodSettings/*")) {
      const item = resource.property(path)?.value.at;
      const caching = resource.property(`${path}/CachingEnabled`);
      const found = failing(
        resource,
        `${path}/CacheDataEncrypted`,
        (setting) => !setting || value.boolean(setting) === false,
      );
      if (!item || !found || value.boolean(caching?.value) !== true) continue;
      const at = found.isWritten ? found.at : (caching?.key ?? item);
      yield { at, data: { resource, failing: found, item } };
    }
  },
  message: ({ resource, failing }) => `'${resource.name}' caches answers unencrypted${whenText(failing)}`,
  fix: ({ failing, item }, edit) => {
    const edits = failing.isWritten
      ? edit.replace(failing.at, true)
      : item.kind === "mapping"
        ? edit.set(item, ["CacheDataEncrypted"], true)
        : undefined;
    return edits && { title: "Encrypt the cache", safety: "safe", edits };
  },
});
