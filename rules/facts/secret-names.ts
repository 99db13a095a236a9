/**
 * The words that name a secret, at the end of an identifier: `dbPassword`, `STRIPE_API_KEY`. Source: the keyword lists of detect-secrets
 * (https://github.com/Yelp/detect-secrets) and gitleaks (https://github.com/gitleaks/gitleaks), August 2026, without those that mostly name
 * something else (`key`, `auth`, `cert`).
 */
const secretEndings: readonly (readonly string[])[] = [
  ["password"],
  ["passwd"],
  ["passwort"],
  ["pwd"],
  ["passphrase"],
  ["secret"],
  ["token"],
  ["credential"],
  ["credentials"],
  ["api", "key"],
  ["apikey"],
  ["access", "key"],
  ["accesskey"],
  ["secret", "key"],
  ["secretkey"],
  ["private", "key"],
  ["privatekey"],
  ["signing", "key"],
  ["encryption", "key"],
  ["master", "key"],
  ["auth", "key"],
  ["account", "key"],
  ["service", "key"],
  ["connection", "string"],
  ["connectionstring"],
];

/** Names that end like a secret's and are none: cursors, error codes, ids that forms and logs may show. */
const harmless: readonly (readonly string[])[] = [
  ["next", "token"],
  ["page", "token"],
  ["continuation", "token"],
  ["pagination", "token"],
  ["starting", "token"],
  ["sync", "token"],
  ["request", "token"],
  ["client", "request", "token"],
  ["idempotency", "token"],
  ["csrf", "token"],
  ["xsrf", "token"],
  ["task", "token"],
  ["invalid", "token"],
  ["expired", "token"],
  ["missing", "token"],
  ["invalid", "password"],
  ["wrong", "password"],
  ["forgot", "password"],
  ["reset", "password"],
  ["change", "password"],
  ["confirm", "password"],
  ["public", "access", "key"],
];

/** Whether an identifier names a secret itself, rather than its name, place, length or rules (`secretArn`, `passwordPolicy`). */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  return secretEndings.some((ending) => endsWith(words, ending)) && !harmless.some((ending) => endsWith(words, ending));
}

/** Whether it names what people choose and type: such a text may be short and plain. */
export const isPasswordName = (name: string): boolean =>
  isSecretName(name) && /^(?:password|passwd|passwort|pwd|passphrase)$/.test(wordsOf(name).at(-1) ?? "");

/** `dbPassword`, `DB_PASSWORD`, `db-password`: `db`, `password`. A number at the end does not count. */
export function wordsOf(name: string): readonly string[] {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  const words = spaced.toLowerCase().split(/[^a-z\d]+/);
  return words.map((word) => word.replace(/\d+$/, "")).filter((word) => word !== "");
}

const endsWith = (words: readonly string[], ending: readonly string[]): boolean =>
  ending.length <= words.length && ending.every((word, index) => words[words.length - ending.length + index] === word);
