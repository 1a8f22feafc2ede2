import { distance } from 'fastest-levenshtein';

/**
 * The known words nearest in spelling, the nearest first.
 * @param most how many at the most
 * @returns only words close enough to be a slip of the pen: within a third of the word's length, at least 2 letters.
 */
export function nearest(word: string, known: Iterable<string>, most = 3): string[] {
  const wanted = word.toLowerCase();
  const scored: [number, string][] = [];
  for (const candidate of known) {
    const within = Math.max(2, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    // Words are at least as far apart as their lengths; a very long one is not compared letter by letter.
    if (Math.abs(wanted.length - candidate.length) > within) continue;
    const away = distance(wanted, candidate.toLowerCase());
    if (away <= within) scored.push([away, candidate]);
  }
  return scored
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
    .slice(0, most)
    .map(([, candidate]) => candidate);
}
