/** What is written of one service in `engine/facts/iam`; numbers are indexes into the other tables. */
export interface Shard {
  readonly keys: readonly (readonly [name: string, type: string, description: string])[];
  /** Lists of condition keys. */
  readonly sets: readonly (readonly number[])[];
  readonly types: readonly (readonly [name: string, arn: string, conditionKeys?: number])[];
  /** A resource type that is not required is written as the complement of its index, which is negative. */
  readonly actions: readonly (readonly [
    name: string,
    level: number,
    description: string,
    types?: readonly number[],
    conditionKeys?: number,
  ])[];
}

type Load = (name: string) => string | undefined;

let load: Load | undefined;

/** Told once at start-up by the process that can read files: the text of `engine/facts/iam/<name>.json`. */
export function provideShards(loader: Load): void {
  load = loader;
}

/** The content of a file of `engine/facts/iam`. Throws if none was provided, or the file is gone: a fault of ours. */
export function shardNamed<T>(name: string): T {
  if (!load) throw new Error("provideShards was not called");
  const text = load(name);
  if (text === undefined) throw new Error(`the catalogue has no file '${name}'`);
  return JSON.parse(text);
}
