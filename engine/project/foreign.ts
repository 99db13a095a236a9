import type { Document } from "../syntax/document.ts";
import { entryOf, valueOf } from "../syntax/node.ts";
import { dirname } from "../text/path.ts";

/** Modules that Node brings, without `node:`. Source: https://nodejs.org/api/ (August 2026). */
const ofNode = new Set(
  "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib".split(
    " ",
  ),
);

const groups = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/**
 * Whether an import that is no path leads out of the workspace: to Node, the runtime or a package of a registry. What no package.json
 * above declares may be a module of the project by another name (`@/lib/db`), and so may a package that is a folder of the workspace.
 */
export function isForeign(
  specifier: string,
  from: string,
  documentAt: (path: string) => Document | undefined,
): boolean {
  const name = /^(@[^/]+\/[^/]+|[^@/][^/]*)/.exec(specifier)?.[1];
  if (specifier.startsWith("node:") || ofNode.has(specifier.split("/")[0] ?? "")) return true;
  if (!name || /^[@~#]?$|^[~#]|^@\//.test(name)) return false;
  let hasManifest = false;
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = documentAt(`${folder}/package.json`);
    if (manifest?.language === "json") {
      hasManifest = true;
      const range = groups
        .map((group) => entryOf(valueOf(manifest.roots[0], group), name)?.value)
        .find((one) => one !== undefined);
      if (range) return !(range.kind === "scalar" && /^(workspace|file|link|portal):|^\*$/.test(String(range.value)));
    }
    if (folder === "" || folder === "/") break;
  }
  return !hasManifest && name !== "src";
}
