import type { JournalAct, JournalHead } from '../domain/journal.js';
import { hashOf } from '../engine/hash.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** Who did what, each entry chained to the one before by its hash, so that nobody can take one out unseen. */

export interface JournalEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly who: string;
  readonly what: JournalAct;
  readonly subject: string;
  /** The content hash before and after, where there is one. */
  readonly before?: string;
  readonly after?: string;
}

/** An entry in its place in the chain. */
export interface ChainedEntry extends JournalEntry {
  readonly number: number;
  /** The hash of the entry before it. */
  readonly previous: string;
  /** Of all the rest of the entry. */
  readonly hash: string;
}

/** What the first entry names as the one before it. */
export const CHAIN_START = 'sha256:';

/** Appends entries to the chain. @returns its new head */
export async function appendToJournal(
  transaction: Transaction,
  head: JournalHead,
  entries: readonly JournalEntry[],
): Promise<JournalHead> {
  let { number, hash } = head;
  const rows = entries.map((entry) => {
    number += 1;
    const link = { ...linkOf(entry), number, previous: hash };
    hash = hashOf(link);
    return { ...link, hash };
  });
  await insertRows(transaction, 'journal', rows);
  return { number, hash };
}

const linkOf = ({ at, who, what, subject, before, after }: JournalEntry) => ({
  at,
  who,
  what,
  subject,
  before: before ?? null,
  after: after ?? null,
});

/** The head as the row of the revision names it; undefined where that row is gone. */
export async function journalHead(database: Database | Transaction): Promise<JournalHead | undefined> {
  const row = await database('revision').where({ id: 1 }).first('journal_number', 'journal_hash');
  return row === undefined ? undefined : { number: Number(row.journal_number), hash: String(row.journal_hash) };
}

/** The last entry of some kinds; undefined where there is none. */
export async function lastEntryOf(
  transaction: Transaction,
  whats: readonly JournalAct[],
): Promise<ChainedEntry | undefined> {
  const row = await transaction('journal')
    .whereIn('what', [...whats])
    .orderBy('number', 'desc')
    .first();
  return row === undefined ? undefined : entryOf(row);
}

export interface JournalFilter {
  readonly who?: string | undefined;
  readonly what?: string | undefined;
  readonly subject?: string | undefined;
  /** Milliseconds since 1970; both ends are included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}
export interface JournalPage {
  readonly limit: number;
  /** The newest first, only those with a lower number; all when absent. */
  readonly before?: number | undefined;
  /** The oldest first, only those with a higher number; counts before `before`. */
  readonly after?: number | undefined;
}

/** A page of the journal. */
export async function listJournal(
  database: Database | Transaction,
  { who, what, subject, from, to }: JournalFilter,
  { limit, before, after }: JournalPage,
): Promise<ChainedEntry[]> {
  const query = database('journal')
    .orderBy('number', after === undefined ? 'desc' : 'asc')
    .limit(limit);
  if (after !== undefined) query.where('number', '>', after);
  if (before !== undefined) query.where('number', '<', before);
  for (const [column, value] of Object.entries({ who, what, subject }))
    if (value !== undefined) query.where(column, value);
  if (from !== undefined) query.where('at', '>=', from);
  if (to !== undefined) query.where('at', '<=', to);
  return (await query).map(entryOf);
}

const entryOf = (row: Record<string, unknown>): ChainedEntry => ({
  number: Number(row.number),
  at: Number(row.at),
  who: String(row.who),
  what: row.what as JournalAct,
  subject: String(row.subject),
  ...(row.before === null ? {} : { before: String(row.before) }),
  ...(row.after === null ? {} : { after: String(row.after) }),
  previous: String(row.previous),
  hash: String(row.hash),
});
