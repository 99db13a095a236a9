import { type Action, actionNamed, actionsMatching, serviceNamed, servicePrefixes } from "../policy/catalogue.ts";
import type { Asked, Suggestion } from "./completion.ts";
import { levelWords, markdownOfAction } from "./describe.ts";

/** What a role may be taken by. */
const trustActions = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithWebIdentity",
  "sts:AssumeRoleWithSAML",
  "sts:TagSession",
  "sts:SetSourceIdentity",
];

/** Actions of the service whose prefix is typed, or services; first of all what the code needs. */
export function actionSuggestions({ spot, statement, needs }: Asked, isTrust: boolean): readonly Suggestion[] {
  const colon = spot.typed.indexOf(":");
  if (isTrust) return trustActions.flatMap((name, index) => suggested(actionNamed(name), String(index)) ?? []);
  const needed = neededSuggestions(needs(), statement);
  const names = new Set(needed.map(({ label }) => label));
  if (colon < 0) return [...needed, ...servicePrefixes.map(serviceSuggestion)];
  const service = serviceNamed(spot.typed.slice(0, colon));
  const all = [...(service?.actions.values() ?? [])].filter(({ name }) => !names.has(name));
  return [...needed, ...all.flatMap((action) => suggested(action, `2${action.name}`) ?? [])];
}

/** What serverless applications use most is offered first. */
const everyday = new Set(
  "dynamodb s3 sqs sns events states lambda secretsmanager ssm kms logs ses cognito-idp kinesis execute-api xray".split(
    " ",
  ),
);

const serviceSuggestion = ({ prefix, title }: { readonly prefix: string; readonly title: string }): Suggestion => ({
  label: prefix,
  kind: "service",
  detail: title,
  text: `${prefix}:`,
  order: `${everyday.has(prefix) ? 3 : 4}${prefix}`,
  leadsOn: true,
});

function neededSuggestions(needs: ReturnType<Asked["needs"]>, statement: string): readonly Suggestion[] {
  const users = new Map<string, { readonly by: Set<string>; isSure: boolean }>();
  for (const { action, by, isConditional } of needs) {
    const known = users.get(action) ?? { by: new Set<string>(), isSure: false };
    users.set(action, { by: known.by.add(by), isSure: known.isSure || !isConditional });
  }
  return [...users].flatMap(([name, { by, isSure }]) => {
    const isThere = statement.toLowerCase().includes(name.toLowerCase());
    const found = suggested(actionNamed(name), `${isSure ? (isThere ? 1 : 0) : 2}${name}`);
    const names = [...by].slice(0, 3).map((one) => `'${one}'`);
    return found ? [{ ...found, detail: `${isSure ? "needed" : "may be needed"} by ${names.join(", ")}` }] : [];
  });
}

function suggested(action: Action | undefined, order: string): Suggestion | undefined {
  if (!action) return undefined;
  const { name, level } = action;
  return {
    label: name,
    kind: "action",
    detail: levelWords[level],
    markdown: markdownOfAction(action),
    text: name,
    order,
  };
}

/** The actions that the text of a statement names, patterns included; what is not one is left out. */
export function actionsIn(statement: string): readonly Action[] {
  const found = new Set<Action>();
  for (const [, word = ""] of statement.matchAll(/(?<![\w:./$-])([a-z][a-z0-9-]{1,40}:[A-Za-z*?]{1,90})/g)) {
    const service = serviceNamed(word.slice(0, word.indexOf(":")));
    if (!service) continue;
    const exact = service.actions.get(word.toLowerCase());
    if (exact) found.add(exact);
    else if (/[*?]/.test(word)) for (const action of actionsMatching(word)) found.add(action);
    if (found.size > mostActions) break;
  }
  return [...found];
}

const mostActions = 500;
