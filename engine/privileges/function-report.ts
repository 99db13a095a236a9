import type { Trigger } from "../template/model.ts";
import { referenceIn } from "../template/references.ts";
import type { Place, Site } from "../text/source.ts";
import type { Need } from "./need.ts";
import type { Grant, Privileges } from "./privileges.ts";

/** A deployed function, what it does and what it may do, as plain data. */
export interface FunctionReport {
  readonly name: string;
  /** The path of its template, and where its name stands there. */
  readonly template: string;
  readonly at: Place;
  readonly handler: { readonly file: string; readonly exported: string; readonly at?: Place } | undefined;
  /** The role's logical id, if it is named by one. */
  readonly role: string | undefined;
  readonly triggers: readonly TriggerReport[];
  readonly calls: readonly CallReport[];
  readonly used: readonly RightReport[];
  readonly granted: readonly RightReport[];
  readonly unused: readonly RightReport[];
  readonly missing: readonly RightReport[];
  readonly unknown: readonly GapReport[];
}

export interface TriggerReport {
  readonly kind: string;
  readonly method?: string;
  readonly path?: string;
  readonly at: Place;
}

export interface CallReport {
  /** As SDK v3 names the package and the command: `dynamodb`, `GetItem`. */
  readonly service: string;
  readonly operation: string;
  readonly by?: string;
  readonly at: Place;
}

export interface RightReport {
  readonly action: string;
  /** An ARN in normal form. Undefined: not known. */
  readonly resource: string | undefined;
  /** The resource of the template that it is or is a part of. */
  readonly logicalId?: string;
  /** Who needs it, where it is not the code. */
  readonly by?: string;
  readonly conditional?: true;
  readonly at: Place;
}

export interface GapReport {
  readonly why: string;
  readonly at: Place;
}

/** `handlerAt`: where the handler's export stands. */
export function functionReport(
  privileges: Privileges,
  handlerAt: Site | undefined,
  placeOf: (site: Site) => Place,
): FunctionReport {
  const { deployed, usage, used, granted, unused, missing, unknown } = privileges;
  const { resource, template, triggers } = deployed;
  return {
    name: resource.name,
    template: template.document.file.path,
    at: placeOf(resource.key),
    handler: handlerOf(privileges, handlerAt, placeOf),
    role: referenceIn(resource.property("Role")?.value)?.resource,
    triggers: triggers.map((trigger) => triggerReport(trigger, placeOf)),
    calls: usage.calls.map(({ service, operation, by, at }) => ({
      service,
      operation,
      ...(by === undefined ? {} : { by }),
      at: placeOf(at),
    })),
    used: used.flatMap((need) => needReports(need, placeOf)),
    granted: granted.flatMap((grant) => grantReports(grant, placeOf)),
    unused: unused.flatMap((grant) => grantReports(grant, placeOf)),
    missing: missing.flatMap((need) => needReports(need, placeOf)),
    unknown: unknown.map(({ why, at }) => ({ why, at: placeOf(at ?? resource.key) })),
  };
}

function handlerOf(
  { deployed, usage }: Privileges,
  at: Site | undefined,
  placeOf: (site: Site) => Place,
): FunctionReport["handler"] {
  const { handler } = deployed;
  if (!handler) return undefined;
  const file = usage.document?.file.path ?? handler.file;
  return { file, exported: handler.exported, ...(at ? { at: placeOf(at) } : {}) };
}

const triggerReport = ({ kind, method, path, at }: Trigger, placeOf: (site: Site) => Place): TriggerReport => ({
  kind,
  ...(method === undefined ? {} : { method }),
  ...(path === undefined ? {} : { path }),
  at: placeOf(at),
});

/** One for each resource. */
function needReports({ action, targets, at, by, kind }: Need, placeOf: (site: Site) => Place): RightReport[] {
  const rest = {
    ...(by === undefined ? {} : { by }),
    ...(kind === "conditional" ? { conditional: true as const } : {}),
    at: placeOf(at),
  };
  if (!targets) return [{ action, resource: undefined, ...rest }];
  return targets.map(({ arn, resource }) => ({
    action,
    resource: arn,
    ...(resource ? { logicalId: resource.name } : {}),
    ...rest,
  }));
}

const grantReports = ({ action, resources, at }: Grant, placeOf: (site: Site) => Place): RightReport[] =>
  (resources ?? [undefined]).map((resource) => ({ action, resource, at: placeOf(at) }));
