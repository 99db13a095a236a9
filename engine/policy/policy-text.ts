import type { Request } from "./request.ts";

/**
 * A text of a policy with its variables filled in: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}` for a star that is one.
 * Undefined: it depends on what is not known. `hasWildcards`: what is filled in must not bring any.
 */
export function policyTextOf(written: string, request: Request, hasWildcards: boolean): string | undefined {
  let isKnown = true;
  const filled = written.replace(/\$\{([^{}]*)\}/g, (_whole, inner: string) => {
    const value = filling(inner, request);
    if (value === undefined || (hasWildcards && /[*?]/.test(value))) isKnown = false;
    return value ?? "";
  });
  return isKnown ? filled : undefined;
}

function filling(inner: string, { context, isContextWhole }: Request): string | undefined {
  if (inner === "*" || inner === "?" || inner === "$") return inner;
  const [, key = "", fallback] = /^([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
  const given = context.get(key.trim().toLowerCase()) ?? (isContextWhole ? [] : undefined);
  if (given === undefined || given.length > 1) return undefined;
  return given[0] ?? fallback;
}
