import type { ClassExpression, Expression } from "../program/ir.ts";
import { libraryPath } from "./library-name.ts";
import type { Module, World } from "./module.ts";
import type { Binding } from "./piece.ts";
import { type Thing, unknownThing } from "./thing.ts";
import { clientOfType } from "./typed.ts";

interface Asked {
  of(e: Expression): readonly Thing[];
  part(e: Expression): readonly Thing[];
  ofBinding(binding: Binding, module: Module): readonly Thing[];
  exported(module: Module, name: string): readonly Thing[];
  propertyOf(object: Expression, key: string): readonly Thing[];
}

export const libraryOf = (from: string, imported: string): Thing => ({
  kind: "library",
  path: libraryPath(from, imported),
});

/** What a module gives out under a name; `default` of a CommonJS module is all of it. */
export function givenOut(module: Module, name: string, world: World, asked: Asked): readonly Thing[] {
  const ofOther = (from: string, imported: string): readonly Thing[] => {
    const target = world.imported(module, from);
    if (!target) return [libraryOf(from, imported)];
    return imported === "*" ? [{ kind: "module", module: target }] : asked.exported(target, imported);
  };
  const own = (module.exports.get(name) ?? []).flatMap((one): readonly Thing[] => {
    if (one.kind === "value") return asked.of(one.value);
    if (one.kind === "other") return ofOther(one.from, one.imported);
    const binding = module.bindings.get(one.name);
    return binding ? asked.ofBinding(binding, module) : [unknownThing];
  });
  if (own.length > 0) return own;
  if (name === "default")
    return module.whole.length > 0 ? module.whole.flatMap((one) => asked.of(one)) : [{ kind: "module", module }];
  const whole = module.whole.flatMap((one) => asked.propertyOf(one, name));
  return [...whole, ...module.stars.flatMap((from) => ofOther(from, name))];
}

/** What a class writes down for a member: its value, or a client that its type names. */
export const writtenMember = (
  of: ClassExpression,
  key: string,
  module: Module | undefined,
  asked: Asked,
): readonly Thing[] =>
  of.members.flatMap((one): readonly Thing[] => {
    if (one.name !== key) return [];
    if (one.value) return asked.part(one.value);
    const path = clientOfType(one.type, module);
    return path === undefined ? [] : [{ kind: "library", path }];
  });
