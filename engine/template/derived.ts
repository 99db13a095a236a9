import { memo } from "../memo.ts";
import { type Asked, type Fact, note, noteAll, type Question, recorded, stillHolds, unrecorded } from "./asked.ts";
import { type Lineage, lineageOf } from "./lineage.ts";
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
  const questions = new WeakMap<Lineage, Question>();
  return (template) => {
    const value = answer(template);
    const lineage = lineageOf(template);
    const question = questions.get(lineage) ?? { ask: answer };
    questions.set(lineage, question);
    note(question, value);
    return value;
  };
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
  return (template, key) => {
    const state = stateOf(template);
    const list = state.list(template, key);
    note(state.question(key), list);
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

/** What stands in the place of each resource that is gone, or has to give anew. */
type Places = ReadonlyMap<Resource, Resource | undefined>;

class Gathering<I> implements Fact {
  private template: Template | undefined;
  private since: Template | undefined;
  private changed: readonly string[] = [];
  private readonly questions = new Map<string, Question>();
  private isUnderWay = false;
  private readonly given = new Map<Resource, Given<I>>();
  /** The resources whose contribution depends on others. */
  private readonly dependent = new Set<Resource>();
  private readonly lists = new Map<string, List<I>>();

  constructor(private readonly contribute: (resource: Resource) => Contribution<I>) {}

  list(template: Template, key: string): readonly I[] {
    // A contribution that asks for the fact it contributes to sees what is there so far.
    if (this.template !== template && !this.isUnderWay) this.bringTo(template);
    return this.lists.get(key)?.items ?? nothing;
  }

  question(key: string): Question {
    const known = this.questions.get(key);
    if (known) return known;
    const made: Question = { ask: (template) => this.list(template, key), fact: this };
    this.questions.set(key, made);
    return made;
  }

  changes(since: Template, template: Template): Iterable<Question> | undefined {
    if (this.template !== template) this.bringTo(template);
    return this.since === since ? this.changed.flatMap((key) => this.questions.get(key) ?? []) : undefined;
  }

  /** Begins anew where a contribution fails, so that nothing half done is kept. */
  private bringTo(template: Template): void {
    this.isUnderWay = true;
    let isDone = false;
    try {
      unrecorded(() => this.gatherFrom(template));
      isDone = true;
    } finally {
      this.isUnderWay = false;
      if (!isDone) this.forgetAll();
    }
  }

  private forgetAll(): void {
    this.template = undefined;
    this.since = undefined;
    this.given.clear();
    this.dependent.clear();
    this.lists.clear();
  }

  private gatherFrom(template: Template): void {
    const { removed, added } = changesSince(this.template, template);
    this.since = this.template;
    this.template = template;
    const isReplacement = removed.length === added.length;
    const places: Map<Resource, Resource | undefined> = new Map(
      removed.map((one, index) => [one, isReplacement ? added[index] : undefined]),
    );
    const again = [...added];
    for (const resource of this.dependent) {
      const given = places.has(resource) ? undefined : this.given.get(resource);
      if (!given || stillHolds(given.asked, template)) continue;
      places.set(resource, resource);
      again.push(resource);
    }
    const touched = new Map<string, Resource[]>();
    for (const resource of places.keys()) for (const [key] of this.take(resource)) touched.set(key, []);
    for (const resource of again) {
      for (const [key] of this.give(resource)) {
        const sources = touched.get(key);
        if (!sources) touched.set(key, [resource]);
        else if (sources.at(-1) !== resource) sources.push(resource);
      }
    }
    this.changed = [...touched].flatMap(([key, sources]) => (this.relist(key, sources, places, template) ? [key] : []));
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

  /** Whether the list under a key has changed. */
  private relist(key: string, added: readonly Resource[], places: Places, template: Template): boolean {
    const before = this.lists.get(key);
    const waiting = new Set(added);
    const kept = (before?.sources ?? []).flatMap((source) => {
      if (!places.has(source)) return source;
      const next = places.get(source);
      return next && waiting.delete(next) ? next : [];
    });
    const sources = [...kept, ...waiting];
    if (kept.length > 0 && waiting.size > 0) sources.sort((a, b) => placeIn(template, a) - placeIn(template, b));
    const items: I[] = [];
    for (const source of sources)
      for (const [under, item] of this.given.get(source)?.value ?? []) if (under === key) items.push(item);
    const isKept = before !== undefined && isSame(before.items, items);
    if (sources.length === 0) this.lists.delete(key);
    else this.lists.set(key, { sources, items: isKept ? before.items : items });
    return !isKept;
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

/** What differs between two versions, or between none and the first; each fact that is gathered asks it. */
export function changesSince(since: Template | undefined, template: Template): Changes {
  if (!since) return { removed: [], added: template.resources };
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
