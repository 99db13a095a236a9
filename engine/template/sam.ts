import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import { amidst } from "./beside.ts";
import {
  asWritten,
  type Declaration,
  type Reading,
  resourceFrom,
  resourcesOf,
  templateFrom,
  writtenResource,
} from "./declare.ts";
import { field, fieldsOf, mappingOf, textIn } from "./fields.ts";
import { foreignTo } from "./foreign.ts";
import type { Resource, Template } from "./model.ts";
import { templateResolver } from "./parameters.ts";
import type { Layers } from "./property.ts";
import { eventsIn, isImplicit, madeFromEvents } from "./sam-events.ts";
import { madeKinds } from "./sam-kinds.ts";
import { madeBeside, nothingAt, type Written } from "./sam-made.ts";
import { samKinds } from "./sam-names.ts";
import type { Resolver } from "./scope.ts";
import type { Surroundings } from "./surroundings.ts";
import { sectionOf, sectionsOf } from "./unrolled-sections.ts";

/** A SAM template: `AWS::Serverless::*` read as what it becomes, with `Globals` merged in, and what SAM makes beside it. */
export function samTemplate(document: TreeDocument, root: Mapping, around: Surroundings): Template {
  const resolver = templateResolver(root, foreignTo(root, document, around));
  const globals = field(root, "Globals");
  const read = (type: string) => readingOf(type, globals);
  const template = templateFrom({
    document,
    dialect: "sam",
    root,
    resolver,
    sections: sectionsOf(root, resolver),
    declare(template) {
      const section = sectionOf(root, "Resources", resolver);
      const withMade = (one: Resource, from: Written | undefined) => [one, ...madeFrom(from, template, resolver)];
      const written = resourcesOf(section, template, resolver, globals, (entry) => {
        const one = writtenResource(entry, template, resolver, read);
        return one ? withMade(one, writtenFrom(one, globals, resolver)) : [];
      });
      const implicit = implicitApis(section, template, resolver);
      return [...written, ...implicit.flatMap((one) => withMade(one.resource, one))];
    },
  });
  return amidst(template, around, resolver);
}

const sharedOf = (type: string, globals: Node | undefined) => field(globals, type.replace("AWS::Serverless::", ""));

function readingOf(type: string, globals: Node | undefined): Reading {
  const kind = samKinds.get(type);
  if (!kind) return asWritten(type);
  return { type: kind.type, vocabulary: kind.vocabulary, shared: sharedOf(type, globals) };
}

function writtenFrom(resource: Resource, globals: Node | undefined, resolver: Resolver): Written | undefined {
  const body = mappingOf(resource.entry.value);
  if (!body) return undefined;
  const content = field(body, "Properties");
  const shared = sharedOf(resource.writtenAs, globals);
  const layers: Layers = {
    own: content && resolver.resolve(content),
    ...(shared ? { shared: resolver.resolve(shared) } : {}),
  };
  return { resource, body, layers, prefix: ["Properties"], globals: shared };
}

const madeFrom = (written: Written | undefined, template: Template, resolver: Resolver): readonly Resource[] =>
  declarationsFrom(written, resolver).map((declaration) => resourceFrom(template, declaration));

function declarationsFrom(written: Written | undefined, resolver: Resolver): readonly Declaration[] {
  if (!written || !madeKinds.has(written.resource.writtenAs)) return [];
  const beside = (madeKinds.get(written.resource.writtenAs) ?? []).flatMap((kind) => madeBeside(written, kind) ?? []);
  return [...beside, ...madeFromEvents(written, resolver)];
}

/** The APIs that SAM makes for events that name none. `Globals` has their properties, and their place if it speaks of them. */
function implicitApis(section: Node | undefined, template: Template, resolver: Resolver): readonly Written[] {
  const resources = mappingOf(section);
  const fields = resources && fieldsOf(resources);
  return (["Api", "HttpApi"] as const).flatMap((type) => {
    const name = type === "Api" ? "ServerlessRestApi" : "ServerlessHttpApi";
    const entry = fields && !fields.has(name) ? firstImplicit(fields.values(), type) : undefined;
    return entry ? [implicitApi(name, type, entry, template, resolver)] : [];
  });
}

function firstImplicit(entries: Iterable<Entry>, type: "Api" | "HttpApi"): Entry | undefined {
  for (const entry of entries) {
    const found = implicitIn(entry)[type];
    if (found) return found;
  }
  return undefined;
}

const implicitIn = memo((entry: Entry): { readonly [type in "Api" | "HttpApi"]?: Entry | undefined } => {
  const type = textIn(field(entry.value, "Type"));
  if (type !== "AWS::Serverless::Function" && type !== "AWS::Serverless::StateMachine") return {};
  const first = (api: "Api" | "HttpApi") => eventsIn(entry).find((one) => isImplicit(one, api))?.entry;
  return { Api: first("Api"), HttpApi: first("HttpApi") };
});

function implicitApi(
  name: string,
  type: "Api" | "HttpApi",
  event: Entry,
  template: Template,
  resolver: Resolver,
): Written {
  const globals = mappingOf(template.section("Globals"));
  const entry = (globals && fieldsOf(globals).get(type)) ?? event;
  const shared = entry === event ? undefined : mappingOf(entry.value);
  const writtenAs = `AWS::Serverless::${type}`;
  const { vocabulary, type: becomes } = readingOf(writtenAs, undefined);
  const layers = { own: entry === event ? nothingAt(entry.value) : resolver.resolve(entry.value) };
  const body = shared ?? "root";
  const prefix = shared ? [] : ["Globals", type];
  const resource = resourceFrom(template, { name, type: becomes, writtenAs, entry, layers, vocabulary, body, prefix });
  return { resource, body, layers, prefix };
}
