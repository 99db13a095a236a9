/** Keeps the result of `derive` as long as its input lives. The input must be immutable; `derive` must be pure. */
export function memo<I extends object, O>(derive: (input: I) => O): (input: I) => O {
  const kept = new WeakMap<I, { readonly value: O }>();
  return (input) => {
    const known = kept.get(input);
    if (known) return known.value;
    const value = derive(input);
    kept.set(input, { value });
    return value;
  };
}

/**
 * Keeps the latest result of `derive` for each `key`, as long as all the other inputs are the same objects as then.
 * For results that depend on several immutable inputs, one of which gives them their place.
 */
export function memoAmong<K extends object, O>(
  derive: (key: K, inputs: readonly unknown[]) => O,
): (key: K, inputs: readonly unknown[]) => O {
  const kept = new WeakMap<K, { readonly inputs: readonly unknown[]; readonly value: O }>();
  return (key, inputs) => {
    const known = kept.get(key);
    if (known && sameItems(known.inputs, inputs)) return known.value;
    const value = derive(key, inputs);
    kept.set(key, { inputs, value });
    return value;
  };
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** Keeps the results of `derive` for texts, at most so many of them; then it begins anew. */
export function memoByText<O>(derive: (text: string) => O, most = 5000): (text: string) => O {
  const kept = new Map<string, { readonly value: O }>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known.value;
    if (kept.size >= most) kept.clear();
    const value = derive(text);
    kept.set(text, { value });
    return value;
  };
}
