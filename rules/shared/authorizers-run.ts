import { type Authorizer, apisOf, type Resource, type Template } from "../../engine/authoring.ts";

/** An authorizer that is a function of the template. */
export interface Asking {
  readonly authorizer: Authorizer;
  readonly isHttp: boolean;
}

/** The authorizers that a function is. */
export const authorizersRun = (resource: Resource, template: Template): readonly Asking[] =>
  apisOf(template).flatMap(({ kind, authorizers }) =>
    authorizers.flatMap((authorizer) =>
      authorizer.runs === resource ? [{ authorizer, isHttp: kind === "http-api" }] : [],
    ),
  );
