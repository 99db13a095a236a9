import { asLibrary } from "../flow/library-path.ts";

/** What a specifier is in library paths: a file inside a package of the SDK is the package. */
export function libraryName(specifier: string): string {
  const name = asLibrary(specifier);
  const ofSdk = /^@aws-sdk\/[\w-]+(?=\/)/.exec(name)?.[0];
  return ofSdk ?? (name.startsWith("aws-sdk/") ? name.replace(/\.js$/, "") : name);
}

/** Of something that is imported: all of it (`*`, `default`), or what has a name in it. */
export function libraryPath(from: string, imported: string): string {
  const path = libraryName(from);
  return imported === "*" || imported === "default" ? path : `${path}.${imported}`;
}
