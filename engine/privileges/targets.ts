import { arnPlaces, type Below, operationPlaces, type Place } from "../facts/operation-resources.ts";
import { memoByText } from "../memo.ts";
import { mayMeet } from "../policy/arn-match.ts";
import { type Action, actionNamed } from "../policy/catalogue.ts";
import type { Target } from "../policy/target.ts";
import type { Said, UsedCall } from "../program/sdk.ts";
import type { Deployed } from "../project/deployed.ts";
import { deployedTexts } from "./deployed-text.ts";
import { below, targetNamed } from "./named-arn.ts";

/** What a call does something to. */
export interface Found {
  readonly targets: readonly Target[];
  /** There may be others: a name that is not known, or a parameter that may be given. */
  readonly isPartial: boolean;
  /** It is on one of them only. */
  readonly isAny?: boolean;
}

export const nothingKnown: Found = { targets: [], isPartial: true };
export const anything: Found = { targets: [{ arn: "*" }], isPartial: false };

/** What an action that a call needs is on. */
export function targetsOf(call: UsedCall, action: string, deployed: Deployed): Found {
  const catalogued = actionNamed(action);
  if (!catalogued) return nothingKnown;
  if (!catalogued.isLimitable) return anything;
  for (const place of [...placesOf(call, action), ...arnPlaces]) {
    const found = atPlace(call, place, catalogued, deployed);
    if (found) return withoutStrange(found, action);
  }
  // where a resource may be named and none is, the call is on all of them
  const isOnAll = placesOf(call, action).length > 0 && !catalogued.resources.some(({ isRequired }) => isRequired);
  return isOnAll ? anything : nothingKnown;
}

/** Without what the action cannot be on: a bucket where objects are read, a table where streams are. */
function withoutStrange(found: Found, action: string): Found {
  const targets = found.targets.filter(({ arn }) => arn === "*" || isFitting(`${action} ${arn}`));
  return targets.length === found.targets.length ? found : { ...found, targets, isPartial: true };
}

const isFitting = memoByText((pair): boolean => {
  const [action = "", arn = ""] = pair.split(/ (.*)/s);
  const forms = (actionNamed(action)?.resources ?? []).flatMap(({ type }) => type.arns);
  return forms.some((form) => mayMeet(form.replace(/\$\{[^}]*\}/g, "*"), arn));
});

function placesOf({ service, operation }: UsedCall, action: string): readonly Place[] {
  const keys = [`${service}:${operation}:${action}`, `${service}:${operation}`, service];
  const key = keys.find((one) => Object.hasOwn(operationPlaces, one));
  return key === undefined ? [] : (operationPlaces[key] ?? []);
}

/** Undefined: the parameters are surely not given, so that another place may tell. */
function atPlace(call: UsedCall, place: Place, action: Action, deployed: Deployed): Found | undefined {
  const said = firstGiven(call, place.parameters);
  // where no topic is named, there is a telephone number
  if (said === "unknown") return place.kind === "anything" && place.parameters !== "" ? anything : nothingKnown;
  const names = said === "absent" ? place.otherwise && [place.otherwise] : said;
  if (!names) return undefined;
  const all = named(names, place.kind, deployed, isOnlyArns(place));
  const found = isOfOne(call, place) && hasDefault(names, deployed) ? { ...all, isAny: true } : all;
  const part = place.below?.find(({ types }) => isOfTypes(action, types));
  return part ? belowEach(found, part, call, deployed) : found;
}

/** Whether what is given is a name, and not a list of names. */
const isOfOne = (call: UsedCall, { parameters }: Place): boolean =>
  !/[[*]/.test(parameters.split(" ").find((path) => typeof firstGiven(call, path) === "object") ?? "*");

const isOnlyArns = ({ parameters }: Place): boolean =>
  parameters !== "" && parameters.split(" ").every((path) => /arn$/i.test(path));

/** What names of a kind stand for; `isArn`: which have to be ARNs. */
export function named(said: readonly string[], kind: string, deployed: Deployed, isArn = false): Found {
  const texts = said.flatMap((one) => deployedTexts(one, deployed));
  const targets = texts.flatMap((one) =>
    kindsOf(one, kind).map(([name, of]) => targetNamed(name, of, deployed.template, isArn)),
  );
  const known = targets.flatMap((target) => target ?? []);
  return {
    targets: [...new Map(known.map((target) => [target.arn, target])).values()],
    isPartial: known.length < targets.length || known.length === 0,
    isAny: said.length === 1 && texts.length > 1,
  };
}

/** Whether one of some texts is a variable that the template sets, and another may be what is taken where it is not set. */
const hasDefault = (said: readonly string[], { environment }: Deployed): boolean =>
  said.some((one) => environment.has(/^\$\{process\.env\.(\w+)\}$/.exec(one)?.[1] ?? "")) &&
  said.some((one) => !one.includes("${process.env."));

/** Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html (November 2026) */
const profile = /^(?:us|eu|apac|global|us-gov|ca|jp|au)\.(?=[a-z0-9]+\.)/;

/** What a name stands for: a profile of a model stands for the model too. */
const kindsOf = (name: string, kind: string): readonly (readonly [name: string, kind: string])[] =>
  kind === "model" && profile.test(name)
    ? [
        [name, "inference profile"],
        [name.replace(profile, ""), "model anywhere"],
      ]
    : [[name, kind]];

/** The first of some parameters that is given, by their paths as `Place` has them. */
export function firstGiven(call: UsedCall, parameters: string): Said {
  let isUnknown = false;
  for (const path of parameters === "" ? [] : parameters.split(" ")) {
    const said = path.includes("+") ? together(call, path.split("+")) : call.said(path);
    if (typeof said === "object") return said;
    if (said === "unknown") isUnknown = true;
  }
  return isUnknown ? "unknown" : "absent";
}

function together(call: UsedCall, paths: readonly string[]): Said {
  let texts: readonly string[] = [""];
  for (const path of paths) {
    const [name = "", otherwise] = path.split("=");
    const given = call.said(name);
    const said = given === "absent" && otherwise !== undefined ? [otherwise] : given;
    if (typeof said !== "object") return said;
    texts = texts.flatMap((text) => said.map((one) => (text === "" ? one : `${text}/${one}`))).slice(0, 64);
  }
  return texts;
}

/** Whether an action is on resources of some types, apart by spaces. */
const isOfTypes = ({ resources }: Action, types: string): boolean =>
  resources.some(({ type }) => types.split(" ").includes(type.name));

function belowEach(found: Found, part: Below, call: UsedCall, deployed: Deployed): Found {
  const suffixes = suffixesOf(part, call, deployed);
  if (suffixes === "absent") return found;
  const isUnknown = suffixes === "unknown";
  const all = isUnknown ? ["", part.suffix.replace(/\{[^{}]*\}/g, "*")] : suffixes;
  return {
    ...found,
    targets: found.targets.flatMap((target) => all.map((suffix) => (suffix === "" ? target : below(target, suffix)))),
    isAny: found.isAny === true || isUnknown,
  };
}

/** More parts than these of one resource are told as all of it. */
const mostParts = 8;

function suffixesOf({ suffix, isOptional }: Below, call: UsedCall, deployed: Deployed): Said {
  let texts: readonly string[] = [suffix];
  for (const [piece, paths = ""] of suffix.matchAll(/\{([^{}]*)\}/g)) {
    const said = firstGiven(call, paths.replaceAll("|", " "));
    if (isOptional && typeof said !== "object") return said;
    if (isOptional && typeof said === "object" && !said.some(isPartlyKnown)) return "unknown";
    const parts = typeof said === "object" ? said.flatMap((one) => deployedTexts(one, deployed)) : ["*"];
    const known = parts.length > mostParts ? ["*"] : parts.map(asPart);
    texts = texts.flatMap((text) => known.map((one) => text.replace(piece, () => one)));
  }
  return [...new Set(texts)];
}

/** Otherwise what is given may be nothing. */
export const isPartlyKnown = (said: string): boolean => /[^\0]/.test(said);

/** What follows in an ARN: pieces that are not known are `*`. */
const asPart = (text: string): string => text.replace(/\0+/g, "*").replace(/\*+/g, "*");
