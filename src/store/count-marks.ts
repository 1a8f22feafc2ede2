import type { Knex } from 'knex';
import type { Mark, MarkKind } from '../engine/marks.js';
import type { Database, Transaction } from './connect.js';
import { type Scope, type Selection, type Slicing, selection, type Unit } from './counted-verdicts.js';
import { type Stretch, summed } from './stretches.js';

/**
 * Counts over the marks of verdicts. The database counts; what comes back is a row for each mark and slice, never one for
 * each verdict. Each count is true of the revision that the scope names, so several need no transaction.
 */

export interface MarkCount extends Mark {
  /** An area's code, a day, a month; null for an area that is not known. */
  readonly slice: string | number | null;
  readonly count: number;
  /** Of these, how many ended in a later day or month than that in which they began. */
  readonly rough: number;
}

/** Which marks are counted. */
export interface Counted {
  readonly kinds: readonly MarkKind[];
  readonly readings: readonly string[];
  /** Of some kinds only these values. */
  readonly values?: Partial<Record<MarkKind, readonly string[]>>;
}

/** Not sliced. */
export const WHOLE: Slicing = { by: 'nothing' };

/** How many verdicts a scope holds, and how many more only reach into its time. */
export async function countVerdicts(
  database: Database | Transaction,
  scope: Scope,
): Promise<{ counted: number; partlyInSpan: number }> {
  const count = async (partly: boolean) => {
    const { narrow } = await selection(database, scope, WHOLE, partly);
    // One row to join to: a count without marks.
    const one = database.select(database.raw('1 as one')).as('o');
    const [row] = await summed(scope, (stretch) =>
      narrow(database.from(one), stretch).select(countOf(database, scope.unit)),
    );
    return Number(row?.count ?? 0);
  };
  const bounded = scope.from !== undefined || scope.to !== undefined;
  return { counted: await count(false), partlyInSpan: bounded ? await count(true) : 0 };
}

/** Counts the verdicts of a scope by mark, and by the slices they are cut into. */
export async function countMarks(
  database: Database | Transaction,
  scope: Scope,
  slicing: Slicing,
  counted: Counted,
): Promise<MarkCount[]> {
  const marks = await marksOf(database, counted);
  const verdicts = await selection(database, scope, slicing);
  const rows = await summed(scope, (stretch) => {
    const query = bearing(database, verdicts, wanted(database, counted).select('id'), stretch).select(
      'b.mark',
      database.raw(`${verdicts.slice} as slice`),
      countOf(database, scope.unit),
      roughOf(database, scope.unit, verdicts),
    );
    // By place in the list of columns: a slice may be a bare number, which GROUP BY would take for such a place.
    return query.groupByRaw(slicing.by === 'nothing' ? '1' : '1, 2');
  });
  return rows.map(({ mark, slice, count, rough }) => ({
    ...markOf(marks, mark),
    slice: slice ?? null,
    count: Number(count),
    rough: Number(rough),
  }));
}

/**
 * Counts the verdicts of a scope by which marks of a kind they bear together, a group of marks at a time.
 * @param groupOf the group a mark belongs to
 * @returns for each group how many verdicts bear any mark of it, and by mark how many bear that one of the group alone
 */
export async function countAlone(
  database: Database | Transaction,
  scope: Scope,
  counted: Counted,
  groupOf: (mark: Mark) => string,
): Promise<Map<string, { any: number; alone: Map<string, number> }>> {
  const marks = await marksOf(database, counted);
  const ids = new Map<string, number[]>();
  for (const [id, mark] of marks) ids.set(groupOf(mark), [...(ids.get(groupOf(mark)) ?? []), id]);
  const verdicts = await selection(database, scope, WHOLE);
  const found = new Map<string, { any: number; alone: Map<string, number> }>();
  for (const [group, members] of ids) {
    const perVerdict = (stretch: Stretch) => {
      const query = bearing(database, verdicts, members, stretch)
        .groupBy('b.number')
        .select('b.number', database.raw('min(b.mark) as mark'), database.raw('count(*) as marks'));
      return scope.unit === 'events' ? query.select(database.raw('min(i.event_id) as event_id')) : query;
    };
    const count = countOf(database, scope.unit);
    const any = await summed(scope, (stretch) => database.from(perVerdict(stretch).as('i')).select(count));
    const rows = await summed(scope, (stretch) =>
      database.from(perVerdict(stretch).as('i')).where('marks', 1).groupBy('mark').select('mark', count),
    );
    found.set(group, {
      any: Number(any[0]?.count ?? 0),
      alone: new Map(rows.map(({ mark, count: alone }) => [markOf(marks, mark).value, Number(alone)])),
    });
  }
  return found;
}

/** As a query of ids, so that however many marks there are, none is a parameter of the statement. */
export function wanted(database: Database | Transaction, { kinds, readings, values }: Counted): Knex.QueryBuilder {
  const query = database('marks')
    .whereIn('kind', [...kinds])
    .whereIn('reading', [...readings]);
  for (const [kind, only] of Object.entries(values ?? {}))
    query.where((each) => each.whereNot('kind', kind).orWhereIn('value', [...only]));
  return query;
}

export async function marksOf(database: Database | Transaction, counted: Counted): Promise<Map<number, Mark>> {
  const rows: (Mark & { id: number })[] = await wanted(database, counted);
  return new Map(rows.map(({ id, reading, kind, value }) => [id, { reading, kind, value }]));
}

export function markOf(marks: ReadonlyMap<number, Mark>, id: string | number | null | undefined): Mark {
  const mark = marks.get(Number(id));
  if (mark === undefined) throw new RangeError(`a count of a mark that was not asked for: ${id}`);
  return mark;
}

/** The verdicts of a selection with those of the marks that they bear. CROSS JOIN keeps SQLite to the order that is fast. */
export const bearing = (
  database: Database | Transaction,
  { narrow }: Selection,
  marks: Knex.QueryBuilder | readonly number[],
  stretch: Stretch,
): Knex.QueryBuilder =>
  narrow(database.from('verdict_marks as b'), stretch)
    .where('b.number', '>', stretch.after)
    .where('b.number', '<=', stretch.upTo)
    .whereRaw('v.number = b.number')
    .whereIn('b.mark', marks as Knex.QueryBuilder);

export const countOf = (database: Database | Transaction, unit: Unit): Knex.Raw =>
  database.raw(unit === 'incidents' ? 'count(*) as count' : 'count(DISTINCT i.event_id) as count');
export const roughOf = (database: Database | Transaction, unit: Unit, { rough }: Pick<Selection, 'rough'>): Knex.Raw =>
  database.raw(
    unit === 'incidents'
      ? `sum(${rough}) as rough`
      : `count(DISTINCT CASE WHEN ${rough} = 1 THEN i.event_id END) as rough`,
  );
