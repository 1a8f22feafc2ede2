import type { Knex } from 'knex';
import type { VerdictSummary, VerdictWithReasons } from '../domain/verdict-summary.js';
import type { Outcome, OutcomeOrOpen } from '../domain/words.js';
import type { MarkKind } from '../engine/marks.js';
import type { Database, Transaction } from './connect.js';
import { marksLike } from './marks.js';
import { verdictOf } from './verdict-rows.js';

/**
 * Pages of verdicts as they were at a revision, the newest first. Where a filter is met often, walking from the newest finds
 * a page soon; where it is met rarely, its few verdicts are gathered first. Either way a page costs about the same however
 * many verdicts there are.
 */

/** A filter that this many verdicts meet is walked to; of fewer, all are gathered. */
const RARE = 5_000;

export interface VerdictFilter {
  readonly agreement?: string | undefined;
  /** Which reading `outcome`, `mayBe`, `standing` ask of: the headline when absent. */
  readonly reading?: string | undefined;
  readonly outcome?: OutcomeOrOpen | undefined;
  /** Still possible while undetermined. */
  readonly mayBe?: Outcome | undefined;
  readonly standing?: string | undefined;
  /** A group that acted or was struck, or that such a group is a member of. */
  readonly party?: string | undefined;
  /** A term that was breached or lifted, in `reading`, or in any. */
  readonly term?: string | undefined;
  /** An exception that lifted a term, in `reading`, or in any. */
  readonly exception?: string | undefined;
  readonly contested?: boolean | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** West, south, east, north; west greater than east crosses the date line. */
  readonly bbox?: readonly [number, number, number, number] | undefined;
  readonly asOf: number;
  /** Only those before this number in the list. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A page of verdicts in short, the newest first. */
export async function listVerdicts(database: Database | Transaction, filter: VerdictFilter): Promise<VerdictSummary[]> {
  const rows: { summary: string }[] = await (await matching(database, filter)).query.select('v.summary');
  return rows.map((row) => JSON.parse(row.summary));
}

/** The same page with every verdict whole. */
export async function listWholeVerdicts(
  database: Database | Transaction,
  filter: VerdictFilter,
): Promise<VerdictWithReasons[]> {
  const rows: Record<string, unknown>[] = await (await matching(database, filter)).query.select('v.*');
  return rows.map((row) => ({ ...(JSON.parse(String(row.summary)) as VerdictSummary), ...verdictOf(row) }));
}

/** What narrows a list: the numbers of verdicts that meet one filter, as a query. */
type Narrowing = () => Knex.QueryBuilder;

/** The query behind a page, without its columns; `v` is the verdict. (In an object, for a query by itself would be run by await.) */
async function matching(
  database: Database | Transaction,
  filter: VerdictFilter,
): Promise<{ readonly query: Knex.QueryBuilder }> {
  // One bound, not two: SQLite would walk from the first of them and pass over the rest.
  const highest = filter.before === undefined ? filter.asOf : Math.min(filter.asOf, filter.before - 1);
  const query = database('verdicts as v')
    .where('v.number', '<=', highest)
    .where((current) => current.whereNull('v.ended').orWhere('v.ended', '>', filter.asOf))
    .orderBy('v.number', 'desc')
    .limit(filter.limit);
  const narrowings: Narrowing[] = [];
  for (const ids of await wantedMarks(database, filter)) {
    narrowings.push(() => database('verdict_marks as m').whereIn('m.mark', ids).select('m.number'));
    query.whereExists(
      database('verdict_marks as m').select(database.raw('1')).whereIn('m.mark', ids).whereRaw('m.number = v.number'),
    );
  }
  if (filter.contested === false) {
    const ids = await marksLike(database, ['contested'], 'true', '');
    query.whereNotExists(
      database('verdict_marks as m').select(database.raw('1')).whereIn('m.mark', ids).whereRaw('m.number = v.number'),
    );
  }
  for (const narrow of [inTime(filter), inBox(filter.bbox)]) {
    if (narrow === undefined) continue;
    narrowings.push(() => narrow(database('verdicts as v').select('v.number'), (column) => database.raw(column)));
    narrow(query, (column) => database.raw(`+${column}`));
  }
  for (const narrowing of narrowings) {
    if (!(await isRare(database, narrowing))) continue;
    query.whereIn('v.number', narrowing());
    break;
  }
  return { query };
}

async function isRare(database: Database | Transaction, narrowing: Narrowing): Promise<boolean> {
  const found = await database.from(narrowing().limit(RARE).as('some')).count({ rows: '*' }).first();
  return Number(found?.rows) < RARE;
}

/** For each filter the marks of which a verdict must bear one. */
async function wantedMarks(database: Database | Transaction, filter: VerdictFilter): Promise<number[][]> {
  const { reading, agreement, outcome, mayBe, standing, party, term, exception, contested } = filter;
  const headline = reading ?? '';
  const asked: (readonly [kinds: readonly MarkKind[], value: string | undefined, reading: string | undefined])[] = [
    [['agreement'], agreement, ''],
    [['contested'], contested === true ? 'true' : undefined, ''],
    [['standing'], standing, ''],
    [['party'], party, ''],
    [['outcome'], outcome, headline],
    [['may'], mayBe, headline],
    [['breached', 'lifted'], term, reading],
    [['exception'], exception, reading],
  ];
  const lists: number[][] = [];
  for (const [kinds, value, of] of asked)
    if (value !== undefined) lists.push(await marksLike(database, kinds, value, of));
  // Without a question about its outcome, a reading only asks that the verdict has it.
  if (reading !== undefined && outcome === undefined && mayBe === undefined)
    lists.push((await database('marks').where({ kind: 'outcome', reading }).select('id')).map(({ id }) => Number(id)));
  return lists;
}

/** @param written how a column is written: with a plus before it no index on it is used, so that a walk stays a walk */
type Narrow = (query: Knex.QueryBuilder, written: (column: string) => Knex.Raw) => Knex.QueryBuilder;

function inTime({ from, to }: VerdictFilter): Narrow | undefined {
  if (from === undefined && to === undefined) return undefined;
  return (query, written) => {
    if (from !== undefined) query.where(written('v.occurred_to'), '>=', from);
    if (to !== undefined) query.where(written('v.occurred_from'), '<=', to);
    return query;
  };
}

function inBox(bbox: VerdictFilter['bbox']): Narrow | undefined {
  if (bbox === undefined) return undefined;
  const [west, south, east, north] = bbox;
  return (query, written) => {
    query.where(written('v.lat'), '>=', south).where(written('v.lat'), '<=', north);
    if (west <= east) return query.where(written('v.lon'), '>=', west).where(written('v.lon'), '<=', east);
    return query.where((across) => across.where(written('v.lon'), '>=', west).orWhere(written('v.lon'), '<=', east));
  };
}
