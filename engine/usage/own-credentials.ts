import type { Call, Expression } from "../program/ir.ts";
import type { Thing } from "./thing.ts";
import type { Things } from "./things.ts";

const mostHops = 4;

/** Whether a client is made with credentials that are not the function's: what it calls is not done in the function's role. */
export function hasOwnCredentials(client: Expression, things: Things): boolean {
  const made = things.of(client).filter((one) => one.kind === "library");
  return made.length > 0 && made.every((one) => isForeignClient(one, things, 0));
}

function isForeignClient(thing: Thing, things: Things, hops: number): boolean {
  if (thing.kind !== "library" || !thing.call || hops > mostHops) return false;
  const [first] = thing.call.args;
  if (!first) return false;
  if (thing.path.endsWith(".from()")) {
    const inner = things.of(first);
    return inner.length > 0 && inner.every((one) => isForeignClient(one, things, hops + 1));
  }
  const config = things.of(first);
  return config.length > 0 && config.every((one) => givesCredentials(one, things));
}

function givesCredentials(config: Thing, things: Things): boolean {
  if (config.kind !== "value" || config.value.kind !== "object") return false;
  return ["credentials", "accessKeyId"].some((key) => {
    const given = things.property(config, key);
    const keys = given.flatMap((one) => (one.kind === "value" ? things.property(one, "accessKeyId") : [one]));
    return given.length > 0 && !keys.some((one) => one.kind === "library" && isOwn.test(one.path));
  });
}

/** Providers that find the function's own credentials, and the variable that Lambda puts them in. */
const isOwn =
  /^process\.env\.AWS_ACCESS_KEY_ID$|(?:^|\.)(?:fromNodeProviderChain|fromEnv|fromContainerMetadata|fromInstanceMetadata|defaultProvider|EnvironmentCredentials|CredentialProviderChain)(?:\.new)?\(\)/;

/** The client that a call is made of: of the call of its method, or of `send` with a command that is made there. */
export function clientOf(call: Call, place: Call): Expression | undefined {
  const by = call.isNew ? place : call;
  return by.isNew || by.callee.kind !== "member" ? undefined : by.callee.object;
}
