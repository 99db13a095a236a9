/** A piece of code as a message quotes it: on one line, and not longer than a message has room for. */
export function shown(code: string, most = 50): string {
  const line = code.replace(/\s+/g, " ");
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
