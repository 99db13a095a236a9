import { isClient } from "../program/sdk-paths.ts";
import { libraryPath } from "./library-name.ts";
import type { Module } from "./module.ts";

/** The client of AWS that a type names: `aws-sdk.DynamoDB.DocumentClient.new()` for `DynamoDB.DocumentClient`. It is made elsewhere. */
export function clientOfType(type: string | undefined, module: Module | undefined): string | undefined {
  const [root, ...rest] = /^\w+(?:\.\w+)*/.exec(type ?? "")?.[0].split(".") ?? [];
  const from = root === undefined ? undefined : module?.typeNames.get(root);
  if (!from) return undefined;
  const path = [libraryPath(from.from, from.imported), ...rest].join(".");
  return [`${path}.new()`, `${path}.from()`].find(isClient);
}
