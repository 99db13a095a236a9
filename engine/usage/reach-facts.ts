import { importsOf } from "../program/imports.ts";
import type { Expression } from "../program/ir.ts";
import type { Module } from "./module.ts";
import type { Binding } from "./piece.ts";

/** Packages that make instances of classes by what is written in front of them. */
const container =
  /^(?:@nestjs\/|inversify|tsyringe|typedi|reflect-metadata|routing-controllers|@loopback\/|type-graphql|@tsed\/)/;

export const isMadeByContainer = ({ document }: Module): boolean =>
  importsOf(document).some(({ specifier }) => container.test(specifier));

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
