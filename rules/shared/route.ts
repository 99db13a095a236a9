import type { Trigger } from "../../engine/authoring.ts";

/** A route by its parts. */
export type Route = Pick<Trigger, "kind" | "method" | "path" | "key">;

/** How a route is spoken of: `GET /photos`, `ANY /`, `$default` of an HTTP API, or the name of its event where the path is not known. */
export function routeOf({ kind, method, path, key }: Route): string {
  if (path === undefined) return kind === "http-api" ? "$default" : String(key.value);
  if (kind === "websocket" || path.startsWith("$")) return path;
  const verb = method === undefined || isAnyMethod(method) ? "ANY" : method.toUpperCase();
  return `${verb} ${/^[/*]/.test(path) ? path : `/${path}`}`;
}

export const isAnyMethod = (method: string): boolean => /^(any|\*|x-amazon-apigateway-any-method)$/i.test(method);
