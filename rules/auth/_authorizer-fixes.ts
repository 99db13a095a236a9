import {
  type Cure,
  type Edit,
  followed,
  type Mapping,
  type Resource,
  type SiteEdit,
  type Template,
  type Trigger,
  triggersOf,
  valueOf,
} from "../../engine/authoring.ts";
import { together } from "../shared/together.ts";
import { samApiOf } from "./_sam-api.ts";

/** The ways to have the callers of a route checked: by an authorizer that the file knows already, by a signature under IAM. */
export function authorizerFixes(trigger: Trigger, resource: Resource, edit: Edit): readonly Cure[] {
  const event = followed(trigger.at);
  if (resource.writtenAs === "functions") return serverlessFixes(trigger, resource.template, edit);
  if (event?.kind !== "mapping") return [];
  if (resource.entry.start <= event.start && event.end <= resource.entry.end)
    return samFixes(trigger, event, resource.template, edit);
  const type = valueOf(event, "Type");
  const isRoute = type?.kind === "scalar" && /^AWS::ApiGateway(::Method|V2::Route)$/.test(String(type.value));
  return isRoute ? signature(edit.set(event, ["Properties", "AuthorizationType"], "AWS_IAM")) : [];
}

const checkedBy = (name: string, edits: readonly SiteEdit[] | undefined): readonly Cure[] =>
  edits ? [{ title: `Have callers checked by '${name}'`, safety: "unsafe", edits }] : [];

const signature = (edits: readonly SiteEdit[] | undefined): readonly Cure[] =>
  edits ? [{ title: "Answer only requests that are signed with AWS credentials (IAM)", safety: "unsafe", edits }] : [];

function samFixes(trigger: Trigger, event: Mapping, template: Template, edit: Edit): readonly Cure[] {
  const api = samApiOf(trigger, template);
  if (!api || trigger.kind === "websocket") return [];
  const by = (name: string) => edit.set(event, ["Properties", "Auth", "Authorizer"], name);
  const { under, path } = api.auth;
  // an HTTP API knows AWS_IAM only where it is switched on
  const switchOn = trigger.kind === "http-api" ? edit.set(under, [...path, "EnableIamAuthorizer"], true) : [];
  return [
    ...api.authorizers.flatMap((name) => checkedBy(name, by(name))),
    ...signature(together(by("AWS_IAM"), switchOn)),
  ];
}

function serverlessFixes(trigger: Trigger, template: Template, edit: Edit): readonly Cure[] {
  const { at, kind, method, path } = trigger;
  const event = followed(at);
  if (kind === "websocket" || path === undefined) return [];
  const by = (authorizer: string | { readonly type: string }) =>
    event?.kind === "mapping"
      ? edit.set(event, ["authorizer"], authorizer)
      : edit.replace(at, { method: method ?? "*", path, authorizer });
  const known = authorizersOf(kind, template).flatMap((name) => checkedBy(name, by(name)));
  return [...known, ...signature(by(kind === "rest-api" ? "aws_iam" : { type: "aws_iam" }))];
}

/** The authorizers that other routes of the same kind name, as they are written. */
function authorizersOf(kind: Trigger["kind"], template: Template): readonly string[] {
  const routes = template.resources.flatMap(triggersOf).filter((one) => one.kind === kind);
  const names = routes.flatMap(({ at }) => {
    const written = valueOf(at, "authorizer");
    return written?.kind === "scalar" && typeof written.value === "string" && !/^aws_iam$/i.test(written.value)
      ? [written.value]
      : [];
  });
  return [...new Set(names)];
}
