/** The name that a misspelt one most likely means: the only one within two slips (one in a short name). In any case. */
export function nearName(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const most = wanted.length < 6 ? 1 : 2;
  let [best, least, isAlone] = ["", most + 1, false];
  for (const candidate of names) {
    if (Math.abs(candidate.length - wanted.length) > most) continue;
    const found = slips(wanted, candidate.toLowerCase(), least);
    if (found > least || found > most) continue;
    [best, isAlone] = [candidate, found < least];
    least = found;
  }
  return least <= most && isAlone ? best : undefined;
}

/** Letters that are wrong, missing, too many or swapped; counts no further than `most`. */
function slips(one: string, other: string, most: number): number {
  let [before, row] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const step = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1));
      next.push(isSwap ? Math.min(step, (before[j - 2] ?? 0) + 1) : step);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length] ?? most + 1;
}
