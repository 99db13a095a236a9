import { type Abstract, either, property, unknown } from "./abstract.ts";
import { type BuiltinCall, objectOf, replace } from "./builtin-call.ts";
import { stepped } from "./taint-changes.ts";

const emitter = /^events\.(?:(?:default\.)?EventEmitter\.|default\.)?new\(\)$/;

/** The name under which an emitter keeps the functions that wait for an event. */
const waitingFor = ({ literal }: Abstract): string | undefined =>
  typeof literal === "string" ? `on ${literal}` : undefined;

/** `emitter.on("name", listener)`. */
export function listening(c: BuiltinCall): Abstract | undefined {
  const [event = unknown, listener] = c.args;
  const key = waitingFor(event);
  if (!emitter.test(c.receiver.api ?? "") || !key || !listener) return undefined;
  const properties = new Map(c.receiver.shape?.properties);
  properties.set(key, either(properties.get(key) ?? unknown, listener));
  const after: Abstract = { ...c.receiver, shape: { properties, open: true } };
  replace(c, objectOf(c), after);
  return after;
}

/** `emitter.emit("name", …values)`: whoever waits for it gets them. */
export function emitted(c: BuiltinCall): Abstract | undefined {
  const [event = unknown, ...values] = c.args;
  const key = waitingFor(event);
  if (!emitter.test(c.receiver.api ?? "") || !key) return undefined;
  const told = values.map((one, i) =>
    stepped(one, c.call.args[i + 1] ?? c.call, `listeners of '${event.literal}' get it`),
  );
  c.apply(property(c.receiver, key), told);
  return unknown;
}
