/** Up to three of the names, those most like `name`, none that is not like it at all. */
export function nearest(name: string, names: readonly string[]): string[] {
  const asked = name.toLowerCase();
  const limit = Math.max(2, Math.floor(asked.length / 3));
  return names
    .map((candidate) => ({ candidate, distance: likeness(asked, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Edits between the two; the part after the area's slash may also be asked for alone, or in part. */
function likeness(asked: string, candidate: string): number {
  const last = candidate.slice(candidate.indexOf("/") + 1);
  if (asked.length > 2 && candidate.includes(asked)) return 1;
  return Math.min(distance(asked, candidate), distance(asked, last) + 1);
}

/** The number of characters to insert, remove or replace to come from one text to the other. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** ` Did you mean 'a' or 'b'?`, or nothing. */
export function suggestion(name: string, names: readonly string[]): string {
  const found = nearest(name, names).map((candidate) => `'${candidate}'`);
  return found.length > 0 ? ` Did you mean ${found.join(" or ")}?` : "";
}
