import { type Flow, textAt } from "../../engine/authoring.ts";

/** Whether what counts is a part that the code does not write, of an object that comes from outside as a whole. */
export function isPartOfWhole({ source, part, value }: Flow): boolean {
  const keys = part?.split(".") ?? [];
  const written = textAt(value);
  const isBelow = (path: string) => source.endsWith(`.${path}`) && !written.endsWith(path);
  return [1, 2].some((count) => keys.length >= count && isBelow(keys.slice(-count).join(".")));
}
