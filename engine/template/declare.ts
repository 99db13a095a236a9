import { memo, memoByText } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Mapping, Node } from "../syntax/node.ts";
import type { Block } from "../text/source.ts";
import { note, type Question, questionAbout, unrecorded } from "./asked.ts";
import { gathered } from "./derived.ts";
import { entriesIn, field, fieldsOf, mappingOf, textIn } from "./fields.ts";
import { type Lineage, lineageOf } from "./lineage.ts";
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
  readonly lineage: Lineage;
  readonly resource: Resource;
}

/** The resources that entries became; more than one where a dialect makes several from one. */
const keptByEntry = new WeakMap<Entry, Kept[]>();

/**
 * The resource of a declaration. It outlives the version of its file: where the entry and the values are the same objects as in the last
 * version, so is the resource, and its `template` is the current one of its lineage.
 */
export function resourceFrom(template: Template, declaration: Declaration): Resource {
  const lineage = lineageOf(template);
  const kept = keptByEntry.get(declaration.entry) ?? [];
  const index = kept.findIndex((one) => isOfSameName(one.declaration, declaration));
  const known = kept[index];
  if (known?.lineage === lineage && isSameDeclaration(known.declaration, declaration)) return known.resource;
  const made = { declaration, lineage, resource: newResource(lineage, declaration) };
  if (known) kept[index] = made;
  else kept.push(made);
  keptByEntry.set(declaration.entry, kept);
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

function newResource(lineage: Lineage, declaration: Declaration): Resource {
  const { name, alias, type, writtenAs, entry, layers, vocabulary, body, prefix, properties } = declaration;
  return {
    get template() {
      return lineage.current;
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
      writtenAs === "functions" ? undefined : attributeOf(body === "root" ? undefined : body, name, lineage.current),
    spelling(path) {
      const written = writtenAt(path, vocabulary);
      const under = body === "root" ? lineage.current.root : body;
      return under && written && { ...written, under, keys: [...prefix, ...written.keys] };
    },
  };
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
export const resourcesIn = (resources: Node | undefined, template: Template, resolver: Resolver): Resource[] =>
  resourcesOf(resources, template, resolver, undefined, (entry) => writtenResource(entry, template, resolver) ?? []);

const keptSets = new WeakMap<Entry, { readonly from: readonly unknown[]; readonly resources: readonly Resource[] }>();

/**
 * What `make` makes of each entry of a mapping, in their order. It is not asked again for an entry that it was asked for in the last
 * version of the file, with the same meaning of names and the same `given` (what all entries share).
 */
export function resourcesOf(
  resources: Node | undefined,
  template: Template,
  resolver: Resolver,
  given: object | undefined,
  make: (entry: Entry) => Resource | readonly Resource[],
): Resource[] {
  const lineage = lineageOf(template);
  const all: Resource[] = [];
  for (const entry of entriesIn(resources)) {
    let known = keptSets.get(entry);
    if (known?.from[0] !== lineage || known.from[1] !== resolver || known.from[2] !== given) {
      known = { from: [lineage, resolver, given], resources: [make(entry)].flat() };
      keptSets.set(entry, known);
    }
    for (const resource of known.resources) all.push(resource);
  }
  return all;
}

/** The resource that an entry is. Undefined: it has no type. */
export function writtenResource(
  entry: Entry,
  template: Template,
  resolver: Resolver,
  read: (type: string) => Reading = asWritten,
): Resource | undefined {
  const written = writtenIn(entry);
  if (!written) return undefined;
  const { body, writtenAs, properties, content } = written;
  const { type, vocabulary, shared } = read(writtenAs);
  return resourceFrom(template, {
    name: String(entry.key.value),
    type,
    writtenAs,
    entry,
    layers: { own: resolved(content, resolver), shared: resolved(shared, resolver) },
    vocabulary,
    body,
    prefix: ["Properties"],
    properties,
  });
}

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
      note(
        questionAbout(template, "root", (other) => other.root),
        root,
      );
      return root;
    },
    section: (name) => {
      const node = field(root, name);
      note(sectionQuestion(template, name), node);
      return node;
    },
    get resources() {
      resources ??= declared();
      note(
        questionAbout(template, "resources", (other) => other.resources),
        resources,
      );
      return resources;
    },
    get parameters() {
      note(sectionQuestion(template, "Parameters"), field(root, "Parameters"));
      return declaredIn(sections, "Parameters", template);
    },
    get outputs() {
      note(sectionQuestion(template, "Outputs"), field(root, "Outputs"));
      return declaredIn(sections, "Outputs", template);
    },
    /** None while the resources are being declared. */
    resource: (name) =>
      isDeclaring && !resources
        ? undefined
        : (resourcesNamed(template, name)[0] ?? resourcesAlsoNamed(template, name)[0]),
    says: (word) => {
      const isSaid = said(word);
      note(
        questionAbout(template, `word ${word}`, (other) => other.says(word)),
        isSaid,
      );
      return isSaid;
    },
    resolve: (node) => {
      note(
        questionAbout(template, "resolver", (other) => resolvers.get(other)),
        resolver,
      );
      return resolver.resolve(node);
    },
  };
  resolvers.set(template, resolver);
  return template;
}

const resolvers = new WeakMap<Template, Resolver>();

const hasWord = memoByText((word) => memo((block: Block): boolean => block.text.includes(word)));

const sectionQuestion = (template: Template, name: string): Question =>
  questionAbout(template, `section ${name}`, (other) => other.section(name));

const resourcesNamed = gathered((resource) => [[resource.name, resource]]);

const resourcesAlsoNamed = gathered((resource) => (resource.alias === undefined ? [] : [[resource.alias, resource]]));
