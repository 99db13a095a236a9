import { type Asked, noteAll, recorded, stillHolds } from "../template/asked.ts";
import type { Template } from "../template/model.ts";

/**
 * Keeps what is made from something and the template that it is about, as long as the inputs are the same objects and the template still
 * answers what it was asked on the way.
 */
export function keptAbout<K extends object, O>(
  make: (key: K, inputs: readonly unknown[], template: Template) => O,
): (key: K, inputs: readonly unknown[], template: Template) => O {
  const kept = new WeakMap<K, Kept<O>>();
  return (key, inputs, template) => {
    let known = kept.get(key);
    if (!known || !isSame(known.inputs, inputs) || !holds(known, template)) {
      known = { inputs, ...recorded(() => make(key, inputs, template)), holdsIn: template };
      kept.set(key, known);
    }
    known.holdsIn = template;
    noteAll(known.asked);
    return known.value;
  };
}

interface Kept<O> {
  readonly inputs: readonly unknown[];
  readonly value: O;
  readonly asked: Asked;
  holdsIn: Template;
}

const holds = ({ holdsIn, asked }: Kept<unknown>, template: Template): boolean =>
  holdsIn === template || stillHolds(asked, template);

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);
