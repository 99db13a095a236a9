import type { FunctionReport } from "../privileges/function-report.ts";
import { deployedOf } from "../project/deployed.ts";
import type { ScriptDocument, TreeDocument } from "../syntax/document.ts";
import type { Task } from "../task.ts";
import type { Place } from "../text/source.ts";
import { handlersIn } from "./handlers.ts";
import type { Scene } from "./scene.ts";
import { templatesOver } from "./templates-over.ts";
import { type Told, told } from "./told.ts";
import { actionsAmong, callsText, counted, grantedText, triggersText, writtenGrants } from "./told-function.ts";

/** A line over a function, in a template or in code. */
export interface Lens {
  readonly at: Place;
  readonly title: string;
  readonly action?: LensAction;
}

export type LensAction =
  | { readonly kind: "show"; readonly places: readonly Place[] }
  /** Write what the function needs in place of what it is granted. */
  | { readonly kind: "tighten"; readonly template: string; readonly name: string };

/** Nobody reads the lenses of more functions than this in one file. */
const mostFunctions = 300;

/** The lenses of a file: over each function whose code is in the workspace, and over each handler. */
export function* lensesOf(scene: Scene, path: string): Task<readonly Lens[]> {
  yield* scene.analysis.readTrees();
  const document = scene.analysis.document(path);
  if (document?.language === "script") return yield* codeLenses(scene, document);
  if (document?.language === "yaml" || document?.language === "json") return yield* templateLenses(scene, document);
  return [];
}

function* templateLenses(scene: Scene, document: TreeDocument): Task<readonly Lens[]> {
  const { path } = document.file;
  const all = templatesOver(scene.analysis, path).flatMap(deployedOf);
  const here = all.filter(({ resource }) => resource.key.block.path === path).slice(0, mostFunctions);
  const lenses: Lens[] = [];
  for (const deployed of here) {
    if (!scene.analysis.handlerScript(deployed)) continue;
    lenses.push(...functionLenses(told(scene, deployed)));
    yield;
  }
  return lenses;
}

function functionLenses(one: Told): readonly Lens[] {
  const { report, deployed, isCodeKnown } = one;
  const { at, calls } = report;
  const places = (list: readonly { readonly at: Place }[]) => list.map((each) => each.at);
  return [
    showing(at, callsText(report, isCodeKnown), places(calls)),
    showing(at, grantedText(report, deployed.grants.complete), places(writtenGrants(report))),
    ...missingLens(at, report),
    ...tightenLens(at, one, deployed.grants.shared ? "tighten the shared role" : "tighten"),
  ];
}

function showing(at: Place, title: string, places: readonly Place[]): Lens {
  return places.length > 0 ? { at, title, action: { kind: "show", places: onceEach(places) } } : { at, title };
}

const missingLens = (at: Place, { missing }: FunctionReport): readonly Lens[] =>
  missing.length === 0
    ? []
    : [
        showing(
          at,
          `${counted(actionsAmong(missing), "action")} missing`,
          missing.map((need) => need.at),
        ),
      ];

const tightenLens = (at: Place, { report, hasExcess }: Told, title: string): readonly Lens[] =>
  hasExcess ? [{ at, title, action: { kind: "tighten", template: report.template, name: report.name } }] : [];

function* codeLenses(scene: Scene, document: ScriptDocument): Task<readonly Lens[]> {
  const lenses: Lens[] = [];
  for (const { entry, deployed } of handlersIn(scene.analysis, document).slice(0, mostFunctions)) {
    lenses.push(...handlerLenses(told(scene, deployed), scene.placeOf(entry.at)));
    yield;
  }
  return lenses;
}

function handlerLenses(one: Told, at: Place): readonly Lens[] {
  const { report, deployed } = one;
  const { triggers, name, unused } = report;
  const orName = (places: readonly Place[]) => (places.length > 0 ? places : [report.at]);
  const count = actionsAmong(unused);
  return [
    showing(at, `${name}: ${triggersText(report)}`, orName(triggers.map((trigger) => trigger.at))),
    showing(at, roleText(report, deployed.grants.shared), orName(writtenGrants(report).map((grant) => grant.at))),
    ...missingLens(at, report),
    ...tightenLens(at, one, count > 0 ? `${counted(count, "grant")} unused` : "granted more than it needs"),
  ];
}

function roleText({ role }: FunctionReport, isShared: boolean): string {
  const own = role === undefined ? (isShared ? "the role of the service" : "a role of its own") : `role ${role}`;
  return isShared ? `${own}, shared` : own;
}

const onceEach = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((place) => [`${place.path} ${place.span.start} ${place.span.end}`, place])).values(),
];
