import type { Analysis } from "./analysis.ts";

/** For each file those that it is linked with: a template and its handlers, a script and what it imports, both ways. */
export function linksOf(analysis: Analysis): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>();
  const link = (a: string, b: string) => {
    links.set(a, [...(links.get(a) ?? []), b]);
    links.set(b, [...(links.get(b) ?? []), a]);
  };
  for (const deployed of analysis.deployed()) {
    const script = analysis.handlerScript(deployed);
    if (script) link(deployed.template.document.file.path, script.file.path);
  }
  for (const script of analysis.scripts())
    for (const target of analysis.imports(script)) if (target) link(script.file.path, target);
  return links;
}
