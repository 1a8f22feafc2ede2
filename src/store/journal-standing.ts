import type { JournalAct } from '../domain/journal.js';
import type { Transaction } from './connect.js';
import type { SubjectEntry } from './journal-subjects.js';

/**
 * Tables whose rows change, with an entry each time: what stands in one must be what the last entry about it left. The hashes
 * in those entries are of all that changes with an entry; what changes without one is no part of them.
 */

export type Row = Readonly<Record<string, unknown>>;

export interface Standing {
  /** What a row is called. */
  readonly of: string;
  readonly table: string;
  /** The column that is the subject of the entries. */
  readonly subject: string;
  /** The entries that tell of a row. */
  readonly whats: readonly JournalAct[];
  /** The one that tells of its making. */
  readonly made: JournalAct;
  /** The one after which there is no row; rows stay for ever when absent. */
  readonly removed?: JournalAct;
  /** The column that says who made it. */
  readonly maker: string;
  /** What the entries have of a row. */
  hashOf(row: Row): string;
  /** What entries of earlier versions of Truce have of a row where that was something else. */
  earlierHashOf?(row: Row): string;
  /**
   * What of a row is not as its entries say, as far as can be told in words; each after `it`. Also where entries of earlier
   * versions of Truce have no hash.
   */
  told(row: Row, entries: readonly SubjectEntry[]): string[];
}

/** Rows by their subject, in no order. */
export async function rowsOfSubjects(
  transaction: Transaction,
  { table, subject }: Pick<Standing, 'table' | 'subject'>,
  subjects: readonly string[],
): Promise<Row[]> {
  return transaction(table).whereIn(subject, [...subjects]);
}

/**
 * Everything that is not as the entries about a row left it.
 * @param entries about this row, in their order
 */
export function amiss(standing: Standing, row: Row, entries: readonly SubjectEntry[]): string[] {
  const last = entries.at(-1);
  const made = entries.find(({ what }) => what === standing.made);
  if (last === undefined || made === undefined) return ['has no entry in the journal that tells of its making'];
  if (last.what === standing.removed) return [`was removed, as entry ${last.number} says`];
  const faults = foundOtherwise(standing, row, entries);
  if (made.at !== Number(row.created_at)) faults.push('says that it was made at another time');
  if (made.who !== row[standing.maker]) faults.push('says that somebody else made it');
  faults.push(...standing.told(row, entries));
  const hash = last.after ?? undefined;
  if (faults.length === 0 && hash !== undefined && hash !== standing.hashOf(row) && !isEarlier(standing, row, hash))
    faults.push('holds something else');
  return faults;
}

/** Whoever changes a row by hand, before somebody else changes it as it should be, shows in the entry of that. */
function foundOtherwise(standing: Standing, row: Row, entries: readonly SubjectEntry[]): string[] {
  return entries.flatMap(({ number, before }, index) => {
    const left = entries[index - 1];
    if (before === null || left?.after == null || left.after === before) return [];
    return isEarlier(standing, row, left.after)
      ? []
      : [`was otherwise at entry ${number} than entry ${left.number} left it`];
  });
}

const isEarlier = ({ earlierHashOf }: Standing, row: Row, hash: unknown): boolean => earlierHashOf?.(row) === hash;
