/** Names for a message: `'a'`, `'a' and 'b'`, `'a', 'b' and 3 more`. */
export function listed(names: readonly string[]): string {
  const [first = "", second, third] = names;
  if (second === undefined) return `'${first}'`;
  if (third === undefined) return `'${first}' and '${second}'`;
  return `'${first}', '${second}' and ${names.length - 2} more`;
}
