import type { Knex } from 'knex';
import type { MarkKind } from '../engine/marks.js';
import type { Database, Transaction } from './connect.js';
import { type Scope, type Slicing, selected } from './counted-verdicts.js';

/**
 * Counts over the marks of verdicts. The database counts; what comes back is a row for each mark and slice, never one for
 * each verdict. Each count is true of the revision that the scope names, so several need no transaction.
 */

/** How many incidents, or how many distinct events, where reports of one event are tied together. */
export type Unit = 'incidents' | 'events';

export interface MarkCount {
  readonly reading: string;
  readonly kind: MarkKind;
  readonly value: string;
  /** An area's code, a day, a month; null for an area that is not known. */
  readonly slice: string | number | null;
  readonly count: number;
  /** Of these, how many ended in a later day or month than that in which they began. */
  readonly rough: number;
}

export interface Counted {
  readonly kinds: readonly MarkKind[];
  readonly readings: readonly string[];
  /** Only these values of the marks. */
  readonly values?: readonly string[];
}

/** Counts the verdicts of a scope by mark, and by the slices they are cut into. */
export async function countMarks(
  database: Database | Transaction,
  scope: Scope,
  unit: Unit,
  slicing: Slicing,
  { kinds, readings, values }: Counted,
): Promise<MarkCount[]> {
  const { query } = await selected(database, scope, slicing);
  const marks = database('marks as m')
    .whereIn('m.kind', [...kinds])
    .whereIn('m.reading', [...readings]);
  if (values !== undefined) marks.whereIn('m.value', [...values]);
  const names: { id: number; reading: string; kind: MarkKind; value: string }[] = await marks.select('m.*');
  const rows: { mark: number; slice: string | number | null; count: number; rough: number }[] = await database
    .withMaterialized('s', query)
    // CROSS JOIN keeps SQLite to this order; to PostgreSQL it is a join like any other.
    .from('verdict_marks as b')
    .joinRaw('CROSS JOIN s')
    .whereRaw('s.number = b.number')
    .whereIn(
      'b.mark',
      names.map(({ id }) => id),
    )
    .groupBy('b.mark', 's.slice')
    .select('b.mark', 's.slice', countOf(database, unit), roughOf(database, unit));
  const byId = new Map(names.map((name) => [name.id, name]));
  return rows.map(({ mark, slice, count, rough }) => {
    const { reading, kind, value } = byId.get(mark) as (typeof names)[number];
    return { reading, kind, value, slice, count: Number(count), rough: Number(rough) };
  });
}

const countOf = (database: Database | Transaction, unit: Unit): Knex.Raw =>
  database.raw(unit === 'incidents' ? 'count(*) as count' : 'count(DISTINCT s.event) as count');
const roughOf = (database: Database | Transaction, unit: Unit): Knex.Raw =>
  database.raw(
    unit === 'incidents' ? 'sum(s.rough) as rough' : 'count(DISTINCT CASE WHEN s.rough = 1 THEN s.event END) as rough',
  );
