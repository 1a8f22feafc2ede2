import type { Knex } from 'knex';
import type { VerdictSummary, VerdictWithReasons } from '../domain/verdict-summary.js';
import type { Outcome, OutcomeOrOpen } from '../domain/words.js';
import type { Database, Transaction } from './connect.js';
import { outcomeBits, verdictOf } from './verdict-rows.js';

/** Pages of verdicts as they were at a revision, the newest first. */

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

export async function listVerdicts(database: Database | Transaction, filter: VerdictFilter): Promise<VerdictSummary[]> {
  const rows: { summary: string }[] = await matching(database, filter).select('v.summary');
  return rows.map((row) => JSON.parse(row.summary));
}

/** The same page with every verdict whole. */
export async function listWholeVerdicts(
  database: Database | Transaction,
  filter: VerdictFilter,
): Promise<VerdictWithReasons[]> {
  const rows: Record<string, unknown>[] = await matching(database, filter).select('v.*');
  return rows.map((row) => ({ ...(JSON.parse(String(row.summary)) as VerdictSummary), ...verdictOf(row) }));
}

function matching(database: Database | Transaction, filter: VerdictFilter): Knex.QueryBuilder {
  const query = database('verdicts as v')
    .where('v.number', '<=', filter.asOf)
    .where((current) => current.whereNull('v.ended').orWhere('v.ended', '>', filter.asOf))
    .orderBy('v.number', 'desc')
    .limit(filter.limit);
  if (filter.before !== undefined) query.where('v.number', '<', filter.before);
  if (filter.agreement !== undefined) query.where('v.agreement', filter.agreement);
  if (filter.contested !== undefined) query.where('v.contested', filter.contested ? 1 : 0);
  if (filter.from !== undefined) query.where('v.occurred_to', '>=', filter.from);
  if (filter.to !== undefined) query.where('v.occurred_from', '<=', filter.to);
  if (filter.bbox !== undefined) within(query, filter.bbox);
  byReading(query, database, filter);
  if (filter.party !== undefined) marked(query, database, ['party'], filter.party, '');
  if (filter.term !== undefined) marked(query, database, ['breached', 'lifted'], filter.term, filter.reading);
  if (filter.exception !== undefined) marked(query, database, ['exception'], filter.exception, filter.reading);
  return query;
}

function within(query: Knex.QueryBuilder, [west, south, east, north]: readonly [number, number, number, number]) {
  query.whereBetween('v.lat', [south, north]);
  if (west <= east) query.whereBetween('v.lon', [west, east]);
  else query.where((across) => across.where('v.lon', '>=', west).orWhere('v.lon', '<=', east));
}

function byReading(query: Knex.QueryBuilder, database: Database | Transaction, filter: VerdictFilter) {
  const { outcome, mayBe, standing, reading } = filter;
  if (outcome === undefined && mayBe === undefined && standing === undefined && reading === undefined) return;
  const inner = database('verdict_readings as r').select(database.raw('1')).whereRaw('r.number = v.number');
  if (reading === undefined) inner.whereRaw('r.reading = v.reading');
  else inner.where('r.reading', reading);
  if (outcome !== undefined) inner.where('r.outcome', outcome);
  if (standing !== undefined) inner.where('r.standing', standing);
  if (mayBe !== undefined)
    inner.where('r.outcome', 'undetermined').whereRaw('(r.possible & ?) <> 0', [outcomeBits([mayBe])]);
  query.whereExists(inner);
}

function marked(
  query: Knex.QueryBuilder,
  database: Database | Transaction,
  kinds: readonly string[],
  value: string,
  reading: string | undefined,
) {
  const inner = database('verdict_marks as m')
    .select(database.raw('1'))
    .whereRaw('m.number = v.number')
    .whereIn('m.kind', [...kinds])
    .where('m.value', value);
  if (reading !== undefined) inner.where('m.reading', reading);
  query.whereExists(inner);
}
