import { type Authorizer, type Edit, type SiteEdit, value, valueOf } from "../../engine/authoring.ts";

/** A part of a request by which answers of an authorizer are kept. */
export interface IdentityPart {
  readonly kind: "header" | "query" | "other";
  readonly name: string;
}

/** By which parts of a request an authorizer's answers are kept. Undefined: not to be known. */
export function identityParts(
  { identitySource, declaredBy }: Authorizer,
  isHttp: boolean,
): readonly IdentityPart[] | undefined {
  if (!identitySource) {
    // https://www.serverless.com/framework/docs/providers/aws/events/apigateway#request-parameters
    const isService = declaredBy.writtenAs === "functions" && !isHttp;
    return isService ? [{ kind: "header", name: "authorization" }] : undefined;
  }
  if (value.map(identitySource)) return samParts(identitySource);
  const texts = value.items(identitySource).map((item) => value.text(item));
  if (texts.some((text) => text === undefined)) return undefined;
  return texts.flatMap((text = "") => text.split(",")).map((text) => partNamed(text.trim()));
}

/** `method.request.header.Authorization`, `$request.querystring.tenant`. */
function partNamed(text: string): IdentityPart {
  const [, word, name = ""] = /^(?:method\.|\$)request\.(header|querystring)\.(.+)$/.exec(text) ?? [];
  if (word === "header") return { kind: "header", name: name.toLowerCase() };
  return word === "querystring" ? { kind: "query", name } : { kind: "other", name: text };
}

function samParts(identity: value.Value): readonly IdentityPart[] | undefined {
  const named = (key: string) => value.items(value.at(identity, key)).map((item) => value.text(item));
  const [headers, queries] = [named("Headers"), named("QueryStrings")];
  if ([...headers, ...queries].some((name) => name === undefined)) return undefined;
  return [
    ...headers.map((name = ""): IdentityPart => ({ kind: "header", name: name.toLowerCase() })),
    ...queries.map((name = ""): IdentityPart => ({ kind: "query", name })),
  ];
}

/** Has answers kept by one more part, in the spelling of the dialect. */
export function withPart(
  authorizer: Authorizer,
  part: { readonly kind: "header" | "query"; readonly name: string },
  isHttp: boolean,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const { identitySource, at: written } = authorizer;
  const place = authorizer.place("identity-source");
  if (identitySource && value.map(identitySource)) {
    const key = part.kind === "header" ? "Headers" : "QueryStrings";
    const list = valueOf(valueOf(written, "Identity"), key);
    if (list) return edit.append(list, part.name);
    return place && edit.set(place.under, [...place.keys, key], [part.name]);
  }
  const word = part.kind === "header" ? "header" : "querystring";
  const spelled = `${isHttp ? "$request" : "method.request"}.${word}.${part.name}`;
  if (!identitySource)
    return place && edit.set(place.under, place.keys, `method.request.header.Authorization, ${spelled}`);
  const text = value.text(identitySource);
  if (text === undefined) return edit.append(identitySource.at, spelled);
  return edit.replace(identitySource.at, isHttp ? [text, spelled] : `${text}, ${spelled}`);
}
