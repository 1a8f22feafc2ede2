import type { Knex } from 'knex';
import { DAY, type MonthStart, type OffsetStretch } from '../domain/calendar.js';
import { type Database, isSqlite, type Transaction } from './connect.js';
import { marksLike } from './marks.js';
import type { Stretch } from './stretches.js';

/** How many incidents, or how many distinct events, where reports of one event are tied together. */
export const UNITS = ['incidents', 'events'] as const;
export type Unit = (typeof UNITS)[number];

/** The verdicts that a count is about, as a query that others count over: as they were at a revision, one per incident. */

export interface Scope {
  readonly agreement: string;
  readonly unit: Unit;
  /** Only what surely happened at or after, and at or before, these instants. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** A group that acted or was struck, or that such a group is a member of. */
  readonly party?: string | undefined;
  /** The code of a first-level area; null for verdicts whose area is not known. */
  readonly area?: string | null | undefined;
  readonly standing?: string | undefined;
  readonly asOf: number;
}

/** The first and the last instant at which any stored act begins or ends; both 0 where nothing is stored. */
export async function spanOf(database: Database | Transaction): Promise<{ first: number; last: number }> {
  const first = await database('verdicts').min({ at: 'occurred_from' }).first();
  const last = await database('verdicts').max({ at: 'occurred_to' }).first();
  return { first: Number(first?.at ?? 0), last: Number(last?.at ?? 0) };
}

/** How the verdicts are cut into slices: not at all, by first-level area, or by the day or month in which the act began. */
export type Slicing =
  | { readonly by: 'nothing' }
  | { readonly by: 'area' }
  | { readonly by: 'day'; readonly offsets: readonly OffsetStretch[] }
  | { readonly by: 'month'; readonly months: readonly MonthStart[] };

/** What is counted in: `v` is the verdict, `slice` and `rough` are SQL over it; where events are counted `i` is its incident. */
export interface Selection {
  /** Joins the verdicts to a query and leaves those of the scope whose numbers lie in a stretch. */
  readonly narrow: (query: Knex.QueryBuilder, stretch: Stretch) => Knex.QueryBuilder;
  readonly slice: string;
  /** 1 where the act began in one slice and ended in another. */
  readonly rough: string;
}

/**
 * The verdicts of a scope. A count walks marks and looks each verdict up in the index `verdicts_counted`, which holds all
 * that is asked here: the rows themselves are fat with reasons. SQLite is told so, since it would guess otherwise.
 * @param partly instead those whose dates only reach into the time asked for
 */
export async function selection(
  database: Database | Transaction,
  scope: Scope,
  slicing: Slicing,
  partly = false,
): Promise<Selection> {
  const { agreement, unit, from, to, party, area, standing, asOf } = scope;
  const parties = party === undefined ? undefined : await marksLike(database, ['party'], party, '');
  const verdicts = `CROSS JOIN verdicts AS v${isSqlite(database) ? ' INDEXED BY verdicts_counted' : ''}`;
  const narrow = (query: Knex.QueryBuilder, { after, upTo }: Stretch) => {
    query
      .joinRaw(verdicts)
      .where('v.agreement', agreement)
      .where('v.number', '>', after)
      .where('v.number', '<=', upTo)
      .where((current) => current.whereNull('v.ended').orWhere('v.ended', '>', asOf));
    if (partly) reachingInto(query, from, to);
    else {
      if (from !== undefined) query.where('v.occurred_from', '>=', from);
      if (to !== undefined) query.where('v.occurred_to', '<=', to);
    }
    if (area === null) query.whereNull('v.area');
    else if (area !== undefined) query.where('v.area', area);
    if (standing !== undefined) query.where('v.standing', standing);
    if (parties !== undefined)
      query.whereExists(
        database('verdict_marks as p')
          .select(database.raw('1'))
          .whereIn('p.mark', parties)
          .whereRaw('p.number = v.number'),
      );
    return unit === 'events' ? query.joinRaw('CROSS JOIN incidents AS i').whereRaw('i.id = v.incident') : query;
  };
  return { narrow, ...sliceSql(slicing) };
}

/** Meets the time asked for, and is not surely in it. */
function reachingInto(query: Knex.QueryBuilder, from: number | undefined, to: number | undefined): void {
  if (from !== undefined) query.where('v.occurred_to', '>=', from);
  if (to !== undefined) query.where('v.occurred_from', '<=', to);
  query.where((outside) => {
    outside.whereRaw('1 = 0');
    if (from !== undefined) outside.orWhere('v.occurred_from', '<', from);
    if (to !== undefined) outside.orWhere('v.occurred_to', '>', to);
  });
}

function sliceSql(slicing: Slicing): { slice: string; rough: string } {
  if (slicing.by === 'nothing') return { slice: 'NULL', rough: '0' };
  if (slicing.by === 'area') return { slice: 'v.area', rough: '0' };
  const cut =
    slicing.by === 'day'
      ? (column: string) => daySql(column, slicing.offsets)
      : (column: string) => monthSql(column, slicing.months);
  const slice = cut('v.occurred_from');
  return { slice, rough: `CASE WHEN ${slice} = ${cut('v.occurred_to')} THEN 0 ELSE 1 END` };
}

/** Added before the division and taken off after it, since SQL cuts towards zero: whole days from 1899-12-31 to 1970. */
const SHIFT_DAYS = 25_569;

/** The local day of an instant. Whole numbers only, so that SQLite and PostgreSQL divide alike. */
function daySql(column: string, offsets: readonly OffsetStretch[]): string {
  const offset = offsets.reduceRight(
    (rest, { until, offset: own }) =>
      until === undefined ? `${own}` : `CASE WHEN ${column} < ${until} THEN ${own} ELSE ${rest} END`,
    '0',
  );
  return `((${column} + ${offset} + ${SHIFT_DAYS * DAY}) / ${DAY} - ${SHIFT_DAYS})`;
}

/** The local month, found by halving the months there are: SQL knows no calendar that both databases share. */
function monthSql(column: string, months: readonly MonthStart[]): string {
  if (months.length === 0) return '0';
  const middle = months[Math.ceil(months.length / 2)];
  if (months.length === 1 || middle === undefined) return `${months[0]?.month}`;
  const [early, late] = [months.slice(0, Math.ceil(months.length / 2)), months.slice(Math.ceil(months.length / 2))];
  return `CASE WHEN ${column} < ${middle.begins} THEN ${monthSql(column, early)} ELSE ${monthSql(column, late)} END`;
}
