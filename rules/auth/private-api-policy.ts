import {
  type Api,
  type Edit,
  type Node,
  referenceIn,
  templateRule,
  type Value,
  value,
  valueOf,
} from "../../engine/authoring.ts";
import { everyoneIn } from "../shared/caller-condition.ts";
import { isAllow, mayTest } from "../shared/statements.ts";
import { apisAt, apiTypes } from "./_apis.ts";

interface Finding {
  readonly api: Api;
  /** The statement that lets everyone in. Undefined: there is no policy. */
  readonly statement?: Node;
}

export default templateRule<Finding>({
  meta: {
    id: "auth/private-api-policy",
    severity: "warning",
    confidence: "high",
    summary: "A private API that every network may call, or none",
    why: "A private API is reached through VPC endpoints, but not only through yours: every account can make an endpoint for API Gateway and send requests to your API from there. Its resource policy decides which endpoints and networks are let in, by 'aws:SourceVpce' or 'aws:SourceVpc'. A policy that allows everyone makes it public by way of other accounts' networks; without any policy nobody gets in at all.",
    duty: "configuration",
    cwe: [284],
    controls: ["SAS-3"],
    references: [
      {
        title: "API Gateway: creating a private API",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html",
      },
      {
        title: "API Gateway: examples of resource policies",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html",
      },
    ],
    examples: [
      {
        title: "Everyone, whatever network they come from",
        bad: `Resources:
  Albums:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types: [PRIVATE]
        VpcEndpointIds: [!Ref Endpoint]
      Policy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
                       ^^^ 'Albums' is private, but its policy lets every network in
            Action: execute-api:Invoke
            Resource: execute-api:/*
  Endpoint:
    Type: AWS::EC2::VPCEndpoint`,
        fixed: `Resources:
  Albums:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types: [PRIVATE]
        VpcEndpointIds: [!Ref Endpoint]
      Policy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
            Condition:
              StringEquals:
                aws:SourceVpce: !Ref Endpoint
  Endpoint:
    Type: AWS::EC2::VPCEndpoint`,
      },
      {
        title: "No policy, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Albums": {
    ^^^^^^^^ 'Albums' is private and has no policy: every request is denied
      "Type": "AWS::ApiGateway::RestApi",
      "Properties": { "EndpointConfiguration": { "Types": ["PRIVATE"] } }
    }
  }
}`,
      },
      {
        title: "A Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  endpointType: PRIVATE
  apiGateway:
    resourcePolicy:
      - Effect: Allow
        Principal: "*"
                   ^^^ 'albums' is private, but its policy lets every network in
        Action: execute-api:Invoke
        Resource: execute-api:/*
functions:
  list:
    handler: albums.list
    events:
      - http: GET /albums`,
      },
      {
        title: "One network is let in, or others are kept out; a public API; a policy that is not to be known",
        good: `Parameters:
  Policy:
    Type: String
Resources:
  Albums:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types: [PRIVATE]
      Policy:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
          - Effect: Deny
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
            Condition:
              StringNotEquals:
                aws:SourceVpc: vpc-1a2b3c4d
  Inside:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types: [PRIVATE]
      Policy:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
            Condition:
              StringEquals:
                aws:SourceVpce: vpce-1a2b3c4d
  Decided:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types: [PRIVATE]
      Policy: !Ref Policy
  Public:
    Type: AWS::ApiGateway::RestApi`,
      },
    ],
  },
  at: apiTypes,
  *check(_, resource) {
    for (const api of apisAt(resource)) {
      if (api.isPrivate !== true) continue;
      if (!api.policy) {
        if (!definesPolicy(api)) yield { at: api.key, data: { api } };
        continue;
      }
      const statements = value.items(statementsOf(api));
      if (!statements.every((statement) => value.map(statement)) || statements.some(isBound)) continue;
      for (const statement of statements) {
        const everyone = everyoneIn(value.at(statement, "Principal"));
        if (everyone && isAllow(statement)) yield { at: everyone.at, data: { api, statement: statement.at } };
      }
    }
  },
  message: ({ api: { name }, statement }) =>
    statement
      ? `'${name}' is private, but its policy lets every network in, those of other accounts too`
      : `'${name}' is private and has no policy: every request is denied`,
  fix: ({ api, statement }, edit) => {
    const endpoint = endpointOf(api);
    const edits = statement && endpoint !== undefined ? within(statement, endpoint, edit) : undefined;
    return edits && { title: `Let in only what comes through '${endpoint}'`, safety: "unsafe", edits };
  },
});

const statementsOf = ({ policy }: Api): Value | undefined =>
  value.list(policy) ? policy : value.at(policy, "Statement");

/** A definition, or SAM's lists of callers, may bring a policy of their own. */
const definesPolicy = ({ resource }: Api): boolean =>
  ["Body", "BodyS3Location", "Auth/ResourcePolicy"].some((path) => resource?.property(path));

/** Whether a statement speaks of networks, or of something that is not to be known. */
const isBound = (statement: Value): boolean =>
  mayTest(value.at(statement, "Condition"), (key) => key !== "aws:securetransport");

/** The one VPC endpoint of the template that the API names. */
function endpointOf({ resource }: Api): string | undefined {
  const [first, ...others] = value.items(resource?.property("EndpointConfiguration/VpcEndpointIds")?.value);
  return others.length === 0 ? referenceIn(first)?.resource : undefined;
}

function within(statement: Node, endpoint: string, edit: Edit) {
  if (statement.kind !== "mapping" || valueOf(statement, "Condition")) return undefined;
  return edit.set(statement, ["Condition"], { StringEquals: { "aws:SourceVpce": { Ref: endpoint } } });
}
