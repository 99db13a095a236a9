import type { Violation } from "../layers.ts";
import type { Import } from "./imports.ts";

/** Circles among imports that remain after compiling, each told once, at its alphabetically first file. */
export function cyclesOf(imports: ReadonlyMap<string, readonly Import[]>): Violation[] {
  return componentsOf(imports)
    .filter((files) => files.length > 1)
    .map((files) => ({ file: files[0] ?? "", line: 1, message: `is in a circle of imports: ${files.join(", ")}` }));
}

/** Tarjan's strongly connected components, without recursion. */
function componentsOf(imports: ReadonlyMap<string, readonly Import[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const pending: string[] = [];
  const isPending = new Set<string>();
  const components: string[][] = [];
  const enter = (file: string) => {
    order.set(file, order.size);
    low.set(file, order.size - 1);
    pending.push(file);
    isPending.add(file);
    return { file, next: targetsOf(imports, file) };
  };
  const lower = (file: string, to: number | undefined) =>
    low.set(file, Math.min(low.get(file) ?? 0, to ?? Number.POSITIVE_INFINITY));
  const leave = (file: string) => {
    if (low.get(file) !== order.get(file)) return;
    const component = pending.splice(pending.indexOf(file));
    for (const member of component) isPending.delete(member);
    components.push(component.sort());
  };
  for (const start of imports.keys()) {
    const stack = order.has(start) ? [] : [enter(start)];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = top.next.pop();
      if (target === undefined) {
        stack.pop();
        leave(top.file);
        const parent = stack.at(-1);
        if (parent) lower(parent.file, low.get(top.file));
      } else if (!order.has(target)) stack.push(enter(target));
      else if (isPending.has(target)) lower(top.file, order.get(target));
    }
  }
  return components;
}

function targetsOf(imports: ReadonlyMap<string, readonly Import[]>, file: string): string[] {
  const own = imports.get(file) ?? [];
  return own.flatMap(({ target, isType }) => (target !== undefined && !isType && imports.has(target) ? [target] : []));
}
