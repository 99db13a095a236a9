import { memoByText } from "../memo.ts";

/** Library paths and their patterns, cut at dots. */
const cut = (path: string): readonly string[] => path.split(".");

const segments = memoByText(cut);

/** Whether a library path fits a pattern: `*` stands for one segment, `**` for any number of them. */
export function fitsPath(pattern: string, path: string): boolean {
  const wanted = segments(pattern);
  if (wanted[0] !== "**" && !path.startsWith(wanted[0] ?? "")) return false;
  const given = cut(path);
  return given.length <= 40 && fitFrom(wanted, 0, given, 0);
}

function fitFrom(wanted: readonly string[], w: number, given: readonly string[], g: number): boolean {
  for (; w < wanted.length; w++, g++) {
    if (wanted[w] === "**") {
      for (let skip = g; skip <= given.length; skip++) if (fitFrom(wanted, w + 1, given, skip)) return true;
      return false;
    }
    if (g >= given.length || (wanted[w] !== "*" && wanted[w] !== given[g])) return false;
  }
  return g === given.length;
}

/** The package a path begins with: `@aws-sdk/client-s3` of `@aws-sdk/client-s3.S3Client.new()`. */
export function packageOf(path: string): string {
  const dot = path.indexOf(".");
  return dot < 0 ? path : path.slice(0, dot);
}

/** An import's specifier as a library path begins with it: without `node:`. */
export const asLibrary = (specifier: string): string => specifier.replace(/^node:/, "");

const globals = new Set(
  "console JSON process Object Promise Number String Buffer Math fetch Date Array parseInt parseFloat Boolean BigInt encodeURIComponent decodeURIComponent encodeURI decodeURI unescape atob btoa RegExp eval Function setTimeout setInterval URL URLSearchParams Request Symbol Map Set Reflect structuredClone crypto globalThis isNaN isFinite require import escape Error TypeError RangeError SyntaxError ReferenceError EvalError URIError WeakMap WeakSet Iterator TextEncoder TextDecoder setImmediate queueMicrotask".split(
    " ",
  ),
);

/** Whether a name that nothing declares is the platform's. */
export const isGlobal = (name: string): boolean => globals.has(name);
