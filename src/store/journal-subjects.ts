import type { Knex } from 'knex';
import type { Transaction } from './connect.js';
import type { Counterpart, Expected } from './journal-counterparts.js';

/** What the journal tells of, by the subjects of its entries. */

export type SubjectEntry = Expected & { readonly number: number; readonly who: string };

/** A table, or some of its rows, and the entries that tell of them. */
type Told = Pick<Counterpart, 'table' | 'subject' | 'only' | 'whats'>;

const rowsOf = (transaction: Transaction, { table, only }: Pick<Told, 'table' | 'only'>): Knex.QueryBuilder => {
  const query = transaction(table);
  return only === undefined ? query : query.whereIn(only.column, [...only.values]);
};

/** The next subjects in their order, each once. */
export async function subjectsAfter(
  transaction: Transaction,
  counterpart: Omit<Told, 'whats'>,
  after: string,
  limit: number,
): Promise<string[]> {
  const { subject } = counterpart;
  const query = rowsOf(transaction, counterpart).distinct(subject).where(subject, '>', after);
  return query.orderBy(subject).limit(limit).pluck(subject);
}

/** The entries on these subjects, in their order. */
export async function listEntriesOf(
  transaction: Transaction,
  whats: readonly string[],
  subjects: readonly string[],
): Promise<SubjectEntry[]> {
  const rows = await transaction('journal')
    .whereIn('subject', [...subjects])
    .whereIn('what', [...whats])
    .orderBy('number');
  return rows.map(subjectEntryOf);
}

/** Entries on subjects that the record has no row of, in their order. */
export async function subjectsWithoutRows(
  transaction: Transaction,
  counterpart: Told,
  after: number,
  limit: number,
): Promise<SubjectEntry[]> {
  const row = rowsOf(transaction, counterpart).whereRaw('??.?? = j.subject', [counterpart.table, counterpart.subject]);
  const rows = await transaction('journal as j')
    .where('j.number', '>', after)
    .whereIn('j.what', [...counterpart.whats])
    .whereNotExists(row.select(transaction.raw('1')))
    .orderBy('j.number')
    .limit(limit);
  return rows.map(subjectEntryOf);
}

const subjectEntryOf = (row: Record<string, unknown>): SubjectEntry => ({
  number: Number(row.number),
  who: String(row.who),
  subject: String(row.subject),
  what: String(row.what),
  before: row.before === null ? null : String(row.before),
  after: row.after === null ? null : String(row.after),
  at: Number(row.at),
});
