import type { Naming, Vocabulary } from "./naming.ts";
import { graphLogging, tableBilling } from "./sam-kinds.ts";
import type { Value } from "./value.ts";
import { at, known, map, unknown } from "./value.ts";

interface SamKind {
  /** The CloudFormation type it becomes. */
  readonly type: string;
  readonly vocabulary: Vocabulary;
}

const kinds: readonly (readonly [string, { readonly type: string; readonly namings: readonly Naming[] }])[] = [
  [
    "AWS::Serverless::Function",
    {
      type: "AWS::Lambda::Function",
      namings: [
        { property: "Code", own: "CodeUri" },
        { property: "Code/ImageUri", own: "ImageUri" },
        { property: "Code/ZipFile", own: "InlineCode" },
        { property: "TracingConfig/Mode", own: "Tracing" },
        { property: "DeadLetterConfig/TargetArn", own: "DeadLetterQueue/TargetArn" },
      ],
    },
  ],
  [
    "AWS::Serverless::Api",
    {
      type: "AWS::ApiGateway::RestApi",
      namings: [
        { property: "Policy", own: "Auth/ResourcePolicy", meaning: unknownPolicy },
        { property: "Body", own: "DefinitionBody" },
        { property: "BodyS3Location", own: "DefinitionUri" },
        { property: "EndpointConfiguration/Types", own: "EndpointConfiguration", meaning: endpointTypes },
        { property: "EndpointConfiguration/VpcEndpointIds", own: "EndpointConfiguration/VPCEndpointIds" },
      ],
    },
  ],
  [
    "AWS::Serverless::HttpApi",
    {
      type: "AWS::ApiGatewayV2::Api",
      namings: [
        { property: "Body", own: "DefinitionBody" },
        { property: "BodyS3Location", own: "DefinitionUri" },
      ],
    },
  ],
  [
    "AWS::Serverless::SimpleTable",
    {
      type: "AWS::DynamoDB::Table",
      namings: [{ property: "BillingMode", own: "", meaning: tableBilling }],
    },
  ],
  [
    "AWS::Serverless::StateMachine",
    {
      type: "AWS::StepFunctions::StateMachine",
      namings: [
        { property: "StateMachineName", own: "Name" },
        { property: "StateMachineType", own: "Type" },
        { property: "RoleArn", own: "Role" },
        { property: "LoggingConfiguration", own: "Logging" },
        { property: "TracingConfiguration", own: "Tracing" },
        { property: "DefinitionS3Location", own: "DefinitionUri" },
      ],
    },
  ],
  [
    "AWS::Serverless::LayerVersion",
    { type: "AWS::Lambda::LayerVersion", namings: [{ property: "Content", own: "ContentUri" }] },
  ],
  [
    "AWS::Serverless::Application",
    { type: "AWS::CloudFormation::Stack", namings: [{ property: "TemplateURL", own: "Location" }] },
  ],
  [
    "AWS::Serverless::GraphQLApi",
    {
      type: "AWS::AppSync::GraphQLApi",
      namings: [
        { property: "AuthenticationType", own: "Auth/Type" },
        { property: "AdditionalAuthenticationProviders", own: "Auth/Additional" },
        { property: "LambdaAuthorizerConfig", own: "Auth/LambdaAuthorizer" },
        { property: "OpenIDConnectConfig", own: "Auth/OpenIDConnect" },
        { property: "UserPoolConfig", own: "Auth/UserPool" },
        { property: "LogConfig", own: "Logging" },
        { property: "LogConfig", own: "", meaning: graphLogging },
      ],
    },
  ],
];

/** SAM's resource types and the properties that they name otherwise than CloudFormation. */
export const samKinds: ReadonlyMap<string, SamKind> = new Map(
  kinds.map(([writtenAs, { type, namings }]) => [writtenAs, { type, vocabulary: { namings, alike: true } }]),
);

/** SAM makes the policy from lists of callers and `CustomStatements`, so what it becomes is not written. */
function unknownPolicy(value: Value): Value {
  return unknown(value.at, "SAM makes the policy from 'Auth.ResourcePolicy'");
}

/** `EndpointConfiguration: REGIONAL`, or `{ Type: REGIONAL }`: CloudFormation lists it. */
function endpointTypes(value: Value): Value {
  const type = map(value) ? at(value, "Type") : value;
  return type ? known(value.at, { kind: "list", items: [type] }) : unknown(value.at, "it names no type");
}
