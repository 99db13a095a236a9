import { memo, memoByText } from "../memo.ts";
import { type Asked, note, noteAll, type Question, recorded, stillHolds, unrecorded } from "./asked.ts";
import type { Resource, Template } from "./model.ts";

/**
 * Keeps what is derived from a resource as long as the resource and the answers to all that was asked about its template on the way are the
 * same: after an edit only what depends on it is derived again. `derive` must be pure.
 */
export function derived<O>(derive: (resource: Resource) => O): (resource: Resource) => O {
  const kept = new WeakMap<Resource, { readonly value: O; readonly asked: Asked; holdsIn: Template }>();
  return (resource) => {
    const { template } = resource;
    let known = kept.get(resource);
    if (!known || (known.holdsIn !== template && !stillHolds(known.asked, template))) {
      known = { ...recorded(() => derive(resource)), holdsIn: template };
      kept.set(resource, known);
    }
    known.holdsIn = template;
    noteAll(known.asked);
    return known.value;
  };
}

/**
 * The same for what is derived from a template as a whole. What depends on it depends on the result only, not on how it was made; a list or
 * map with the same items as before is the same result.
 */
export function derivedOnce<O>(derive: (template: Template) => O): (template: Template) => O {
  const kept = new WeakMap<Lineage, { readonly value: O; readonly asked: Asked; holdsIn: Template }>();
  const answer = (template: Template): O => {
    const lineage = lineageOf(template);
    let known = kept.get(lineage);
    if (!known || (known.holdsIn !== template && !stillHolds(known.asked, template))) {
      const { value, asked } = recorded(() => derive(template));
      known = { value: known && isSameCollection(known.value, value) ? known.value : value, asked, holdsIn: template };
      kept.set(lineage, known);
    }
    known.holdsIn = template;
    return known.value;
  };
  const question: Question = { ask: answer };
  return (template) => {
    const value = answer(template);
    note(question, value);
    return value;
  };
}

/** The versions of one file's template, one after the other. */
type Lineage = object;

const lineages = new WeakMap<Template, Lineage>();

/** Says that a template is another version of the file that the lineage is of: what was gathered from one is kept for the next. */
export const inLineage = (template: Template, lineage: Lineage): void => void lineages.set(template, lineage);

function lineageOf(template: Template): Lineage {
  const known = lineages.get(template);
  if (known) return known;
  inLineage(template, template);
  return template;
}

/** What one resource gives to a fact about its template: items, each under a key. */
export type Contribution<I> = Iterable<readonly [key: string, item: I]>;

const nothing: readonly never[] = [];

/**
 * A fact that is gathered from all resources of a template: the items under a key, in the order of the file. After an edit only the
 * contributions of what changed are made again, and a list keeps its identity as long as its items are the same.
 */
export function gathered<I>(
  contribute: (resource: Resource) => Contribution<I>,
): (template: Template, key: string) => readonly I[] {
  const states = new WeakMap<Lineage, Gathering<I>>();
  const stateOf = (template: Template): Gathering<I> => {
    const lineage = lineageOf(template);
    const state = states.get(lineage) ?? new Gathering(contribute);
    states.set(lineage, state);
    return state;
  };
  const questionOf = memoByText((key): Question => ({ ask: (template) => listOf(template, key) }));
  const listOf = (template: Template, key: string): readonly I[] => stateOf(template).list(template, key);
  return (template, key) => {
    const list = listOf(template, key);
    note(questionOf(key), list);
    return list;
  };
}

interface Given<I> {
  readonly value: readonly (readonly [key: string, item: I])[];
  readonly asked: Asked;
}

interface List<I> {
  readonly sources: readonly Resource[];
  readonly items: readonly I[];
}

class Gathering<I> {
  private template: Template | undefined;
  private isUnderWay = false;
  private readonly given = new Map<Resource, Given<I>>();
  /** The resources whose contribution depends on others. */
  private readonly dependent = new Set<Resource>();
  private readonly lists = new Map<string, List<I>>();

  constructor(private readonly contribute: (resource: Resource) => Contribution<I>) {}

  list(template: Template, key: string): readonly I[] {
    // A contribution that asks for the fact it contributes to sees what is there so far.
    if (this.template !== template && !this.isUnderWay) {
      this.isUnderWay = true;
      unrecorded(() => this.bringTo(template));
      this.isUnderWay = false;
    }
    return this.lists.get(key)?.items ?? nothing;
  }

  private bringTo(template: Template): void {
    const { resources } = template;
    const { removed, added } = this.template
      ? changesSince(this.template, template)
      : { removed: [], added: [...resources] };
    this.template = template;
    const gone = new Set(removed);
    const again = [...added];
    for (const resource of this.dependent) {
      const given = gone.has(resource) ? undefined : this.given.get(resource);
      if (!given || stillHolds(given.asked, template)) continue;
      gone.add(resource);
      again.push(resource);
    }
    const touched = new Map<string, Resource[]>();
    for (const resource of gone) for (const [key] of this.take(resource)) touched.set(key, []);
    for (const resource of again) {
      for (const [key] of this.give(resource)) {
        const sources = touched.get(key);
        if (!sources) touched.set(key, [resource]);
        else if (sources.at(-1) !== resource) sources.push(resource);
      }
    }
    for (const [key, sources] of touched) this.relist(key, sources, gone, template);
  }

  private take(resource: Resource): Given<I>["value"] {
    const value = this.given.get(resource)?.value ?? [];
    this.given.delete(resource);
    this.dependent.delete(resource);
    return value;
  }

  private give(resource: Resource): Given<I>["value"] {
    const given = recorded(() => [...this.contribute(resource)]);
    this.given.set(resource, given);
    if (given.asked.size > 0) this.dependent.add(resource);
    return given.value;
  }

  private relist(key: string, added: readonly Resource[], gone: ReadonlySet<Resource>, template: Template): void {
    const before = this.lists.get(key);
    const stayed = before?.sources.filter((source) => !gone.has(source)) ?? [];
    const sources = [...stayed, ...added];
    if (stayed.length > 0 && added.length > 0) sources.sort((a, b) => placeIn(template, a) - placeIn(template, b));
    const items = sources.flatMap((source) =>
      (this.given.get(source)?.value ?? []).flatMap(([under, item]) => (under === key ? [item] : [])),
    );
    if (sources.length === 0) this.lists.delete(key);
    else this.lists.set(key, { sources, items: before && isSame(before.items, items) ? before.items : items });
  }
}

const placesOf = memo(
  (template: Template): ReadonlyMap<Resource, number> =>
    new Map(template.resources.map((resource, index) => [resource, index])),
);

const placeIn = (template: Template, resource: Resource): number => placesOf(template).get(resource) ?? 0;

function isSameCollection(a: unknown, b: unknown): boolean {
  if (a instanceof Map && b instanceof Map) return isSame([...a].flat(), [...b].flat());
  return Array.isArray(a) && Array.isArray(b) && isSame(a, b);
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

interface Changes {
  readonly removed: readonly Resource[];
  readonly added: readonly Resource[];
}

const changes = new WeakMap<Template, { readonly since: Template; readonly changes: Changes }>();

/** What differs between two versions; each fact that is gathered asks it. */
function changesSince(since: Template, template: Template): Changes {
  const known = changes.get(template);
  if (known?.since === since) return known.changes;
  const made = { since, changes: changesBetween(since.resources, template.resources) };
  changes.set(template, made);
  return made.changes;
}

/** What differs between two lists of resources; those that only moved do not. */
function changesBetween(before: readonly Resource[], after: readonly Resource[]): Changes {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const old = before.slice(start, before.length - end);
  const young = after.slice(start, after.length - end);
  const [were, are] = [new Set(old), new Set(young)];
  return { removed: old.filter((one) => !are.has(one)), added: young.filter((one) => !were.has(one)) };
}
