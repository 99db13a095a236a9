import {
  entryOf,
  followed,
  type Mapping,
  type Resource,
  referredTo,
  type Template,
  type Trigger,
  value,
  valueOf,
} from "../../engine/authoring.ts";

/** Where the API of a SAM event says how callers are checked. */
export interface SamApi {
  /** The authorizers that it declares. */
  readonly authorizers: readonly string[];
  /** Keys below a mapping: the API's own `Auth`, or that of `Globals`. */
  readonly auth: { readonly under: Mapping; readonly path: readonly string[] };
  /** It asks its callers for an API key or a certificate. */
  readonly asksOtherwise: boolean;
}

/** The API that an event of a SAM function is a route of. Undefined: it is declared elsewhere. */
export function samApiOf({ at, kind }: Pick<Trigger, "at" | "kind">, template: Template): SamApi | undefined {
  const type = kind === "rest-api" ? "Api" : "HttpApi";
  const properties = valueOf(at, "Properties");
  const reference = entryOf(properties, type === "Api" ? "RestApiId" : "ApiId");
  if (!reference) return implicitApi(type, template);
  const api = referredTo(template.resolve(reference.value), template);
  return api?.writtenAs === `AWS::Serverless::${type}` ? declaredApi(api) : undefined;
}

function implicitApi(type: "Api" | "HttpApi", template: Template): SamApi {
  const globals = valueOf(template.section("Globals"), type);
  const shared = globals && template.resolve(globals);
  const auth = value.at(shared, "Auth");
  return {
    authorizers: authorizersIn(auth),
    // asked for by fixes only: the root is another object after each edit
    get auth() {
      return { under: template.root, path: ["Globals", type, "Auth"] };
    },
    asksOtherwise: asksOtherwise(auth, value.at(shared, "Domain")),
  };
}

function declaredApi(api: Resource): SamApi | undefined {
  const body = followed(api.entry.value);
  if (body?.kind !== "mapping") return undefined;
  const auth = api.property("Auth")?.value;
  return {
    authorizers: authorizersIn(auth),
    auth: { under: body, path: ["Properties", "Auth"] },
    asksOtherwise: asksOtherwise(auth, api.property("Domain")?.value),
  };
}

const authorizersIn = (auth: value.Value | undefined): readonly string[] =>
  (value.map(value.at(auth, "Authorizers"))?.entries ?? []).map((entry) => String(entry.key.value));

const asksOtherwise = (auth: value.Value | undefined, domain: value.Value | undefined): boolean =>
  value.boolean(value.at(auth, "ApiKeyRequired")) === true || value.at(domain, "MutualTlsAuthentication") !== undefined;
