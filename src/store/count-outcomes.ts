import { readOutcomes } from '../domain/outcomes-text.js';
import type { Mark } from '../engine/marks.js';
import type { Database, Transaction } from './connect.js';
import {
  bearing,
  type Counted,
  countMarks,
  countOf,
  type MarkCount,
  markOf,
  marksOf,
  roughOf,
  WHOLE,
  wanted,
} from './count-marks.js';
import { type Scope, type Slicing, selection } from './counted-verdicts.js';
import { type CountRow, summed } from './stretches.js';

/**
 * Counts by outcome, told as counts of the marks `outcome` and `may` (of a violation). Of incidents they are taken from the
 * text in which a verdict says what every reading leaves possible: it has few values, so that a count has few groups.
 * Distinct events of several such texts do not add up, so events are counted by the marks themselves.
 */

const OUTCOME_MARKS = { kinds: ['outcome', 'may'], values: { may: ['violation'] } } as const;

/** Counts the verdicts of a scope by the outcome of each reading, and by the slices they are cut into. */
export async function countOutcomes(
  database: Database | Transaction,
  scope: Scope,
  slicing: Slicing,
  readings: readonly string[],
): Promise<MarkCount[]> {
  if (scope.unit === 'events') return countMarks(database, scope, slicing, { ...OUTCOME_MARKS, readings });
  const { narrow, ...verdicts } = await selection(database, scope, slicing);
  // One row to join to: a count without marks.
  const one = database.select(database.raw('1 as one')).as('o');
  const rows = await summed(scope, (stretch) =>
    narrow(database.from(one), stretch)
      .select(
        'v.outcomes',
        database.raw(`${verdicts.slice} as slice`),
        countOf(database, scope.unit),
        roughOf(database, scope.unit, verdicts),
      )
      .groupByRaw(slicing.by === 'nothing' ? '1' : '1, 2'),
  );
  const sums = new Map<string, MarkCount>();
  for (const row of rows)
    for (const mark of marksIn(row, readings)) {
      const key = JSON.stringify([mark.reading, mark.kind, mark.value, row.slice]);
      const { count, rough } = sums.get(key) ?? { count: 0, rough: 0 };
      const sum = { count: count + Number(row.count), rough: rough + Number(row.rough) };
      sums.set(key, { ...mark, slice: row.slice ?? null, ...sum });
    }
  return [...sums.values()];
}

export interface OutcomePair {
  readonly first: Mark;
  readonly second: Mark;
  readonly count: number;
}

/** Counts the verdicts of a scope that bear a mark, by the outcome of each reading. */
export async function countWithOutcomes(
  database: Database | Transaction,
  scope: Scope,
  first: Counted,
  readings: readonly string[],
): Promise<OutcomePair[]> {
  const firsts = await marksOf(database, first);
  const verdicts = await selection(database, scope, WHOLE);
  if (scope.unit === 'events') {
    const second = { ...OUTCOME_MARKS, readings };
    const seconds = await marksOf(database, second);
    const rows = await summed(scope, (stretch) =>
      bearing(database, verdicts, wanted(database, first).select('id'), stretch)
        .joinRaw('CROSS JOIN verdict_marks as c')
        .whereRaw('c.number = b.number')
        .whereIn('c.mark', wanted(database, second).select('id'))
        .groupBy('b.mark', 'c.mark')
        .select('b.mark', 'c.mark as other', countOf(database, scope.unit)),
    );
    return rows.map(({ mark, other, count }) => ({
      first: markOf(firsts, mark),
      second: markOf(seconds, other),
      count: Number(count),
    }));
  }
  const rows = await summed(scope, (stretch) =>
    bearing(database, verdicts, wanted(database, first).select('id'), stretch)
      .groupBy('b.mark', 'v.outcomes')
      .select('b.mark', 'v.outcomes', countOf(database, scope.unit)),
  );
  return rows.flatMap((row) =>
    marksIn(row, readings).map((second) => ({ first: markOf(firsts, row.mark), second, count: Number(row.count) })),
  );
}

/** The marks that a row's text of outcomes stands for. */
function marksIn({ outcomes }: CountRow, readings: readonly string[]): Mark[] {
  return readOutcomes(String(outcomes))
    .filter(({ reading }) => readings.includes(reading))
    .flatMap(({ reading, outcome, mayBeViolation }): Mark[] => [
      { reading, kind: 'outcome', value: outcome },
      ...(mayBeViolation ? [{ reading, kind: 'may' as const, value: 'violation' }] : []),
    ]);
}
