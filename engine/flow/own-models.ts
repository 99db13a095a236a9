import type { LibraryModel, Models } from "./models.ts";

/** The models with a project's own before them: where both speak of what a call gives back, the project's word counts. */
export const modelsWith = (models: Models, own: readonly LibraryModel[]): Models =>
  own.length === 0 ? models : { ...models, libraries: [...own, ...models.libraries] };

export const isSameModels = (a: readonly LibraryModel[], b: readonly LibraryModel[]): boolean =>
  a === b || JSON.stringify(a, readable) === JSON.stringify(b, readable);

const readable = (_key: string, value: unknown): unknown => (value instanceof RegExp ? String(value) : value);
