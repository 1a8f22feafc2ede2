import type { Database, Transaction } from './connect.js';
import { appendToJournal, type JournalEntry } from './journal.js';

/**
 * The one-row counter of changes and the head of the journal. A writing transaction takes its lock first, so that
 * numbers are given out in the order of commits and a reader who saw n never meets a later n-1.
 */
export interface LockedRevision {
  /** The next change numbers; what one transaction takes is consecutive. */
  take(count: number): number[];
  /** The highest number given out so far, in this transaction or before it. */
  highest(): number;
  /** Adds an entry to the journal; written when the work is done. */
  record(entry: JournalEntry): void;
}

/** The highest change number that is committed; 0 in an empty database. */
export async function currentRevision(database: Database | Transaction): Promise<number> {
  const row = await database('revision').where({ id: 1 }).first('number');
  return Number(row.number);
}

/**
 * Runs a writing transaction: lock, work, journal, counter. Whatever throws undoes all of it.
 * @param work gets the transaction and the locked counter
 */
export async function write<T>(
  database: Database,
  work: (transaction: Transaction, revision: LockedRevision) => Promise<T>,
): Promise<T> {
  return database.transaction(async (transaction) => {
    // INVARIANT: this is the first statement. It takes the row's lock on PostgreSQL and the write lock on SQLite.
    await transaction('revision').where({ id: 1 }).update({ id: 1 });
    const row = await transaction('revision').where({ id: 1 }).first();
    let number = Number(row.number);
    const entries: JournalEntry[] = [];
    const result = await work(transaction, {
      take: (count) => Array.from({ length: count }, () => ++number),
      highest: () => number,
      record: (entry) => entries.push(entry),
    });
    const head = { number: Number(row.journal_number), hash: String(row.journal_hash) };
    const { number: journalNumber, hash } = await appendToJournal(transaction, head, entries);
    await transaction('revision')
      .where({ id: 1 })
      .update({ number, journal_number: journalNumber, journal_hash: hash });
    return result;
  });
}
