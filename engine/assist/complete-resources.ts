import type { Plain } from "../edit/edit.ts";
import { isMapping, shortForm } from "../edit/intrinsic.ts";
import { arnOf, formOf } from "../policy/arn.ts";
import { type Action, prefixOf } from "../policy/catalogue.ts";
import { writtenTarget } from "../policy/written-arn.ts";
import type { Resource } from "../template/model.ts";
import { actionsIn } from "./complete-actions.ts";
import { type Asked, inSnippet, type Suggestion } from "./completion.ts";

/** The template's own resources that the statement's actions are about, then ARNs to be filled in. */
export function resourceSuggestions(asked: Asked): readonly Suggestion[] {
  const actions = actionsIn(asked.statement);
  const own = asked.resources.slice(0, mostResources).flatMap((resource) => ownSuggestions(resource, actions, asked));
  const skeletons = asked.spot.tag && asked.spot.tag !== "!Sub" ? [] : skeletonSuggestions(actions, asked);
  const star = actions.find(({ isLimitable }) => !isLimitable);
  const all: Suggestion[] = star && !asked.spot.tag ? [starSuggestion(star, asked)] : [];
  return [...own, ...skeletons, ...all];
}

const mostResources = 2000;

const starSuggestion = ({ name }: Action, { spot }: Asked): Suggestion => {
  const said = { label: "*", kind: "value", detail: `'${name}' cannot be limited`, text: "*", order: "3" } as const;
  return spot.quote === "" && spot.form !== "json" ? { ...said, raw: '"*"' } : said;
};

function ownSuggestions(resource: Resource, actions: readonly Action[], asked: Asked): readonly Suggestion[] {
  const arn = arnOf(resource);
  if (arn === undefined) return [];
  const suffixes = suffixesOf(resource, actions);
  if (actions.length > 0 && suffixes.length === 0) return [];
  return (actions.length > 0 ? suffixes : [""]).flatMap((suffix) => {
    const form = spelled(writtenTarget({ arn: arn + suffix, resource, suffix }), asked);
    if (!form) return [];
    const detail = `${resource.writtenAs}${suffix === "" ? "" : `, ${suffix}`}`;
    return [{ kind: "resource", detail, order: `1${resource.name}${suffix}`, ...form } as const];
  });
}

/** What follows a resource's ARN in those that the actions can be limited to: nothing, `/*`, `/index/*`. */
function suffixesOf(resource: Resource, actions: readonly Action[]): readonly string[] {
  const form = formOf(resource);
  if (!form) return [];
  const [before = "", after = ""] = form.resource.split("{}");
  const found = new Set<string>();
  for (const { name, resources } of actions) {
    if (prefixOf(name) !== form.service && form.service !== "execute-api") continue;
    for (const arn of resources.flatMap(({ type }) => type.arns)) {
      const part = arn.split(":").slice(5).join(":");
      if (!arn.startsWith(`arn:\${Partition}:${form.service}:`) || !part.startsWith(before)) continue;
      const rest = /^\$\{[^{}]*\}(.*)$/.exec(part.slice(before.length))?.[1];
      if (rest?.startsWith(after)) found.add(rest.slice(after.length).replace(/\$\{[^{}]*\}/g, "*"));
    }
  }
  return [...found].sort();
}

/** A reference in the file's spelling, as far as quotes and a tag that stand there allow it. */
function spelled(plain: Plain, asked: Asked): Pick<Suggestion, "label" | "text" | "raw"> | undefined {
  const { spot } = asked;
  const short = shortForm(plain);
  if (spot.tag) {
    const argument = short?.tag === spot.tag && typeof short.argument === "string" ? short.argument : undefined;
    const inText = spot.tag === "!Sub" && short ? subText(short.tag, short.argument) : argument;
    return inText === undefined ? undefined : { label: inText, text: inText };
  }
  if (spot.form === "json" || isLongSpelling(asked) || !short) {
    const raw = longText(plain, spot.form === "json");
    return { label: raw, text: raw, raw };
  }
  const argument = String(short.argument);
  const raw = `${short.tag} ${short.tag === "!Sub" ? `"${argument}"` : argument}`;
  return { label: raw, text: raw, raw };
}

/** Whether a YAML file writes functions by their long names. */
const isLongSpelling = ({ file: { text } }: Asked): boolean =>
  /\bFn::|\bRef["']?:/.test(text) && !/!(?:Ref|GetAtt|Sub)\b/.test(text);

const subText = (tag: string, argument: Plain): string => (tag === "!Sub" ? String(argument) : `\${${argument}}`);

/** `{ "Fn::GetAtt": ["Table", "Arn"] }`, in one line. */
function longText(plain: Plain, isJson: boolean): string {
  if (!isMapping(plain)) return isJson ? JSON.stringify(plain) : String(plain);
  const [key = "", argument = null] = Object.entries(plain)[0] ?? [];
  const value = JSON.stringify(argument).replaceAll('","', '", "');
  return isJson ? `{ "${key}": ${value} }` : `{ ${key}: ${value} }`;
}

/** ARNs of the resource types that the actions can be limited to, with places to be filled in. */
function skeletonSuggestions(actions: readonly Action[], asked: Asked): readonly Suggestion[] {
  const types = new Map(
    actions.flatMap(({ resources }) => resources.flatMap(({ type }) => type.arns.map((arn) => [arn, type.name]))),
  );
  return [...types].slice(0, mostSkeletons).map(([arn, name]) => skeleton(arn, name ?? "", asked));
}

const mostSkeletons = 60;

function skeleton(arn: string, name: string, asked: Asked): Suggestion {
  const { spot, isTemplate } = asked;
  const isSub = isTemplate && (!spot.tag || spot.tag === "!Sub");
  let place = 0;
  const text = arn
    .split(/(\$\{[^{}]*\})/)
    .map((piece) => {
      const variable = /^\$\{(.*)\}$/.exec(piece)?.[1];
      if (variable === undefined) return inSnippet(piece);
      const pseudo = isSub ? pseudoParameters[variable] : undefined;
      if (pseudo) return inSnippet(`\${${pseudo}}`);
      return variable === "Partition" ? "aws" : `\${${++place}:${variable}}`;
    })
    .join("");
  const shown = arn.replace("${Partition}", "aws");
  const said = { label: shown, kind: "value", detail: name, isSnippet: true, order: `2${name}` } as const;
  if (!isSub || spot.tag) return { ...said, text };
  if (spot.form === "json") return { ...said, text, raw: `{ "Fn::Sub": "${text}" }` };
  return { ...said, text, raw: isLongSpelling(asked) ? `{ Fn::Sub: "${text}" }` : `!Sub "${text}"` };
}

const pseudoParameters: Readonly<Record<string, string>> = {
  Partition: "AWS::Partition",
  Region: "AWS::Region",
  Account: "AWS::AccountId",
};
