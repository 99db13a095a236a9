import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import { amidst } from "./beside.ts";
import { asWritten, type Declaration, type Reading, resourceFrom, resourcesIn, templateFrom } from "./declare.ts";
import { field, fieldsOf, mappingOf } from "./fields.ts";
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
      const written = resourcesIn(sectionOf(root, "Resources", resolver), template, resolver, read);
      const implicit = implicitApis(written, template, resolver);
      const beside = (one: Resource, from: () => Written | undefined) => [
        one,
        ...madeFrom(one, from, template, resolver),
      ];
      return [
        ...written.flatMap((one) => beside(one, () => writtenFrom(one, globals, resolver))),
        ...implicit.flatMap((one) => beside(one.resource, () => one)),
      ];
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

function madeFrom(resource: Resource, written: () => Written | undefined, template: Template, resolver: Resolver) {
  if (!madeKinds.has(resource.writtenAs)) return [];
  const known = declarations.get(resource) ?? declarationsFrom(written(), resolver);
  declarations.set(resource, known);
  return known.map((declaration) => resourceFrom(template, declaration));
}

/** A resource that is the same as in the last version of the file makes the same. */
const declarations = new WeakMap<Resource, readonly Declaration[]>();

function declarationsFrom(written: Written | undefined, resolver: Resolver): readonly Declaration[] {
  if (!written) return [];
  const beside = (madeKinds.get(written.resource.writtenAs) ?? []).flatMap((kind) => madeBeside(written, kind) ?? []);
  return [...beside, ...madeFromEvents(written, resolver)];
}

/** The APIs that SAM makes for events that name none. `Globals` has their properties, and their place if it speaks of them. */
function implicitApis(written: readonly Resource[], template: Template, resolver: Resolver): readonly Written[] {
  const names = new Set(written.map((resource) => resource.name));
  return (["Api", "HttpApi"] as const).flatMap((type) => {
    const name = type === "Api" ? "ServerlessRestApi" : "ServerlessHttpApi";
    const entry = names.has(name) ? undefined : firstImplicit(written, type);
    return entry ? [implicitApi(name, type, entry, template, resolver)] : [];
  });
}

function firstImplicit(written: readonly Resource[], type: "Api" | "HttpApi"): Entry | undefined {
  for (const { entry, writtenAs } of written) {
    if (writtenAs !== "AWS::Serverless::Function" && writtenAs !== "AWS::Serverless::StateMachine") continue;
    const event = eventsIn(entry).find((one) => isImplicit(one, type));
    if (event) return event.entry;
  }
  return undefined;
}

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
