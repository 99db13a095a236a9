import { bodyOf, type Outcome } from "./proof.ts";

/** Three users in the SQL of any engine. */
export const users = `CREATE TABLE users (id TEXT, name TEXT, age INTEGER, state TEXT);
INSERT INTO users VALUES ('u1', 'Ada', 36, 'open'), ('u2', 'Bert O''Huber', 41, 'open'), ('u3', 'Cleo', 29, 'closed');`;

/** The ids of the users that the body of the response lists, in order. */
export function idsIn(outcome: Outcome): readonly string[] {
  const body = bodyOf(outcome);
  return Array.isArray(body) ? body.map((row) => String((row as { id?: unknown } | null)?.id)).sort() : [];
}

export const isEveryone = (outcome: Outcome): boolean => idsIn(outcome).length === 3;

/** Whether exactly these users are answered. */
export const answers =
  (...ids: readonly string[]) =>
  (outcome: Outcome): boolean =>
    idsIn(outcome).join() === ids.join();
