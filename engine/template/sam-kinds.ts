import { constant, type Kind, namingsFor, ownerAs, same, textIn, valueIn } from "./sam-made.ts";
import type { Value } from "./value.ts";
import { at, boolean, known, map, unknown } from "./value.ts";

const stage = (api: string): Kind => ({
  type: "AWS::ApiGateway::Stage",
  namings: namingsFor((owner) => [
    ownerAs("RestApiId", owner),
    ...(owner === "ServerlessRestApi" ? [constant("StageName", "Prod")] : []),
    ...[
      "StageName",
      "AccessLogSetting",
      "MethodSettings",
      "TracingEnabled",
      "CacheClusterEnabled",
      "CacheClusterSize",
      "CanarySetting",
      "Variables",
      "Tags",
    ].map((name) => same(name)),
  ]),
  name: (owner, layers) => `${owner}${stageName(owner, layers, api)}Stage`,
});

function stageName(owner: string, layers: Parameters<Kind["name"]>[1], implicit: string): string {
  const name = textIn(layers, "StageName");
  if (name === undefined) return owner === "ServerlessRestApi" ? "Prod" : implicit;
  return name === "$default" ? "ApiGatewayDefault" : name;
}

const httpStage: Kind = {
  type: "AWS::ApiGatewayV2::Stage",
  namings: namingsFor((owner) => [
    ownerAs("ApiId", owner),
    same("StageName"),
    constant("StageName", "$default"),
    constant("AutoDeploy", true),
    same("AccessLogSettings"),
    same("DefaultRouteSettings"),
    same("RouteSettings"),
    same("StageVariables"),
    same("Tags"),
  ]),
  name: (owner, layers) => `${owner}${stageName(owner, layers, "ApiGatewayDefault")}Stage`,
};

const domain: Kind = {
  type: "AWS::ApiGateway::DomainName",
  at: "Domain",
  namings: namingsFor(() => [
    same("DomainName", "Domain/DomainName"),
    same("SecurityPolicy", "Domain/SecurityPolicy"),
    same("MutualTlsAuthentication", "Domain/MutualTlsAuthentication"),
    same("OwnershipVerificationCertificateArn", "Domain/OwnershipVerificationCertificateArn"),
    same("RegionalCertificateArn", "Domain/CertificateArn"),
    { property: "EndpointConfiguration/Types", own: "Domain/EndpointConfiguration", meaning: oneIn },
  ]),
  name: (owner) => `${owner}Domain`,
};

const httpDomain: Kind = {
  type: "AWS::ApiGatewayV2::DomainName",
  at: "Domain",
  namings: namingsFor(() => [
    same("DomainName", "Domain/DomainName"),
    same("MutualTlsAuthentication", "Domain/MutualTlsAuthentication"),
    same("DomainNameConfigurations/0/SecurityPolicy", "Domain/SecurityPolicy"),
    same("DomainNameConfigurations/0/CertificateArn", "Domain/CertificateArn"),
    same("DomainNameConfigurations/0/EndpointType", "Domain/EndpointConfiguration"),
    { property: "DomainNameConfigurations", own: "Domain", meaning: oneIn },
  ]),
  name: (owner) => `${owner}Domain`,
};

const usagePlan: Kind = {
  type: "AWS::ApiGateway::UsagePlan",
  at: "Auth/UsagePlan",
  namings: namingsFor(() =>
    ["Throttle", "Quota", "UsagePlanName", "Description", "Tags"].map((name) => same(name, `Auth/UsagePlan/${name}`)),
  ),
  name: (owner) => `${owner}UsagePlan`,
  isMade: (layers) => /^(PER_API|SHARED)$/.test(textIn(layers, "Auth", "UsagePlan", "CreateUsagePlan") ?? ""),
};

function oneIn(value: Value): Value {
  return known(value.at, { kind: "list", items: [value] });
}

const url: Kind = {
  type: "AWS::Lambda::Url",
  at: "FunctionUrlConfig",
  namings: namingsFor((owner) => [
    ownerAs("TargetFunctionArn", owner),
    ...["AuthType", "Cors", "InvokeMode"].map((name) => same(name, `FunctionUrlConfig/${name}`)),
  ]),
  name: (owner) => `${owner}Url`,
};

const invokeConfig: Kind = {
  type: "AWS::Lambda::EventInvokeConfig",
  at: "EventInvokeConfig",
  namings: namingsFor((owner) => [
    ownerAs("FunctionName", owner),
    {
      property: "DestinationConfig/OnFailure",
      own: "EventInvokeConfig/DestinationConfig/OnFailure",
      meaning: withMadeTarget,
    },
    ...["DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts"].map((name) =>
      same(name, `EventInvokeConfig/${name}`),
    ),
  ]),
  name: (owner) => `${owner}EventInvokeConfig`,
};

/** `Type: SQS` without a destination: SAM makes one. */
export function withMadeTarget(value: Value): Value {
  const content = map(value);
  const name = "Destination";
  if (!content || content.get(name) || !content.get("Type")) return value;
  const made = unknown(value.at, "SAM makes the destination");
  return known(value.at, { ...content, get: (key) => (key === name ? made : content.get(key)) });
}

const alias: Kind = {
  type: "AWS::Lambda::Alias",
  at: "AutoPublishAlias",
  namings: namingsFor((owner) => [
    ownerAs("FunctionName", owner),
    same("Name", "AutoPublishAlias"),
    same("ProvisionedConcurrencyConfig"),
  ]),
  name: (owner, layers) => `${owner}Alias${textIn(layers, "AutoPublishAlias") ?? ""}`,
};

/** The role of a function or state machine that is given none. What it allows is read from the owner's own `Policies`. */
const role = (service: string): Kind => ({
  type: "AWS::IAM::Role",
  namings: namingsFor(() => [
    same("AssumeRolePolicyDocument"),
    same("PermissionsBoundary"),
    same("Path", "RolePath"),
    ...["Policies", "ManagedPolicyArns"].map((property) => ({
      property,
      own: "",
      shared: "",
      meaning: (value: Value) => unknown(value.at, `SAM makes it from what the ${service} is given`),
    })),
  ]),
  name: (owner) => `${owner}Role`,
  isMade: (layers) => valueIn(layers, "Role") === undefined,
});

const cache: Kind = {
  type: "AWS::AppSync::ApiCache",
  at: "Cache",
  namings: namingsFor((owner) => [
    ownerAs("ApiId", owner, "ApiId"),
    ...["ApiCachingBehavior", "AtRestEncryptionEnabled", "TransitEncryptionEnabled", "Ttl", "Type"].map((name) =>
      same(name, `Cache/${name}`),
    ),
  ]),
  name: (owner) => `${owner}ApiCache`,
};

/** What SAM makes beside each of its resources, by the type as it is written. */
export const madeKinds: ReadonlyMap<string, readonly Kind[]> = new Map([
  ["AWS::Serverless::Api", [stage(""), domain, usagePlan]],
  ["AWS::Serverless::HttpApi", [httpStage, httpDomain]],
  ["AWS::Serverless::Function", [role("function"), url, invokeConfig, alias]],
  ["AWS::Serverless::StateMachine", [role("state machine")]],
  ["AWS::Serverless::GraphQLApi", [cache]],
]);

/** `Logging: false` turns off what SAM turns on by itself. */
export function graphLogging(value: Value): Value | undefined {
  const logging = at(value, "Logging");
  if (logging && boolean(logging) === false) return undefined;
  if (logging && (map(logging) || logging.kind !== "known")) return logging;
  return unknown(value.at, "SAM logs errors by default");
}

/** A table without a throughput is paid by request. */
export const tableBilling = (value: Value): Value =>
  known(value.at, at(value, "ProvisionedThroughput") ? "PROVISIONED" : "PAY_PER_REQUEST");
