/** `http://user:word@Host:80/path`: `Host`. What is not known stands as `${Name}`. Undefined: no such address. */
export function hostOf(address: string): string | undefined {
  const found = /^[a-z][a-z0-9+.:-]*?:\/\/([^/?#\s,]*)/i.exec(address)?.[1];
  if (found === undefined) return undefined;
  const place = found.slice(found.lastIndexOf("@") + 1);
  return place.startsWith("[") ? place.slice(0, place.indexOf("]") + 1) : place.replace(/:[^:}]*$/, "");
}

const privateAddress =
  /^(localhost|0\.0\.0\.0|\[::1?\]|127\.|10\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[f[cde])/;

/** Whether a host is this machine, one of a private network, or a name that only such a network knows; one that is not known may be. */
export function isLocalHost(written: string): boolean {
  const host = written.toLowerCase();
  if (host.startsWith("[")) return privateAddress.test(host);
  const known = host.slice(host.lastIndexOf("}") + 1);
  if (host !== known) return !/\.[a-z0-9-]+\.[a-z]{2,}\.?$/.test(known) || isPrivateName(known);
  return !host.includes(".") || privateAddress.test(host) || isPrivateName(host);
}

const isPrivateName = (host: string): boolean =>
  /\.(local|localhost|internal|lan|intranet|corp|test|localdomain|localstack\.cloud)\.?$/.test(host);
