import { type Database, refuseWhereGone, type Transaction } from './connect.js';
import { inTurn } from './in-turn.js';
import { appendToJournal, type JournalEntry } from './journal.js';
import { forgetMarksBefore } from './marks.js';

/**
 * The one-row counter of changes and the head of the journal. A writing transaction takes its lock first, so that
 * numbers are given out in the order of commits and a reader who saw n never meets a later n-1.
 */
export interface LockedRevision {
  /** The hash of the rulebook that is live as long as the lock is held; undefined where none was ever published. */
  live(): string | undefined;
  /** Makes another rulebook the live one, from the commit on. */
  publish(hash: string): void;
  /** The next change numbers; what one transaction takes is consecutive. */
  take(count: number): number[];
  /** The highest number given out so far, in this transaction or before it. */
  highest(): number;
  /** Adds an entry to the journal; written when the work is done. */
  record(entry: JournalEntry): void;
}

/** A judgement was made under a rulebook that is no longer live; nothing was written, and it is to be judged again. */
export class RulebookMoved extends Error {
  /** The hash of the rulebook that is live now. */
  readonly live: string;

  constructor(live: string) {
    super(`the live rulebook is ${live} by now`);
    this.name = 'RulebookMoved';
    this.live = live;
  }
}

/** What the one row says: the highest change number that is committed, and the hash of the live rulebook. */
export interface RevisionState {
  readonly number: number;
  /** Absent where none was ever published. */
  readonly rulebook?: string;
}

export async function revisionState(database: Database | Transaction): Promise<RevisionState> {
  const { number, rulebook } = await database('revision').where({ id: 1 }).first('number', 'rulebook');
  return { number: Number(number), ...(rulebook === null ? {} : { rulebook: String(rulebook) }) };
}

/** The hash of the live rulebook; undefined where none was ever published, or the row is gone. */
export async function liveRulebook(transaction: Transaction): Promise<string | undefined> {
  const row = await transaction('revision').where({ id: 1 }).first('rulebook');
  return row?.rulebook == null ? undefined : String(row.rulebook);
}

/** How many entries the journal has. */
export async function journalNumber(database: Database | Transaction): Promise<number> {
  const row = await database('revision').where({ id: 1 }).first('journal_number');
  return Number(row.journal_number);
}

/** The highest change number that is committed; 0 in an empty database. */
export async function currentRevision(database: Database | Transaction): Promise<number> {
  const row = await database('revision').where({ id: 1 }).first('number');
  return Number(row.number);
}

/**
 * Runs a writing transaction: lock, work, journal, counter. Whatever throws undoes all of it.
 * @param work gets the transaction and the locked counter
 * @param judgedBy the hash of the rulebook that judged what is written, where something was judged
 * @throws RulebookMoved when that rulebook is not the live one; DatabaseHeld, DatabaseAway and what the drivers throw
 */
export async function write<T>(
  database: Database,
  work: (transaction: Transaction, revision: LockedRevision) => Promise<T>,
  judgedBy?: string,
): Promise<T> {
  const done = await inTurn(database, () => writeOnce(database, work, judgedBy));
  refuseWhereGone(database);
  return done;
}

async function writeOnce<T>(
  database: Database,
  work: (transaction: Transaction, revision: LockedRevision) => Promise<T>,
  judgedBy?: string,
): Promise<T> {
  return database.transaction(async (transaction) => {
    // INVARIANT: this is the first statement. It takes the row's lock on PostgreSQL and the write lock on SQLite.
    await transaction('revision').where({ id: 1 }).update({ id: 1 });
    const row = await transaction('revision').where({ id: 1 }).first();
    let number = Number(row.number);
    let live: string | null = row.rulebook;
    forgetMarksBefore(transaction, Number(row.redacted));
    if (judgedBy !== undefined && live !== null && live !== judgedBy) throw new RulebookMoved(live);
    const entries: JournalEntry[] = [];
    const result = await work(transaction, {
      take: (count) => Array.from({ length: count }, () => ++number),
      highest: () => number,
      live: () => live ?? undefined,
      publish(hash) {
        live = hash;
      },
      record: (entry) => entries.push(entry),
    });
    const head = { number: Number(row.journal_number), hash: String(row.journal_hash) };
    const { number: journalNumber, hash } = await appendToJournal(transaction, head, entries);
    await transaction('revision')
      .where({ id: 1 })
      .update({ number, journal_number: journalNumber, journal_hash: hash, rulebook: live });
    return result;
  });
}
