import {
  type Cure,
  type Edit,
  followed,
  type Mapping,
  type Operation,
  operationsOf,
  type SiteEdit,
  type Template,
  valueOf,
} from "../../engine/authoring.ts";
import { together } from "../shared/together.ts";
import { samApiOf } from "./_sam-api.ts";

/** The ways to have the callers of routes checked: by an authorizer that the file knows already, by a signature under IAM. */
export function authorizerFixes(operations: readonly Operation[], edit: Edit): readonly Cure[] {
  const [first, ...others] = operations.map((one) => fixesOf(one, edit));
  // a cure for several routes is one that each of them has
  return (first ?? []).flatMap((cure) => {
    const same = others.map((cures) => cures.find(({ title }) => title === cure.title));
    const edits = allOf([cure, ...same]);
    return edits ? [{ ...cure, edits }] : [];
  });
}

/** The edits of all cures, those that several share (a switch for the whole API) once. */
function allOf(cures: readonly (Cure | undefined)[]): readonly SiteEdit[] | undefined {
  const edits = new Map<string, SiteEdit>();
  for (const cure of cures) {
    if (!cure) return undefined;
    for (const one of cure.edits) edits.set(`${one.at.block.path} ${one.at.start} ${one.at.end} ${one.text}`, one);
  }
  return together(...[...edits.values()].map((one) => [one]));
}

function fixesOf(operation: Operation, edit: Edit): readonly Cure[] {
  const { declaredBy, kind } = operation;
  const event = followed(operation.at);
  if (declaredBy.writtenAs === "functions") return serverlessFixes(operation, declaredBy.template, edit);
  if (event?.kind !== "mapping") return [];
  if (/^AWS::Serverless::/.test(declaredBy.writtenAs))
    return kind === "websocket" ? [] : samFixes(operation, event, declaredBy.template, edit);
  const place = operation.place("authorization");
  return place ? signature(edit.set(place.under, place.keys, "AWS_IAM")) : [];
}

const checkedBy = (name: string, edits: readonly SiteEdit[] | undefined): readonly Cure[] =>
  edits ? [{ title: `Have callers checked by '${name}'`, safety: "unsafe", edits }] : [];

const signature = (edits: readonly SiteEdit[] | undefined): readonly Cure[] =>
  edits ? [{ title: "Answer only requests that are signed with AWS credentials (IAM)", safety: "unsafe", edits }] : [];

function samFixes(route: Operation, event: Mapping, template: Template, edit: Edit): readonly Cure[] {
  const api = samApiOf(route, template);
  if (!api) return [];
  const by = (name: string) => edit.set(event, ["Properties", "Auth", "Authorizer"], name);
  const { under, path } = api.auth;
  // an HTTP API knows AWS_IAM only where it is switched on
  const switchOn = route.kind === "http-api" ? edit.set(under, [...path, "EnableIamAuthorizer"], true) : [];
  return [
    ...api.authorizers.flatMap((name) => checkedBy(name, by(name))),
    ...signature(together(by("AWS_IAM"), switchOn)),
  ];
}

function serverlessFixes(route: Operation, template: Template, edit: Edit): readonly Cure[] {
  const { at, kind, path } = route;
  const event = followed(at);
  if (kind === "websocket" || path === undefined) return [];
  const by = (authorizer: string | { readonly type: string }) =>
    event?.kind === "mapping"
      ? edit.set(event, ["authorizer"], authorizer)
      : edit.replace(at, { method: methodOf(route), path, authorizer });
  const known = authorizersOf(kind, template).flatMap((name) => checkedBy(name, by(name)));
  return [...known, ...signature(by(kind === "rest-api" ? "aws_iam" : { type: "aws_iam" }))];
}

/** Any method is written otherwise for each kind of API. */
const methodOf = ({ method = "ANY", kind }: Operation): string =>
  method !== "ANY" ? method : kind === "http-api" ? "*" : "any";

/** The authorizers that other routes of the same kind name, as they are written. */
function authorizersOf(kind: Operation["kind"], template: Template): readonly string[] {
  const routes = operationsOf(template).filter((one) => one.kind === kind);
  const names = routes.flatMap(({ at }) => {
    const written = valueOf(at, "authorizer");
    return written?.kind === "scalar" && typeof written.value === "string" && !/^aws_iam$/i.test(written.value)
      ? [written.value]
      : [];
  });
  return [...new Set(names)];
}
