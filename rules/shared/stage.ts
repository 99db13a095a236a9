import { type Resource, referenceIn, referredTo, resourcesOfType, value } from "../../engine/authoring.ts";
import { shown } from "./shown.ts";

/** The types that say how an API is deployed. A deployment can describe a stage of its own. */
export const restStage = "AWS::ApiGateway::Stage";
export const httpStage = "AWS::ApiGatewayV2::Stage";

/** The API that a stage is of, by its logical id. */
const apiOf = (stage: Resource): string | undefined =>
  referenceIn(stage.property(stage.type === httpStage ? "ApiId" : "RestApiId")?.value)?.resource;

/** What a message calls a stage: its own name, or that of the API where it is made for one. */
export function stageText(stage: Resource): string {
  if (stage.writtenAs === stage.type) return `'${shown(stage.name, 50)}'`;
  if (stage.template.dialect === "serverless") return `the ${kindText(stage)} of this service`;
  const api = apiOf(stage) ?? stage.name;
  return /^Serverless(?:Rest|Http)Api$/.test(api) ? `the implicit ${kindText(stage)}` : `'${shown(api, 50)}'`;
}

function kindText(stage: Resource): string {
  if (stage.type === restStage) return "REST API";
  return isWebSocket(stage) ? "WebSocket API" : "HTTP API";
}

/** The beginning of names of what a cure adds for a stage. */
export const stageBase = (stage: Resource): string =>
  stage.writtenAs === stage.type ? stage.name : (apiOf(stage) ?? stage.name);

export function isWebSocket(stage: Resource): boolean {
  if (stage.type !== httpStage) return false;
  const api = referredTo(stage.property("ApiId")?.value, stage.template);
  return value.text(api?.property("ProtocolType")?.value) === "WEBSOCKET";
}

/** Whether API Gateway may write logs for a stage: HTTP APIs need no role of the account, the others have one if the template gives it. */
export function mayLog(stage: Resource): boolean {
  if (resourcesOfType(stage.template, "AWS::ApiGateway::Account").length > 0) return true;
  const api = referredTo(stage.property("ApiId")?.value, stage.template);
  return (
    stage.type === httpStage && value.text(api?.property("ProtocolType")?.value) !== "WEBSOCKET" && api !== undefined
  );
}
