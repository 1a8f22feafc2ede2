/**
 * Stretches of verdict numbers, so that one count of a great many verdicts is many short statements: SQLite has one
 * connection, and whoever submits a report should not wait behind a count of a million.
 */
export interface Stretch {
  readonly after: number;
  readonly upTo: number;
}

/** Measured on a million verdicts: the costliest statement of a summary takes about two seconds for so many numbers. */
const NUMBERS = 100_000;

export type CountRow = Record<string, string | number | null>;
/** Columns that add up; the others say what is counted. */
const SUMS = ['count', 'rough'];

/**
 * Counts stretch by stretch and adds up what each answers. Events are counted at once: distinct ones do not add up.
 * @param count answers rows of which `count` and `rough` add up where all else is equal
 */
export async function summed(
  { asOf, unit }: { readonly asOf: number; readonly unit: 'incidents' | 'events' },
  count: (stretch: Stretch) => Promise<readonly CountRow[]>,
): Promise<CountRow[]> {
  const length = unit === 'events' ? Math.max(asOf, 1) : NUMBERS;
  const sums = new Map<string, CountRow>();
  for (let after = 0; after < Math.max(asOf, 1); after += length)
    for (const row of await count({ after, upTo: Math.min(after + length, asOf) })) {
      const key = JSON.stringify(Object.entries(row).filter(([column]) => !SUMS.includes(column)));
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { ...row });
      else for (const column of SUMS) if (column in row) known[column] = Number(known[column]) + Number(row[column]);
    }
  return [...sums.values()];
}
