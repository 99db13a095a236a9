import { memo } from "../memo.ts";
import { importsOf } from "../program/imports.ts";
import type { Expression } from "../program/ir.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import { exportOf } from "./effects.ts";
import type { Module } from "./module.ts";
import type { Binding, Definition } from "./piece.ts";

/** Packages that make instances of classes by what is written in front of them. */
const container =
  /^(?:@nestjs\/|inversify|tsyringe|typedi|reflect-metadata|routing-controllers|@loopback\/|type-graphql|@tsed\/)/;

export const isMadeByContainer = ({ document }: Module): boolean =>
  importsOf(document).some(({ specifier }) => container.test(specifier));

/** Whether an expression is all that its CommonJS module gives out: `exports`, `module.exports`, what is assigned to it. */
export function isOwnExports(e: Expression): boolean {
  if (e.kind === "name") return e.name === "exports";
  if (e.kind === "assignment") return e.target.kind === "member" && isOwnExports(e.target);
  return e.kind === "member" && exportOf(e) === "module.exports";
}

export const isOwnExportsBy = (one: Definition): boolean =>
  one.kind === "value" && one.path.length === 0 && isOwnExports(one.value);

/** Whether it may stand for that: in functions that a module gives out, `this` is often it. */
export const mayBeOwnExports = (e: Expression): boolean => isOwnExports(e) || (e.kind === "name" && e.name === "this");

const isCommonJs = memo(({ statements }: ScriptDocument): boolean => !statements.some(({ kind }) => kind === "export"));

/** Whether a module gives out something under a name by an assignment. */
export const assignsExport = ({ document, exports }: Module, name: string): boolean =>
  exports.has(name) && isCommonJs(document);

/** What an export may be without running anything when its module is loaded. */
export const mayWait = (e: Expression): boolean => /^(?:name|function|class|object|literal)$/.test(e.kind);

export const isObject = ({ definitions }: Binding): boolean =>
  definitions.some((one) => one.kind === "value" && one.value.kind === "object");

export const isGivenOut = (name: string, module: Module): boolean =>
  [...module.exports.values()].some((given) =>
    given.some((one) =>
      one.kind === "name"
        ? one.name === name
        : one.kind === "value" && one.value.kind === "name" && one.value.name === name,
    ),
  );

export function put<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
