import type { Models } from "../../engine/authoring.ts";
import { by } from "./request-sources.ts";

/**
 * What services and people put into the events of functions that are called by a service itself, or by another function. Sources: the pages
 * named below (November 2026).
 */
export const serviceSources: Models["sources"] = [
  {
    // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html: all triggers in one
    trigger: "cognito",
    event: "the user's request",
    controlled: [
      ...by("outsider", "map", ["request.userAttributes", "request.clientMetadata", "request.validationData"]),
      ...by("outsider", "text", ["userName", "request.challengeAnswer", "request.password"]),
    ],
    except: ["sub", "cognito:user_status", "email_verified", "phone_number_verified"].map(
      (name) => `request.userAttributes.${name}`,
    ),
    types: [
      "PreSignUp",
      "PostConfirmation",
      "PreAuthentication",
      "PostAuthentication",
      "CustomMessage",
      "CustomEmailSender",
      "CustomSMSSender",
      "UserMigration",
      "PreTokenGeneration",
      "PreTokenGenerationV2",
      "PreTokenGenerationV3",
      "DefineAuthChallenge",
      "CreateAuthChallenge",
      "VerifyAuthChallengeResponse",
    ].flatMap((name) => [`${name}TriggerEvent`, `${name}TriggerHandler`]),
    shape: ["request.userAttributes", "triggerSource", "userPoolId"],
  },
  {
    // https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html: the caller's identity is not the caller's text
    trigger: "appsync",
    event: "the query's arguments",
    controlled: [
      ...by("outsider", "data", ["arguments", "args", "info.variables"]),
      ...by("outsider", "map", ["request.headers"]),
      ...by("producer", "data", ["source", "stash", "prev"]),
    ],
    except: ["request.headers.host", "request.headers.x-forwarded-proto"],
    types: [
      "AppSyncResolverEvent",
      "AppSyncResolverHandler",
      "AppSyncBatchResolverHandler",
      "AmplifyGraphQlResolverEvent",
      "AmplifyGraphQlResolverHandler",
    ],
    shape: ["arguments", "info.fieldName", "info.parentTypeName", "typeName", "fieldName"],
  },
  {
    // https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
    trigger: "appsync-resolver",
    event: "the query",
    controlled: [...by("outsider", "text", ["args", "arguments"]), ...by("outsider", "map", ["request.headers"])],
    types: [],
    shape: [],
  },
  {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html: whoever writes the template
    trigger: "custom-resource",
    event: "the template's properties",
    controlled: by("producer", "data", ["ResourceProperties", "OldResourceProperties"]),
    except: ["ResourceProperties.ServiceToken", "OldResourceProperties.ServiceToken"],
    types: [
      "CloudFormationCustomResourceEvent",
      "CloudFormationCustomResourceHandler",
      "CdkCustomResourceEvent",
      "CdkCustomResourceHandler",
    ],
    shape: ["ResourceProperties", "RequestType", "ResponseURL", "LogicalResourceId", "PhysicalResourceId"],
  },
  {
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
    trigger: "rotation",
    event: "the rotation",
    controlled: [],
    types: ["SecretsManagerRotationEvent", "SecretsManagerRotationHandler"],
    shape: ["ClientRequestToken", "SecretId", "Step"],
  },
  {
    // https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
    trigger: "config",
    event: "the configuration's change",
    controlled: by("producer", "text", ["invokingEvent"]),
    types: [],
    shape: ["invokingEvent", "ruleParameters", "resultToken"],
  },
  {
    // https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html; its first key, `CodePipeline.job`, has a dot
    trigger: "codepipeline",
    event: "the pipeline's parameters",
    controlled: by("producer", "text", ["*.data.actionConfiguration.configuration.UserParameters"]),
    types: ["CodePipelineEvent", "CodePipelineHandler"],
    shape: ["CodePipeline.job"],
  },
  {
    // https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html, and version 1
    trigger: "lex",
    event: "what the user said",
    controlled: [
      ...by("outsider", "text", ["inputTranscript", "transcriptions[].transcription"]),
      ...by("outsider", "map", [
        "sessionState.intent.slots",
        "interpretations[].intent.slots",
        "sessionState.sessionAttributes",
        "requestAttributes",
        "currentIntent.slots",
        "sessionAttributes",
      ]),
    ],
    types: ["LexV2Event", "LexV2Handler", "LexEvent", "LexHandler"],
    shape: ["inputTranscript", "sessionState.intent", "currentIntent", "invocationSource"],
  },
  {
    // https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-types-reference.html
    trigger: "alexa",
    event: "what the user said",
    controlled: by("outsider", "map", ["request.intent.slots"]),
    types: [],
    shape: ["request.intent", "session.application"],
  },
  {
    // https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
    trigger: "connect",
    event: "the contact's data",
    controlled: by("outsider", "map", ["Details.Parameters", "Details.ContactData.Attributes"]),
    types: ["ConnectContactFlowEvent", "ConnectContactFlowHandler"],
    shape: ["Details.ContactData", "Details.Parameters"],
  },
  {
    // https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html: what a model made of what the user said
    trigger: "bedrock-agent",
    event: "the agent's input",
    controlled: by("outsider", "text", ["inputText", "parameters[].value", "requestBody.content.*.properties[].value"]),
    types: [],
    shape: ["actionGroup", "messageVersion", "parameters.[].value", "inputText"],
  },
  // a task of a state machine, or another function: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
  { trigger: "invoke", event: "the input", controlled: by("producer", "data", [""]), types: [], shape: [] },
  { trigger: "other", event: "the event", controlled: by("producer", "data", [""]), types: [], shape: [] },
];
