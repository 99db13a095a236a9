import { type Abstract, either, unknown } from "./abstract.ts";
import { type BuiltinCall, first, itemOf } from "./builtin-call.ts";
import { listOf, listOfAll, placesOf } from "./iterated.ts";
import { native } from "./native.ts";

/** `new Promise((resolve) => …)`: what `resolve` is called with, whenever it is. A promise is its value. */
function promised(c: BuiltinCall): Abstract {
  let value = unknown;
  const resolve = native(c.call, "resolve", c.frame, ([given = unknown]) => {
    value = either(value, given);
    return unknown;
  });
  const reject = native(c.call, "reject", c.frame, ([given = unknown]) => thrownIn(c, given));
  c.apply(first(c), [resolve, reject]);
  return value;
}

/** A promise that is rejected throws where it is awaited. */
function thrownIn({ frame: { activation } }: BuiltinCall, reason: Abstract): Abstract {
  activation.thrown = either(activation.thrown, reason);
  return unknown;
}

/** An item of `Promise.allSettled`. */
const settledOf = (value: Abstract): Abstract => ({
  taints: [],
  shape: {
    properties: new Map([
      ["value", value],
      ["status", unknown],
      ["reason", unknown],
    ]),
    open: false,
  },
});

function allSettled(c: BuiltinCall): Abstract {
  const places = placesOf(first(c));
  return places ? listOfAll(places.map(settledOf)) : listOf(settledOf(itemOf(first(c))));
}

/** A function that took a callback gives back what it handed to it. */
function promisified(c: BuiltinCall): Abstract {
  const own = first(c).fn;
  if (!own) return first(c);
  return native(c.call, "promisified", c.frame, (args, caller) => {
    let value = unknown;
    const callback = native(c.call, "callback", c.frame, ([, given = unknown]) => {
      value = either(value, given);
      return unknown;
    });
    own.home.run(own, [...args, callback], own.self, caller);
    return value;
  });
}

/** Functions of promises, by their library paths. */
export const promiseFunctions: readonly (readonly [readonly string[], (c: BuiltinCall) => Abstract])[] = [
  [["Promise.new"], promised],
  [["Promise.reject"], (c) => thrownIn(c, first(c))],
  [["Promise.allSettled"], allSettled],
  [["util.promisify"], promisified],
];
