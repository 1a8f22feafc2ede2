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

export async function insertChanges(transaction: Transaction, changes: readonly Change[]): Promise<void> {
  const rows = changes.map(({ number, type, verdictId, incidentId, supersedes, at }) => ({
    number,
    type,
    verdict_id: verdictId,
    incident: incidentId,
    supersedes: supersedes ?? null,
    at,
  }));
  await insertRows(transaction, 'changes', rows);
}

/** The changes after a number, the oldest first. */
export async function changesAfter(database: Database | Transaction, after: number, limit: number): Promise<Change[]> {
  const rows = await database('changes').where('number', '>', after).orderBy('number').limit(limit);
  return rows.map(changeOf);
}

/** The changes of these numbers, by number; a number that was never given out has none. */
export async function changesNumbered(
  database: Database | Transaction,
  numbers: readonly number[],
): Promise<Map<number, Change>> {
  const rows = await database('changes').whereIn('number', [...numbers]);
  return new Map(rows.map(changeOf).map((change) => [change.number, change]));
}

const changeOf = (row: Record<string, unknown>): Change => ({
  number: Number(row.number),
  type: row.type as Change['type'],
  verdictId: String(row.verdict_id),
  incidentId: String(row.incident),
  ...(row.supersedes === null ? {} : { supersedes: String(row.supersedes) }),
  at: Number(row.at),
});
