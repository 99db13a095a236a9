import { memo, memoByText } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import type { Block } from "../text/source.ts";
import { note, type Question, unrecorded } from "./asked.ts";
import { gathered } from "./derived.ts";
import { entriesIn, field, fieldsOf, mappingOf, textIn } from "./fields.ts";
import type { Declared, Dialect, Property, Resource, Template } from "./model.ts";
import { propertyNamed, type Vocabulary, writtenAt } from "./naming.ts";
import type { Layers } from "./property.ts";
import type { Resolver } from "./scope.ts";

/** What a dialect knows about one resource. */
export interface Declaration {
  readonly name: string;
  /** Another name under which it is referred to. */
  readonly alias?: string;
  readonly type: string;
  readonly writtenAs: string;
  readonly entry: Entry;
  readonly layers: Layers;
  readonly vocabulary: Vocabulary;
  /** The mapping below which properties are written, and the keys that lead to them; the template's root is another in each version. */
  readonly body?: Mapping | "root";
  readonly prefix: readonly string[];
  readonly properties?: Mapping;
}

interface Kept {
  readonly declaration: Declaration;
  readonly resource: Resource;
  moveTo(template: Template): void;
}

/** The resources that entries became; more than one where a dialect makes several from one. */
const keptByEntry = new WeakMap<Entry, Kept[]>();
const keptByResource = new WeakMap<Resource, Kept>();

/**
 * The resource of a declaration. It outlives the version of its file: where the entry and the values are the same objects as in the last
 * version, so is the resource, and its `template` is the last one that has declared it.
 */
export function resourceFrom(template: Template, declaration: Declaration): Resource {
  const kept = keptByEntry.get(declaration.entry) ?? [];
  const index = kept.findIndex((one) => isOfSameName(one.declaration, declaration));
  const known = kept[index];
  if (known && isSameDeclaration(known.declaration, declaration)) {
    known.moveTo(template);
    return known.resource;
  }
  const made = newResource(template, declaration);
  if (known) kept[index] = made;
  else kept.push(made);
  keptByEntry.set(declaration.entry, kept);
  keptByResource.set(made.resource, made);
  return made.resource;
}

const isOfSameName = (a: Declaration, b: Declaration): boolean =>
  a === b || (a.name === b.name && a.type === b.type && a.writtenAs === b.writtenAs);

const isSameDeclaration = (a: Declaration, b: Declaration): boolean => a === b || haveSameParts(a, b);

const haveSameParts = (a: Declaration, b: Declaration): boolean =>
  a.layers.own === b.layers.own &&
  a.layers.shared === b.layers.shared &&
  a.body === b.body &&
  a.properties === b.properties &&
  a.alias === b.alias &&
  a.vocabulary.namings === b.vocabulary.namings &&
  a.vocabulary.alike === b.vocabulary.alike;

/** Makes the resources of a template, which may be those of another version of the file too, its own again. */
export function reclaim(template: Template): void {
  for (const resource of template.resources) keptByResource.get(resource)?.moveTo(template);
}

function newResource(first: Template, declaration: Declaration): Kept {
  const { name, alias, type, writtenAs, entry, layers, vocabulary, body, prefix, properties } = declaration;
  let template = first;
  const resource: Resource = {
    get template() {
      return template;
    },
    name,
    alias,
    type,
    writtenAs,
    key: entry.key,
    entry,
    properties,
    property: memoByText((path) => propertyNamed(path, layers, vocabulary, entry.key)),
    attribute: (name) =>
      writtenAs === "functions" ? undefined : attributeOf(body === "root" ? undefined : body, name, template),
    spelling(path) {
      const written = writtenAt(path, vocabulary);
      const under = body === "root" ? template.root : body;
      return under && written && { ...written, under, keys: [...prefix, ...written.keys] };
    },
  };
  const moveTo = (next: Template): void => {
    template = next;
  };
  return { declaration, resource, moveTo };
}

function attributeOf(body: Node | undefined, name: string, template: Template): Property | undefined {
  const mapping = mappingOf(body);
  const entry = mapping && fieldsOf(mapping).get(name);
  return entry && { value: template.resolve(entry.value), key: entry.key, at: entry.value, inherited: false };
}

/** What is declared under `Parameters` or `Outputs` of each part. */
const declaredIn = (parts: readonly Node[], section: string, template: Template): readonly Declared[] =>
  parts.flatMap((part) =>
    entriesIn(field(part, section)).map((entry) => ({
      template,
      name: String(entry.key.value),
      key: entry.key,
      entry,
      attribute: (name) => attributeOf(entry.value, name, template),
    })),
  );

/** CloudFormation's own names. */
export const plain: Vocabulary = { namings: [], alike: true };

/** What a type of resource is called in CloudFormation, how it spells its properties, and what all of its kind share. */
export interface Reading {
  readonly type: string;
  readonly vocabulary: Vocabulary;
  readonly shared?: Node;
}

export const asWritten = (type: string): Reading => ({ type, vocabulary: plain });

/** The resources of a `Resources` mapping. Entries without a type are left out. */
export function resourcesIn(
  resources: Node | undefined,
  template: Template,
  resolver: Resolver,
  read: (type: string) => Reading = asWritten,
): Resource[] {
  return entriesIn(resources).flatMap((entry) => {
    const written = writtenIn(entry);
    if (!written) return [];
    const { body, writtenAs, properties, content } = written;
    const { type, vocabulary, shared } = read(writtenAs);
    const layers = { own: resolved(content, resolver), shared: resolved(shared, resolver) };
    const known = keptByEntry.get(entry)?.[0];
    if (known?.resource.type === type && known.declaration.writtenAs === writtenAs && isSameLayers(known, layers)) {
      known.moveTo(template);
      return known.resource;
    }
    return resourceFrom(template, {
      name: String(entry.key.value),
      type,
      writtenAs,
      entry,
      layers,
      vocabulary,
      body,
      prefix: ["Properties"],
      properties,
    });
  });
}

/** The first resource that an entry became is its own; without any content nothing says that values mean the same. */
const isSameLayers = ({ declaration }: Kept, { own, shared }: Layers): boolean =>
  own !== undefined && declaration.layers.own === own && declaration.layers.shared === shared;

/** The parts of a resource's entry. Undefined: it has no type. */
const writtenIn = memo((entry: Entry) => {
  const body = mappingOf(entry.value);
  const writtenAs = textIn(field(body, "Type"));
  if (!body || !writtenAs) return undefined;
  const properties = field(body, "Properties");
  const content = properties ?? field(body, "Fn::Transform");
  return { body, writtenAs, content, properties: mappingOf(properties) };
});

const resolved = (node: Node | undefined, resolver: Resolver) => node && resolver.resolve(node);

export interface TemplateParts {
  readonly document: TreeDocument;
  readonly dialect: Dialect;
  readonly root: Mapping;
  readonly resolver: Resolver;
  /** The mappings that hold `Parameters` and `Outputs`; the root where it is not said. */
  readonly sections?: readonly Node[];
  declare(template: Template): readonly Resource[];
}

export function templateFrom(parts: TemplateParts): Template {
  const { document, dialect, root, resolver } = parts;
  const { sections = [root] } = parts;
  let resources: readonly Resource[] | undefined;
  let isDeclaring = false;
  const said = memoByText((word) => [...document.blocks.keys()].some(hasWord(word)));
  const declared = (): readonly Resource[] => {
    if (isDeclaring) return [];
    isDeclaring = true;
    return unrecorded(() => parts.declare(template));
  };
  const template: Template = {
    document,
    dialect,
    get root() {
      note(questions.root, root);
      return root;
    },
    section: (name) => {
      const node = field(root, name);
      note(sectionQuestion(name), node);
      return node;
    },
    get resources() {
      resources ??= declared();
      note(questions.resources, resources);
      return resources;
    },
    get parameters() {
      note(sectionQuestion("Parameters"), field(root, "Parameters"));
      return declaredIn(sections, "Parameters", template);
    },
    get outputs() {
      note(sectionQuestion("Outputs"), field(root, "Outputs"));
      return declaredIn(sections, "Outputs", template);
    },
    /** None while the resources are being declared. */
    resource: (name) =>
      isDeclaring && !resources
        ? undefined
        : (resourcesNamed(template, name)[0] ?? resourcesAlsoNamed(template, name)[0]),
    says: (word) => {
      const isSaid = said(word);
      note(wordQuestion(word), isSaid);
      return isSaid;
    },
    resolve: (node) => {
      note(questions.resolver, resolver);
      return resolver.resolve(node);
    },
  };
  resolvers.set(template, resolver);
  return template;
}

const resolvers = new WeakMap<Template, Resolver>();

const questions = {
  resolver: { ask: (template: Template) => resolvers.get(template) },
  root: { ask: (template: Template) => template.root },
  resources: { ask: (template: Template) => template.resources },
};

const hasWord = memoByText((word) => memo((block: Block): boolean => block.text.includes(word)));

const wordQuestion = memoByText((word): Question => ({ ask: (template) => template.says(word) }));

const sectionQuestion = memoByText((name): Question => ({ ask: (template) => template.section(name) }));

const resourcesNamed = gathered((resource) => [[resource.name, resource]]);

const resourcesAlsoNamed = gathered((resource) => (resource.alias === undefined ? [] : [[resource.alias, resource]]));
