import { type Abstract, property, unknown } from "./abstract.ts";
import type { Given } from "./models.ts";

/** Whether an argument, or the property of it that is asked for, is a literal that fits. */
export function isGiven({ argument, property: path, fits }: Given, args: readonly Abstract[]): boolean {
  const value = (path?.split(".") ?? []).reduce((part, key) => property(part, key), args[argument] ?? unknown);
  return value.literal !== undefined && fits.test(String(value.literal));
}
