import type { VerdictSummary } from '../domain/verdict-summary.js';
import { type Cause, causeOf } from './causes.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** The feed: every verdict, supersession and withdrawal in the order of commits. */

export interface Change {
  readonly number: number;
  readonly type: 'verdict' | 'superseded' | 'withdrawn';
  readonly verdictId: string;
  readonly incidentId: string;
  readonly supersedes?: string;
  readonly at: number;
}

export interface NewChange extends Change {
  /** The number of the rule changes that it comes from; absent where it comes from a report. */
  readonly cause?: number | undefined;
}

export async function insertChanges(transaction: Transaction, changes: readonly NewChange[]): Promise<void> {
  const rows = changes.map(({ number, type, verdictId, incidentId, supersedes, at, cause }) => ({
    number,
    type,
    verdict_id: verdictId,
    incident: incidentId,
    supersedes: supersedes ?? null,
    at,
    cause: cause ?? null,
  }));
  await insertRows(transaction, 'changes', rows);
}

/** The changes after a number, the oldest first. */
export async function changesAfter(database: Database | Transaction, after: number, limit: number): Promise<Change[]> {
  const rows = await database('changes').where('number', '>', after).orderBy('number').limit(limit);
  return rows.map(changeOf);
}

const changeOf = (row: Record<string, unknown>): Change => ({
  number: Number(row.number),
  type: row.type as Change['type'],
  verdictId: String(row.verdict_id),
  incidentId: String(row.incident),
  ...(row.supersedes === null ? {} : { supersedes: String(row.supersedes) }),
  at: Number(row.at),
});

/** A change as the feed tells it: what is new comes with its summary, as it was stored. */
export interface ToldChange extends Change {
  /** The rule changes that it comes from; absent where it comes from a report. */
  readonly because?: readonly Cause[];
  readonly verdict?: VerdictSummary;
}

/**
 * The changes after one number up to another, the oldest first.
 * @param stretch `through` must be committed, and so all before it; `agreement` leaves out those of other agreements
 */
export async function changesBetween(
  database: Database | Transaction,
  stretch: {
    readonly after: number;
    readonly through: number;
    readonly agreement?: string | undefined;
    readonly limit: number;
  },
): Promise<ToldChange[]> {
  const summary = database.raw("case when c.type = 'verdict' then v.summary end as summary");
  const query = database('changes as c')
    .leftJoin('verdicts as v', 'v.id', 'c.verdict_id')
    .leftJoin('causes as b', 'b.id', 'c.cause')
    .where('c.number', '>', stretch.after)
    .where('c.number', '<=', stretch.through)
    .orderBy('c.number')
    .limit(stretch.limit)
    .select('c.*', 'b.because', summary);
  if (stretch.agreement !== undefined) query.where('v.agreement', stretch.agreement);
  const rows: Record<string, unknown>[] = await query;
  return rows.map((row) => ({
    ...changeOf(row),
    ...(row.because === null ? {} : { because: causeOf(row.because) }),
    ...(row.summary === null ? {} : { verdict: JSON.parse(String(row.summary)) as VerdictSummary }),
  }));
}

/** The changes of these numbers, by number; a number that was never given out has none. */
export async function changesNumbered(
  database: Database | Transaction,
  numbers: readonly number[],
): Promise<Map<number, Change>> {
  const rows = await database('changes').whereIn('number', [...numbers]);
  return new Map(rows.map(changeOf).map((change) => [change.number, change]));
}
