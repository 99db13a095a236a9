import { type DocumentAt, manifestsAbove, rangeIn } from "./dependencies.ts";

/** Modules that Node brings, without `node:`. Source: https://nodejs.org/api/ (August 2026). */
const ofNode = new Set(
  "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib".split(
    " ",
  ),
);

/** Whether a specifier names a module that Node brings. */
export const isOfNode = (specifier: string): boolean =>
  specifier.startsWith("node:") || ofNode.has(specifier.split("/")[0] ?? "");

/**
 * Whether an import that is no path leads out of the workspace: to Node, the runtime or a package of a registry. What no package.json
 * above declares may be a module of the project by another name (`@/lib/db`), and so may a package that is a folder of the workspace.
 */
export function isForeign(specifier: string, from: string, documentAt: DocumentAt): boolean {
  const name = /^(@[^/]+\/[^/]+|[^@/][^/]*)/.exec(specifier)?.[1];
  if (isOfNode(specifier)) return true;
  if (!name || /^[@~#]?$|^[~#]|^@\//.test(name)) return false;
  let hasManifest = false;
  for (const manifest of manifestsAbove(from, documentAt)) {
    hasManifest = true;
    const range = rangeIn(manifest, name);
    if (range !== undefined) return !/^(workspace|file|link|portal):|^\*$/.test(range);
  }
  return !hasManifest && name !== "src";
}
