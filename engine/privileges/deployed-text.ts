import type { Deployed } from "../project/deployed.ts";
import type { Resource } from "../template/model.ts";
import type { Value } from "../template/value.ts";
import { primitive } from "../template/value.ts";

/*
 * Texts of code as they are once the function is deployed: `${process.env.TABLE}` filled with what the template sets. `\0` stands for a piece
 * that is not known, `${Table}` and `${AWS::Region}` for what is known at deployment.
 */

const variable = /\$\{process\.env\.([A-Za-z_][A-Za-z0-9_]*)\}/;

/** More texts than these are not followed. */
const mostTexts = 32;

/** No ARN is longer. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html (November 2026) */
const longestText = 2048;

/** All that a text of the code may be. A variable that the template does not set is a piece that is not known. */
export function deployedTexts(said: string, deployed: Deployed): readonly string[] {
  let texts: readonly string[] = [said];
  for (let variables = 0; variables < 8; variables++) {
    const name = variable.exec(texts[0] ?? "")?.[1];
    if (name === undefined) return texts.map((text) => (text.length > longestText ? "\0" : text));
    const values = textsOfVariable(name, deployed);
    const piece = `\${process.env.${name}}`;
    texts = texts.flatMap((text) => values.map((value) => text.replaceAll(piece, () => value)));
    if (texts.length > mostTexts) return ["\0"];
  }
  return ["\0"];
}

function textsOfVariable(name: string, { environment, resource }: Deployed): readonly string[] {
  const value = environment.get(name);
  return value ? textsOf(value) : [ofPlatform(name, resource) ?? "\0"];
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime (November 2026) */
function ofPlatform(name: string, resource: Resource): string | undefined {
  if (name === "AWS_REGION" || name === "AWS_DEFAULT_REGION") return "${AWS::Region}";
  return name === "AWS_LAMBDA_FUNCTION_NAME" ? `\${${resource.name}}` : undefined;
}

/** The texts that a value of a template may be; what is not known of it is `\0`. */
export function textsOf(value: Value): readonly string[] {
  if (value.kind === "oneOf") return [...new Set(value.options.flatMap((option) => textsOf(option.value)))];
  if (value.kind === "unknown") return [patternOf(value) ?? "\0"];
  const known = primitive(value);
  return known === undefined ? ["\0"] : known === null ? [] : [withoutLookUps(String(known))];
}

function patternOf({ pattern, refersTo }: Extract<Value, { kind: "unknown" }>): string | undefined {
  if (pattern !== undefined) return withoutLookUps(pattern.replaceAll("${}", "\0"));
  if (!refersTo) return undefined;
  return refersTo.attribute === undefined
    ? `\${${refersTo.resource}}`
    : `\${${refersTo.resource}.${refersTo.attribute}}`;
}

/** `{{resolve:ssm:…}}` is looked up at deployment. */
const withoutLookUps = (written: string): string => (written.includes("{{resolve:") ? "\0" : written);
