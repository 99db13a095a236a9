/**
 * The strongly connected components that can be reached from some nodes: each is a list of nodes that reach one another, and stands after
 * all components that it leads to. The order depends on nothing but that of `from` and of what `next` gives.
 */
export function componentsOf<N>(from: Iterable<N>, next: (node: N) => Iterable<N>): readonly (readonly N[])[] {
  const found: N[][] = [];
  const open = new Map<N, Visit<N>>();
  const done = new Set<N>();
  const kept: Visit<N>[] = [];
  for (const root of from) {
    if (done.has(root)) continue;
    const way: Visit<N>[] = [enter(root)];
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const step = here.rest.next();
      if (!step.done) {
        const known = open.get(step.value);
        if (known) here.low = Math.min(here.low, known.index);
        else if (!done.has(step.value)) way.push(enter(step.value));
        continue;
      }
      way.pop();
      const above = way.at(-1);
      if (above) above.low = Math.min(above.low, here.low);
      if (here.low === here.index) found.push(closed(here));
    }
  }
  return found;

  function enter(node: N): Visit<N> {
    const visit = { node, index: kept.length, low: kept.length, rest: next(node)[Symbol.iterator]() };
    open.set(node, visit);
    kept.push(visit);
    return visit;
  }

  function closed(root: Visit<N>): N[] {
    const members = kept.splice(root.index).map(({ node }) => node);
    for (const node of members) {
      open.delete(node);
      done.add(node);
    }
    return members;
  }
}

interface Visit<N> {
  readonly node: N;
  /** Its position among the visits that are not closed yet. */
  readonly index: number;
  low: number;
  readonly rest: Iterator<N>;
}
