import type { Flow } from "../../engine/authoring.ts";

/**
 * Whether the text is the keys of an object, which stand in the expression only as `#name` or `:name`, and the code puts the same names among
 * ExpressionAttributeNames. DynamoDB refuses a request whose placeholders are not words, so that they cannot say anything but which attributes
 * are meant.
 */
export function areNamesOnly({ source, trace }: Flow): boolean {
  const last = /(\w+)$/.exec(source)?.[1];
  const texts = [...new Set(trace.map(({ at }) => at.block))].map(({ text }) => text);
  const names = new Set(texts.flatMap((text) => [...text.matchAll(nameKey)].map(([, a, b]) => a ?? b ?? "")));
  return (
    last !== undefined &&
    names.size > 0 &&
    texts.some((text) => isListed(last, text)) &&
    [...names].every((name) => texts.every((text) => isAlwaysMarked(name, text)))
  );
}

/** The computed key `#${name}` or `"#" + name` of an object, or such a first item of a pair. */
const nameKey = /\[\s*(?:`#\$\{\s*(\w+)\s*\}`|["']#["']\s*\+\s*(\w+))\s*[\],]/g;

/** What `for (… in object)` or `Object.keys(object)` goes over. */
const listing = /\bfor\s*\(\s*(?:const|let|var)\s+\w+\s+in\s+([\w.]+)|\bObject\.(?:keys|entries)\(\s*([\w.]+)\s*\)/g;

/** Whether keys are listed of the object with that name, or of a variable that is made of it. */
function isListed(name: string, text: string): boolean {
  return [...text.matchAll(listing)].some(([, a, b]) => {
    const object = a ?? b ?? "";
    if (object.split(".").at(-1) === name) return true;
    return new RegExp(`\\b${object}\\s*=\\s*[^;\\n]*\\.${name}\\b`).test(text);
  });
}

/** Whether a name, and the value that goes with it, is put into a text only behind the mark of a placeholder. */
function isAlwaysMarked(name: string, text: string): boolean {
  if (new RegExp(`(?:\\$\\{|\\+)\\s*[\\w.]+\\[\\s*${name}\\s*\\]`).test(text)) return false;
  const value = new RegExp(`\\[\\s*${name}\\s*,\\s*(\\w+)\\s*\\]\\s*(?:\\)|of\\b|,)`).exec(text)?.[1];
  return [name, ...(value ? [value] : [])].every((one) => {
    const uses = text.matchAll(new RegExp(`.\\$\\{\\s*${one}\\s*\\}|..\\s?\\+\\s*${one}\\b`, "g"));
    return [...uses].every(([use]) => /^[#:](?:\$|["'])/.test(use));
  });
}

/** Whether the names that the code does not write itself are only keys inside an attribute that it names: `SET folders.#id = :folder`. */
export function areKeysBelow({ part, argument, definition, literal }: Flow): boolean {
  const input = argument.kind === "name" ? definition(argument.name) : argument;
  if (part !== "ExpressionAttributeNames" || input?.kind !== "object") return false;
  const valueOf = (key: string) => input.properties.find((property) => property.key === key)?.value;
  const [names, update] = [valueOf("ExpressionAttributeNames"), valueOf("UpdateExpression")];
  const text = update && literal(update);
  if (names?.kind !== "object" || typeof text !== "string") return false;
  const open = names.properties.filter(({ value }) => literal(value) === undefined);
  return open.every(({ key }) => {
    const places = typeof key === "string" ? [...text.matchAll(new RegExp(`(.)${key}\\b`, "g"))] : [];
    return places.length > 0 && places.every(([, before]) => before === ".");
  });
}
