import { type Abstract, ofLiteral, textOf, unknown } from "./abstract.ts";
import { type BuiltinCall, first } from "./builtin-call.ts";

/** A URL whose host the code wrote itself: the scheme, the host, and what ends the host. */
const written = /^([a-z][a-z0-9+.-]*:)\/\/(?:[^/?#@\0]*@)?([^/?#@:\0]+)(?::(\d+))?[/?#]/i;

/** A path from the root, or a relative one: neither brings a host of its own. */
const relative = /^(?:\/(?![/\\\0])|[.?#]|[\w-](?![\w+.-]*:))/;

/** `new URL(text, base)`: a text, whose host nobody else decides where the code has written all of it. */
export function urlOf(c: BuiltinCall): Abstract {
  const [given = unknown, base] = c.args;
  const outline = outlineOf(given.outline ?? "\0", base);
  const text = textOf(base ? [given, base] : [given], outline);
  const [, protocol, hostname, port] = written.exec(outline) ?? [];
  if (protocol === undefined || hostname === undefined) return { ...text, api: "URL.new()", from: c.call };
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  const properties = new Map<string, Abstract>(
    Object.entries({ protocol, hostname, host, port: port ?? "", origin: `${protocol}//${host}` }).map(
      ([name, value]) => [name, ofLiteral(value)] as const,
    ),
  );
  return { ...text, api: "URL.new()", from: c.call, shape: { properties, open: true } };
}

/** How an address looks from its base: one that may bring a host may lead anywhere. */
function outlineOf(given: string, base: Abstract | undefined): string {
  if (!base || written.test(`${given}/`)) return given;
  if (!relative.test(given)) return "\0";
  const root = written.exec(`${base.outline ?? "\0"}/`)?.[0] ?? "\0/";
  return root.replace(/[/?#]$/, "/") + given.replace(/^\//, "");
}

export const queryOf = (c: BuiltinCall): Abstract => ({
  ...textOf([first(c)]),
  api: "URLSearchParams.new()",
  from: c.call,
});
