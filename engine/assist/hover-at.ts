import { type Deployed, deployedOf } from "../project/deployed.ts";
import type { Hover } from "../rule/finding.ts";
import type { Document } from "../syntax/document.ts";
import type { Task } from "../task.ts";
import type { Place, Site, SourceFile } from "../text/source.ts";
import { functionTable } from "./function-table.ts";
import { handlersIn } from "./handlers.ts";
import { policyHover } from "./policy-hover.ts";
import type { Scene } from "./scene.ts";
import { templatesOver } from "./templates-over.ts";
import { told } from "./told.ts";

/** What there is to say of the word at an offset beside findings: of a policy, of a function. */
export function* hoverAt(
  scene: Scene,
  path: string,
  offset: number,
  fileAt: (path: string) => SourceFile | undefined,
): Task<readonly Hover[]> {
  const document = scene.analysis.document(path);
  if (!document || document.language === "text") return [];
  const policy = document.language === "script" ? undefined : policyHover(document, offset);
  if (policy) return [policy];
  yield* scene.analysis.readTrees();
  const found = functionsNamedAt(scene, document, offset);
  const [first] = found;
  if (!first) return [];
  const tables = found.slice(0, mostTables).map(({ deployed }) => {
    const { report, isCodeKnown } = told(scene, deployed);
    return functionTable(report, isCodeKnown, fileAt);
  });
  return [{ at: first.at, markdown: tables.join("\n\n") }];
}

/** A handler that many functions run is told of for some of them. */
const mostTables = 3;

interface Named {
  readonly deployed: Deployed;
  readonly at: Place;
}

/** The functions whose name, in a template, or whose handler's name, in code, is at an offset. */
function functionsNamedAt({ analysis, placeOf }: Scene, document: Document, offset: number): readonly Named[] {
  const { path } = document.file;
  const named = (deployed: Deployed, site: Site): readonly Named[] => {
    if (site.block.path !== path) return [];
    const at = placeOf(site);
    return at.span.start <= offset && offset <= at.span.end ? [{ deployed, at }] : [];
  };
  if (document.language === "script")
    return handlersIn(analysis, document).flatMap(({ entry, deployed }) => named(deployed, entry.at));
  const all = templatesOver(analysis, path).flatMap(deployedOf);
  return all.flatMap((one) => (analysis.handlerScript(one) ? named(one, one.resource.key) : []));
}
