import { type Api, apiOf, apisOf, type Resource } from "../../engine/authoring.ts";

/** The types of resources that `apisAt` knows an API of. */
export const apiTypes = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api", "AWS::Lambda::Function"] as const;

/** The APIs to be told of at a resource: the one that it is; with the first function of a Serverless service those that are no resource. */
export function apisAt(resource: Resource): readonly Api[] {
  if (resource.writtenAs !== "functions") {
    const api = apiOf(resource);
    return api ? [api] : [];
  }
  return apisOf(resource.template).filter((api) => !api.resource && api.operations[0]?.declaredBy === resource);
}
