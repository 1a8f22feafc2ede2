import type { Database, Transaction } from './connect.js';

/** Records of their own beside the verdicts: determinations, replies, evidence and its custody. Only added to. */

export type RecordType = 'determination' | 'reply' | 'evidence' | 'custody';

export interface StoredRecord {
  readonly id: string;
  readonly type: RecordType;
  /** The id of the event, the incident or the record that it is about. */
  readonly subject: string;
  /** Its change number. */
  readonly number: number;
  readonly by: string;
  readonly replaces?: string | undefined;
  /** As it was sent. */
  readonly body: unknown;
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Adds a record; none is ever changed. */
export async function insertRecord(transaction: Transaction, record: StoredRecord): Promise<void> {
  const { by, replaces, body, ...rest } = record;
  await transaction('records').insert({
    ...rest,
    author: by,
    replaces: replaces ?? null,
    body: JSON.stringify(body),
  });
}

const recordOf = (row: Record<string, unknown>): StoredRecord => ({
  id: String(row.id),
  type: row.type as RecordType,
  subject: String(row.subject),
  number: Number(row.number),
  by: String(row.author),
  ...(row.replaces === null ? {} : { replaces: String(row.replaces) }),
  body: JSON.parse(String(row.body)),
  hash: String(row.hash),
  at: Number(row.at),
});

/** The record; undefined when there is none of that id. */
export async function recordById(database: Database | Transaction, id: string): Promise<StoredRecord | undefined> {
  const row = await database('records').where({ id }).first();
  return row === undefined ? undefined : recordOf(row);
}

const AT_ONCE = 500;

/** The records about any of the subjects, the first first. */
export async function recordsOf(
  database: Database | Transaction,
  subjects: readonly string[],
  types: readonly RecordType[],
): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let start = 0; start < subjects.length; start += AT_ONCE) {
    const rows = await database('records')
      .whereIn('subject', subjects.slice(start, start + AT_ONCE))
      .whereIn('type', [...types]);
    found.push(...rows.map(recordOf));
  }
  return found.sort((a, b) => a.number - b.number);
}

/** A page of all records after a number, the oldest first. */
export async function recordsAfter(database: Database, after: number, limit: number): Promise<StoredRecord[]> {
  const rows = await database('records').where('number', '>', after).orderBy('number').limit(limit);
  return rows.map(recordOf);
}
