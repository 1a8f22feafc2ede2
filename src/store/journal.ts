import { hashOf } from '../engine/hash.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** Who did what, each entry chained to the one before by its hash, so that nobody can take one out unseen. */

export interface JournalEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly subject: string;
  /** The content hash before and after, where there is one. */
  readonly before?: string;
  readonly after?: string;
}

export interface JournalHead {
  readonly number: number;
  readonly hash: string;
}

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

/** Walks the whole chain. @returns the number of the first entry that does not fit, or undefined when all do */
export async function firstBrokenLink(database: Database): Promise<number | undefined> {
  let previous = 'sha256:';
  let after = 0;
  for (;;) {
    const rows = await database('journal').where('number', '>', after).orderBy('number').limit(1000);
    for (const { hash, number, at, ...rest } of rows) {
      const link = { ...rest, at: Number(at), number: Number(number) };
      if (link.previous !== previous || link.number !== after + 1 || hashOf(link) !== hash) return link.number;
      previous = hash;
      after = link.number;
    }
    if (rows.length === 0) return undefined;
  }
}

const linkOf = ({ at, who, what, subject, before, after }: JournalEntry) => ({
  at,
  who,
  what,
  subject,
  before: before ?? null,
  after: after ?? null,
});
