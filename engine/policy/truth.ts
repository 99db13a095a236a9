/** Whether something is so; undefined: not to be known. */
export type Truth = boolean | undefined;

export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

/** Whether all are so. Each is asked for only while none is surely not. */
export function allOf<T>(items: Iterable<T>, holds: (item: T) => Truth): Truth {
  let found: Truth = true;
  for (const item of items) {
    const one = holds(item);
    if (one === false) return false;
    if (one === undefined) found = undefined;
  }
  return found;
}

/** Whether one is so. */
export const anyOf = <T>(items: Iterable<T>, holds: (item: T) => Truth): Truth =>
  not(allOf(items, (item) => not(holds(item))));

/** What holds whichever of them it is. */
export function agreed(possible: readonly Truth[] | undefined): Truth {
  const [first, ...others] = possible ?? [];
  return others.every((one) => one === first) ? first : undefined;
}
