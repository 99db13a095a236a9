import {
  type Action,
  actionNamed,
  actionsMatching,
  type Element,
  hasWildcard,
  mayMeet,
  memoByText,
  type Statement,
  serviceIn,
  serviceNamed,
} from "../../engine/authoring.ts";
import { arnFault } from "./_arn-faults.ts";
import { patternsOf } from "./_bucket-arn.ts";

/** Actions for which their statement surely has no resource, and resources for which it surely has no action. */
export interface Mismatch {
  readonly statement: Statement;
  readonly actions: readonly Element[];
  readonly resources: readonly Element[];
}

/** More actions than this, with patterns written out, or more resources are not compared. */
const most = 400;

export function mismatchOf(statement: Statement): Mismatch | undefined {
  const { actions, resources, notActions, notResources, template, policyTemplate } = statement;
  if (policyTemplate !== undefined || notActions.length > 0 || notResources.length > 0) return undefined;
  if (actions.length === 0 || resources.length === 0 || actions.length + resources.length > most) return undefined;
  // what is malformed has been told
  const arns = resources.map((one) =>
    arnFault(one, statement) ? undefined : ofKnownTypes(patternsOf(one, template)?.map((arn) => named(arn, template))),
  );
  const forms = actions.map((one) => formsOf(one));
  const known = arns.flatMap((one) => one ?? []);
  const lost = arns.includes(undefined) ? [] : actions.filter((_, index) => !fitsOne(forms[index], known));
  const all = [...new Set(forms.flatMap((one) => one ?? []))];
  const idle = forms.includes(undefined) ? [] : resources.filter((_, index) => isIdle(arns[index], all, known));
  return lost.length + idle.length > 0 ? { statement, actions: lost, resources: idle } : undefined;
}

/** With a name for each that CloudFormation will make up: it holds neither wildcard nor colon nor slash. */
const named = (arn: string, template: Statement["template"]): string =>
  template ? arn.replace(/\$\{(\w+)\}/g, (whole, name: string) => (template.resource(name) ? name : whole)) : arn;

/** Undefined: one is of a type that the catalogue does not have, so that it cannot say which actions work on it. */
const ofKnownTypes = (arns: readonly string[] | undefined): readonly string[] | undefined =>
  arns?.every((arn) => arn.length <= longest && isOfKnownType(arn)) ? arns : undefined;

const isOfKnownType = memoByText((arn): boolean => {
  if (/^[*?]+$/.test(arn)) return true;
  const service = serviceNamed(serviceIn(arn));
  return [...(service?.resourceTypes.values() ?? [])].some(({ arns }) => arns.some((form) => mayBe(form, arn)));
});

/** No ARN is longer. */
const longest = 2048;

/** Whether an ARN may be of a form. Most often how they begin tells. */
function mayBe(form: string, arn: string): boolean {
  const [, , , region, account, ...rest] = form.split(":");
  const [, , , ownRegion, ownAccount, ...own] = arn.replace(/\$\{AWS::\w+\}/g, "x").split(":");
  const [wanted, found] = [rest.join(":"), own.join(":")];
  const [beginning, ownBeginning] = [literalOf(wanted), literalOf(found)];
  const isWithin = found.startsWith(beginning);
  if (!isWithin && !beginning.startsWith(ownBeginning)) return false;
  const isScoped = (part: string | undefined, other: string | undefined) => part?.startsWith("${") || part === other;
  const isAnyName = /^\$\{\w+\}$/.test(wanted.slice(beginning.length)) && found.length > beginning.length;
  if (isWithin && isAnyName && isScoped(region, ownRegion) && isScoped(account, ownAccount)) return true;
  return mayMeet(form, arn);
}

/** What stands before the first wildcard or text that is not known. */
const literalOf = (pattern: string): string => /^[^*?$]*/.exec(pattern)?.[0] ?? "";

const fitsOne = (forms: readonly string[] | undefined, arns: readonly string[]): boolean =>
  !forms || arns.some((arn) => forms.some((form) => meets(form, arn)));

/** Whoever names a log group beside what is in it means both. */
const isIdle = (arns: readonly string[] | undefined, forms: readonly string[], all: readonly string[]): boolean =>
  arns?.every(
    (arn) => !forms.some((form) => meets(form, arn)) && !all.some((other) => other !== arn && other.startsWith(arn)),
  ) === true;

/** Whether `*` is all that the actions of an element can be allowed on. */
export const isUnlimitable = (element: Element): boolean => formsOf(element)?.every((form) => form === "*") === true;

/** The ARNs that an element's actions work on; `*` for those that cannot be limited. Undefined: it may be anything, or nothing. */
function formsOf({ text }: Element): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const actions = hasWildcard(text) ? actionsMatching(text) : [actionNamed(text) ?? []].flat();
  if (actions.length === 0 || actions.length > most || actions.some(isOfTags)) return undefined;
  const forms = [...new Set(actions.flatMap(formsOfAction))];
  return forms.length > most ? undefined : forms;
}

const formsOfAction = ({ name, resources }: Action): readonly string[] =>
  resources.length === 0 ? [checkedOtherwise.get(name) ?? "*"] : resources.flatMap(({ type }) => type.arns.map(loose));

/** The reference leaves out many resources that can have tags. */
const isOfTags = ({ name }: Action): boolean => /:(?:Un|Add|Remove|List|Get|Delete|Create)?Tag/.test(name);

/** The reference lists no resource for them, but AWS's own policies grant them on such. */
const checkedOtherwise: ReadonlyMap<string, string> = new Map([
  ["dynamodb:ListStreams", "arn:${Partition}:dynamodb:${Region}:${Account}:table/*/stream/*"],
  ["logs:DescribeLogGroups", "arn:${Partition}:logs:${Region}:${Account}:log-group:*"],
  ["logs:StopQuery", "arn:${Partition}:logs:${Region}:${Account}:*"],
  ["logs:CreateLogDelivery", "arn:${Partition}:logs:${Region}:${Account}:*"],
  ["logs:DeleteLogDelivery", "arn:${Partition}:logs:${Region}:${Account}:*"],
  ["cloudformation:ListStacks", "arn:${Partition}:cloudformation:${Region}:${Account}:stack/*"],
  ["cloudformation:CreateStackSet", "arn:${Partition}:cloudformation:${Region}:${Account}:stackset/*"],
  ["resource-groups:CreateGroup", "arn:${Partition}:resource-groups:${Region}:${Account}:group/*"],
]);

/** Whether an action is of the bucket or of its objects, `iam/bucket-object-arn` tells. */
const loose = (arn: string): string => arn.replace(/^(arn:\$\{Partition\}:s3:::).*$/, "$1*");

/** What cannot be limited is allowed by `*`, and by what is as good as that. */
/** Services check such a call against a pattern like `table/*`, which only a pattern without a name allows. */
function isAsGoodAsAll(arn: string): boolean {
  const parts = arn.replace(/\$\{[^{}]*\}/g, "*").split(":");
  const resource = parts.length > 5 ? parts.slice(5).join(":") : (parts[parts.length - 1] ?? "");
  return /^[\w-]*[:/]?[*?:/]+$/.test(resource);
}

const meets = (form: string, arn: string): boolean => meeting(`${form}\n${arn}`);

const meeting = memoByText((pair): boolean => {
  const [form = "", arn = ""] = pair.split("\n");
  if (form === "*") return isAsGoodAsAll(arn);
  if (/^[*?]+$/.test(arn)) return true;
  const [service, other] = [serviceIn(form), serviceIn(arn)];
  if (service && other && !/[*?]/.test(other) && service !== other) return false;
  return mayBe(form, arn);
});
