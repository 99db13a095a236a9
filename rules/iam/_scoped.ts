import {
  type Action,
  actionsMatching,
  arnOf,
  type Cure,
  type Edit,
  type Element,
  hasWildcard,
  mayMeet,
  type Plain,
  type Resource,
  resourcesOfType,
  type SiteEdit,
  type Statement,
  writtenTarget,
} from "../../engine/authoring.ts";
import { limiting } from "../facts/limiting-types.ts";
import { listed } from "../shared/listed.ts";
import { listHolding } from "../shared/removal.ts";
import { together } from "../shared/together.ts";
import { voiceOf } from "./_voices.ts";

/** More resources than this are not offered one by one, and more ARNs are not written as a skeleton. */
const mostOffers = 4;

/** What is to be limited: actions of a statement, and the resources that stand for too much. */
export interface Scoping {
  readonly statement: Statement;
  readonly replaced: readonly Element[];
  /** The actions that are reported; others of the statement may need what they have. */
  readonly actions: readonly string[];
}

/**
 * Cures that write resources in the place of all that a statement names: those of the template that its actions work on, else an ARN to
 * fill in. Where others of its actions cannot be limited, those that are reported get a statement of their own.
 */
export function scopingCures(scoping: Scoping, edit: Edit): readonly Cure[] {
  const found = resourceCures(scoping, edit);
  return found.length > 0 ? found : skeletonCures(scoping, edit);
}

/** Those that name resources of the template. */
export const resourceCures = (scoping: Scoping, edit: Edit): readonly Cure[] => written(offersOf, scoping, edit);

/** Those that leave names to be filled in. */
export const skeletonCures = (scoping: Scoping, edit: Edit): readonly Cure[] => written(skeletonOf, scoping, edit);

type OffersFor = (statement: Statement, actions: readonly string[]) => readonly Offer[];

function written(offersFor: OffersFor, scoping: Scoping, edit: Edit): readonly Cure[] {
  const { statement, replaced } = scoping;
  const actions = statement.actions.flatMap(({ text }) => text ?? []);
  if (actions.length === 0 || replaced.length < statement.resources.length) return [];
  const isWhole =
    actions.length === statement.actions.length && actions.every((one) => voiceOf(one) && canBeLimited(one));
  return offersFor(statement, isWhole ? actions : scoping.actions).flatMap(({ title, resources }) => {
    const edits = isWhole
      ? statement.resourceNode && edit.replace(statement.resourceNode, alone(resources))
      : apart(scoping, { Resource: alone(resources) }, edit);
    return edits ? [{ title, safety: "unsafe", edits }] : [];
  });
}

/** Gives the actions that are reported a statement of their own, beside the one that they are taken out of. */
export function apart(
  { statement, actions }: Scoping,
  more: Readonly<Record<string, Plain>>,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const { actionNode, template, node, condition } = statement;
  const list = template && !condition ? listHolding(template.root, node) : undefined;
  const moved = statement.actions.filter(({ text }) => text !== undefined && actions.includes(text));
  if (!list || actionNode?.kind !== "sequence") return undefined;
  if (moved.length === 0 || moved.length === statement.actions.length) return undefined;
  if (moved.some(({ at }) => !actionNode.items.includes(at))) return undefined;
  return together(
    ...moved.map(({ at }) => edit.remove(actionNode, at)),
    edit.append(list, { Effect: "Allow", Action: alone(moved.map(({ text }) => text ?? "")), ...more }),
  );
}

interface Offer {
  readonly title: string;
  readonly resources: readonly Plain[];
}

const alone = (list: readonly Plain[]): Plain => (list.length === 1 && list[0] !== undefined ? list[0] : list);

const limitableIn = (pattern: string): readonly Action[] => actionsMatching(pattern).filter((one) => one.isLimitable);

const canBeLimited = (pattern: string): boolean => limitableIn(pattern).length > 0;

const prefixOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();

/** One offer for each resource of the one service there is, or one for all services if each has one resource. */
function offersOf(statement: Statement, actions: readonly string[]): readonly Offer[] {
  const byService = new Map<string, readonly string[]>();
  for (const action of actions) byService.set(prefixOf(action), [...(byService.get(prefixOf(action)) ?? []), action]);
  const services = Array.from(byService, ([prefix, own]) => ({ prefix, own, found: candidates(prefix, statement) }));
  const [only] = services;
  if (only && services.length === 1) {
    if (only.found.length > mostOffers) return [];
    return only.found.flatMap((one) => offerOf([one], writtenFor(only.prefix, only.own, one)));
  }
  if (services.some(({ found }) => found.length !== 1)) return [];
  const parts = services.map(({ prefix, own, found: [one] }) => one && writtenFor(prefix, own, one));
  return offerOf(
    services.flatMap(({ found }) => found),
    parts.some((part) => !part) ? undefined : parts.flatMap((part) => part ?? []),
  );
}

const offerOf = (named: readonly Resource[], resources: readonly Plain[] | undefined): readonly Offer[] =>
  resources && resources.length > 0
    ? [{ title: `Limit it to ${listed(named.map(({ name }) => name))}`, resources }]
    : [];

/** The resources of the template that a service's actions work on. */
function candidates(prefix: string, { template, owner }: Statement): readonly Resource[] {
  const type = limiting[prefix.toLowerCase()]?.type;
  if (!template || type === undefined) return [];
  return resourcesOfType(template, type).filter((one) => one.writtenAs !== "functions" && one !== owner);
}

/** Whether an action, or one of a pattern, works on a resource or a part of it. */
const mayBeOn = (action: string, arn: string): boolean =>
  limitableIn(action)
    .flatMap(({ resources }) => resources.flatMap(({ type }) => type.arns))
    .some((format) => mayMeet(format.replace(/\$\{[^}]*\}/g, "*"), `${arn}*`));

function writtenFor(prefix: string, actions: readonly string[], resource: Resource): readonly Plain[] | undefined {
  const arn = arnOf(resource);
  if (arn === undefined || !actions.every((action) => mayBeOn(action, arn))) return undefined;
  const below = limiting[prefix.toLowerCase()]?.below;
  const names = actions.map((action) => action.toLowerCase());
  const isWithin = below !== undefined && names.some((name) => below.actions.test(name));
  const isItself = !isWithin || names.some((name) => !below.instead?.test(name));
  return [
    ...(isItself ? [writtenTarget({ arn, resource })] : []),
    ...(isWithin ? [writtenTarget({ arn: `${arn}${below.suffix}`, resource, suffix: below.suffix })] : []),
  ];
}

/** The ARNs of a skeleton as a file without references has them. */
export const skeletonTexts = ({ actions }: Statement): readonly string[] =>
  actions.every(({ text }) => text !== undefined && canBeLimited(text))
    ? skeletonArns(actions.flatMap(({ text }) => text ?? [])).map(inFile)
    : [];

/** ARNs of what the actions work on, with words in capitals to be replaced. */
function skeletonOf({ template }: Statement, actions: readonly string[]): readonly Offer[] {
  const resources = skeletonArns(actions).map((format): Plain => (template ? inTemplate(format) : inFile(format)));
  if (resources.length === 0) return [];
  return [
    { title: resources.length === 1 ? "Limit it to an ARN to fill in" : "Limit it to ARNs to fill in", resources },
  ];
}

function skeletonArns(actions: readonly string[]): readonly string[] {
  if (actions.some(hasWildcard)) return [];
  const formats = new Set(actions.flatMap(limitableIn).flatMap(formatsOf));
  return formats.size > mostOffers ? [] : [...formats];
}

/** The ARNs of what an action needs, or the plainest that it knows. */
function formatsOf({ resources }: Action): readonly string[] {
  const needed = resources.filter(({ isRequired }) => isRequired).flatMap(({ type }) => type.arns.slice(0, 1));
  const all = resources.flatMap(({ type }) => type.arns).sort((a, b) => a.length - b.length);
  return needed.length > 0 ? needed : all.slice(0, 1);
}

const inTemplate = (format: string): Plain => {
  const text = filled(format, {
    Partition: "${AWS::Partition}",
    Region: "${AWS::Region}",
    Account: "${AWS::AccountId}",
  });
  return { "Fn::Sub": text };
};

const inFile = (format: string): string => filled(format, { Partition: "aws" });

const filled = (format: string, known: Readonly<Record<string, string>>): string =>
  format
    .replace(/\/\$\{ObjectName\}$/, "/*")
    .replace(/\$\{(\w+)\}/g, (_, name: string) => known[name] ?? inCapitals(name));

/** `BUCKET_NAME` of `BucketName`. */
const inCapitals = (name: string): string =>
  name
    .replace(/With(?:Path|outLeadingSlash)$/, "")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase();
