import type { Expression, Statement } from "../program/ir.ts";
import { nodesOf } from "../program/walk.ts";
import type { Deployed } from "../project/deployed.ts";
import { placeIn } from "../project/parts.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Task } from "../task.ts";
import { referredTo } from "../template/references.ts";
import type { Site } from "../text/source.ts";
import type { Definition } from "./definition.ts";
import { handlersIn } from "./handlers.ts";
import type { Scene } from "./scene.ts";

/** From a handler to the functions that run it, and from a variable of the environment to where it is set and what it refers to. */
export function* codeDefinitions(scene: Scene, document: ScriptDocument, offset: number): Task<readonly Definition[]> {
  const { analysis, placeOf } = scene;
  const isHere = (site: Site): boolean => {
    const { start, end } = placeIn(document, site);
    return start <= offset && offset <= end;
  };
  const own = handlersIn(analysis, document).filter(
    ({ entry }) => entry.at.block.path === document.file.path && isHere(entry.at),
  );
  if (own.length > 0)
    return own.map(({ entry, deployed }) => ({ from: placeOf(entry.at), to: placeOf(deployed.resource.key) }));
  const variable = variableAt(document, isHere);
  if (!variable) return [];
  const users = yield* scene.importers(document.file.path);
  const runners = analysis.deployed().filter((one) => users.has(analysis.handlerScript(one)?.file.path ?? ""));
  const targets = new Set(runners.flatMap((one) => targetsOf(one, variable.name)));
  return [...targets].map((to) => ({ from: placeOf(variable.at), to: placeOf(to) }));
}

/** Where a variable is set for a function, and the resource that it refers to. */
function targetsOf({ resource, environment, template }: Deployed, name: string): readonly Site[] {
  const value = environment.get(name);
  if (!value) return [];
  const key = resource.property(`Environment/Variables/${name}`)?.key ?? value.at;
  const referred = referredTo(value, template);
  return referred ? [key, referred.key] : [key];
}

interface Variable {
  readonly name: string;
  readonly at: Site;
}

/** The variable of the environment that a word reads: `process.env.TABLE`, `const { TABLE } = process.env`. */
function variableAt(document: ScriptDocument, isHere: (site: Site) => boolean): Variable | undefined {
  const statement = document.statements.find(isHere);
  for (const node of statement ? nodesOf(statement) : []) {
    const found =
      node.kind === "member" ? ofMember(node) : node.kind === "variable" ? ofPattern(node, isHere) : undefined;
    if (found && isHere(found.at)) return found;
  }
  return undefined;
}

const isEnvironment = (e: Expression | undefined): boolean =>
  e?.kind === "member" && e.property === "env" && e.object.kind === "name" && e.object.name === "process";

const ofMember = ({ object, property, propertyAt }: Extract<Expression, { kind: "member" }>): Variable | undefined =>
  typeof property === "string" && isEnvironment(object) ? { name: property, at: propertyAt } : undefined;

function ofPattern(
  { target, initial }: Extract<Statement, { kind: "variable" }>,
  isHere: (site: Site) => boolean,
): Variable | undefined {
  if (target.kind !== "object-pattern" || !isEnvironment(initial)) return undefined;
  const part = target.properties.find((one) => typeof one.key === "string" && isHere(one.target));
  return part && typeof part.key === "string" ? { name: part.key, at: part.target } : undefined;
}
