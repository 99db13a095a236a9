import { unseenActions } from "../facts/unseen-actions.ts";
import { matchesAction } from "../policy/match.ts";
import type { Statement } from "../policy/statement.ts";
import type { ExactStatement } from "../policy/target.ts";
import type { Deployed } from "../project/deployed.ts";
import { keptAbout } from "../project/kept-about.ts";
import type { Gap, Sharer, Usage } from "../project/usage.ts";
import { referredTo } from "../template/references.ts";
import { items, text } from "../template/value.ts";
import type { Site } from "../text/source.ts";
import { exactOf, isGivenByFramework } from "./exact.ts";
import type { Need } from "./need.ts";
import { needsOf } from "./needs.ts";
import { isOnlyTheirs, isPerhapsAllowedByResource, mayBeAbout, never, type Right, rightOf, speakOf } from "./rights.ts";

/** What a deployed function needs against what its role grants. */
export interface Privileges {
  readonly deployed: Deployed;
  readonly usage: Usage;
  /** Everything it needs, the platform's needs included. */
  readonly used: readonly Need[];
  /** What all functions that run with its role need; what several need is there once. */
  readonly needed: readonly Need[];
  /** Actions that are needed on what no grant is about: a grant of one may be meant for that. */
  readonly astray: ReadonlySet<string>;
  /** The functions that run with its role, it among them, and what each needs. */
  readonly sharers: readonly Needing[];
  /** Everything its role grants, an entry for each action (or pattern of actions) of each statement; last what a framework puts into it. */
  readonly granted: readonly Grant[];
  /** Grants of which nothing is needed by any function with the role. Empty while there are gaps in the code. */
  readonly unused: readonly Grant[];
  /** Required needs that no grant allows, so that the call fails, with those of their targets. Empty while what is granted is not all known. */
  readonly missing: readonly Need[];
  /** Why the answer is "at least these": of the code, and of the role. */
  readonly unknown: readonly Gap[];
  /** Whether all that the functions with the role do is known, so that an absence of needs proves something. */
  readonly isUseKnown: boolean;
  /** Exactly what it needs, a statement for each set of resources; while something is `unknown`, at least that. */
  readonly exact: readonly ExactStatement[];
}

/** What one function needs; `gaps`: what its code and its layers hide. */
export interface Needing {
  readonly deployed: Deployed;
  readonly needs: readonly Need[];
  readonly gaps: readonly Gap[];
}

export interface Grant {
  readonly statement: Statement;
  /** As written: `s3:*`. */
  readonly action: string;
  /** ARN patterns in normal form. Undefined: not to be known. */
  readonly resources: readonly string[] | undefined;
  /** The action's place, or that of the policy template or managed policy that grants it. */
  readonly at: Site;
  /** The framework put it into the role by itself. */
  readonly isMade?: true;
}

/** The difference, kept as long as what it was made from is the same. */
export const privilegesOf = (deployed: Deployed, usage: Usage): Privileges =>
  difference(deployed, [usage], deployed.template);

const difference = keptAbout((deployed: Deployed, [given]): Privileges => {
  const usage = given as Usage;
  const { grants, template } = deployed;
  const { sharing } = usage;
  const own = needs(sharing?.find((one) => one.deployed === deployed) ?? { deployed, usage });
  const use = sharing ? useOfAll(sharing, [], template) : useOf([own], deployed);
  const rights = rightsIn(grants.statements, [], template);
  const gaps = grants.shared && !sharing ? [...use.gaps, notAllKnown] : use.gaps;
  return {
    deployed,
    usage,
    used: own.needs,
    needed: use.needed,
    astray: use.astray,
    sharers: use.sharers,
    granted: [...rights.flatMap(grantsIn), ...madeGrants(deployed)],
    unused: gaps.length > 0 ? [] : use.unused,
    missing: missingOf(own.needs, rights, deployed),
    unknown: grants.complete ? gaps : [...gaps, { why: "its role cannot be read whole" }],
    isUseKnown: gaps.length === 0,
    exact: exactOf(own.needs, grants.isMade),
  };
});

const rightsIn = keptAbout((statements: readonly Statement[], _, template): readonly Right[] =>
  statements.map((statement) => rightOf(statement, template)),
);

/** What a role is needed for, by all functions that run with it. */
interface RoleUse extends Pick<Privileges, "needed" | "astray" | "sharers" | "unused"> {
  readonly gaps: readonly Gap[];
}

function useOf(sharers: readonly Needing[], deployed: Deployed): RoleUse {
  const { grants, template } = deployed;
  const needed = onceEach(sharers.flatMap((one) => one.needs));
  const rights = rightsIn(grants.statements, [], template);
  const astray = astrayAmong(needed, rights);
  const granted = rights.flatMap(grantsIn);
  const gaps = sharers.flatMap((one) => one.gaps);
  const unused = gaps.length > 0 ? [] : granted.filter((grant) => isUnused(grant, needed, astray, deployed));
  return { sharers, needed, astray, unused: wholly(unused, granted), gaps };
}

const useOfAll = keptAbout((sharing: readonly Sharer[]): RoleUse => {
  const [first] = sharing;
  return first
    ? useOf(sharing.map(needs), first.deployed)
    : { sharers: [], needed: [], astray: new Set(), unused: [], gaps: [] };
});

/** Of needs that say the same, the first. */
function onceEach(all: readonly Need[]): readonly Need[] {
  const byText = new Map<string, Need>();
  for (const need of all) {
    const { action, targets, kind, by } = need;
    const text = [action, kind, by ?? "", ...(targets?.map(({ arn }) => arn) ?? ["?"])].join(" ");
    if (!byText.has(text)) byText.set(text, need);
  }
  return [...byText.values()];
}

const notAllKnown: Gap = { why: "other functions run with its role" };

const needsOfOne = keptAbout((deployed: Deployed, [given]): Needing => {
  const usage = given as Usage;
  const { needs: found, gaps } = needsOf(deployed, usage);
  return { deployed, needs: found, gaps: [...usage.gaps, ...gaps, ...layerGaps(deployed)] };
});

const needs = ({ deployed, usage }: Sharer): Needing => needsOfOne(deployed, [usage], deployed.template);

/** Layers that are known to call AWS in no way of their own: https://docs.powertools.aws.dev/lambda/typescript/latest/getting-started/lambda-layers/ */
const silentLayer = /:layer:AWSLambdaPowertools/;

function layerGaps({ resource, template }: Deployed): readonly Gap[] {
  const layers = resource.property("Layers");
  if (!layers) return [];
  const all = items(layers.value);
  const isKnown = all.every(
    (layer) =>
      referredTo(layer, template)?.type === "AWS::Lambda::LayerVersion" ||
      silentLayer.test(text(layer) ?? (layer.kind === "unknown" ? (layer.pattern ?? "") : "")),
  );
  return isKnown ? [] : [{ why: "what its layers do is not known", at: layers.at }];
}

const madeGrants = ({ grants, template }: Deployed): readonly Grant[] =>
  rightsIn(grants.made, [], template)
    .flatMap(grantsIn)
    .map((grant) => ({ ...grant, isMade: true }));

const grantsIn = ({ statement, resources }: Right): readonly Grant[] => {
  if (statement.effect !== "Allow") return [];
  const all = resources.map(({ arns }) => arns);
  const isKnown = statement.notResources.length === 0 && !all.includes(undefined);
  return statement.actions.flatMap(({ text: action, at }) =>
    action === undefined
      ? []
      : [{ statement, action, resources: isKnown ? all.flatMap((arns) => arns ?? []) : undefined, at }],
  );
};

function isUnused(grant: Grant, all: readonly Need[], astray: ReadonlySet<string>, deployed: Deployed): boolean {
  const { action, resources, statement } = grant;
  if (isUnseen(action) || !isOnlyTheirs(statement, deployed)) return false;
  return !all.some(
    (need) =>
      matchesAction(action, need.action) && (astray.has(need.action) || mayBeAbout(need, resources, deployed.template)),
  );
}

/** Of a policy template or a connector nothing can be left out: it is unused as a whole, or not. */
function wholly(unused: readonly Grant[], granted: readonly Grant[]): readonly Grant[] {
  const isOut = new Set(unused);
  const used = new Set(granted.filter((grant) => !isOut.has(grant)).map(({ statement }) => statement.node));
  return unused.filter(
    ({ statement }) => (statement.policyTemplate ?? statement.connector) === undefined || !used.has(statement.node),
  );
}

const astrayAmong = (all: readonly Need[], rights: readonly Right[]): ReadonlySet<string> =>
  new Set(
    all
      .filter(({ action, targets }) => targets?.some(({ arn }) => speakOf(rights, action, arn) === never))
      .map(({ action }) => action),
  );

/** Whether calls do not tell of an action, or of some of a pattern, whether it is used. */
export const isUnseen = (action: string): boolean =>
  unseenActions.some((unseen) => matchesAction(unseen, action) || matchesAction(action, unseen));

function missingOf(all: readonly Need[], rights: readonly Right[], { grants, template }: Deployed): readonly Need[] {
  if (!grants.complete) return [];
  const allowing = rights.filter(({ statement }) => statement.effect !== "Deny");
  const boundary = grants.isBoundaryKnown ? grants.boundary?.filter(({ effect }) => effect !== "Deny") : undefined;
  const within = boundary?.map((statement) => rightOf(statement, template));
  const isDenied = (action: string, arn: string | undefined) =>
    speakOf(allowing, action, arn) === never || (within !== undefined && speakOf(within, action, arn) === never);
  return all.flatMap((need): Need[] => {
    if (need.kind !== "required" || (grants.isMade && isGivenByFramework(need))) return [];
    if (need.by !== "key" && isPerhapsAllowedByResource(template, need.action)) return [];
    if (!need.targets) return isDenied(need.action, undefined) ? [need] : [];
    const targets = need.targets.filter(({ arn }) => isDenied(need.action, arn));
    const isMissing = need.isAny ? targets.length === need.targets.length : targets.length > 0;
    return isMissing ? [{ ...need, targets }] : [];
  });
}
