import type { Mark } from '../engine/marks.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** The dictionary of marks, and which verdicts bear them. A mark's number never changes. */

export interface MarkRow extends Mark {
  readonly id: number;
}
const keyOf = ({ kind, value, reading }: Mark) => JSON.stringify([kind, value, reading]);

/** Marks that were seen committed, by the database they are in. Bounded: a dictionary that grows past it is asked again. */
const MOST_KNOWN = 50_000;
const known = new WeakMap<object, Map<string, number>>();
/** The redaction up to which what is known is known to hold. */
const seenRedaction = new WeakMap<object, number>();

/**
 * Gives verdicts their marks; marks that are new get their numbers. Only under the lock of the revision.
 * @param remember whether what is found is surely committed: not where the transaction has given out marks before
 */
export async function insertVerdictMarks(
  transaction: Transaction,
  verdicts: readonly { readonly number: number; readonly marks: readonly Mark[] }[],
  remember = true,
): Promise<void> {
  const ids = await idsOf(
    transaction,
    verdicts.flatMap(({ marks }) => marks),
    remember,
  );
  const rows = verdicts.flatMap(({ number, marks }) =>
    marks.map((mark) => ({ mark: ids.get(keyOf(mark)) as number, number })),
  );
  await insertRows(transaction, 'verdict_marks', rows);
}

async function idsOf(
  transaction: Transaction,
  marks: readonly Mark[],
  remember: boolean,
): Promise<Map<string, number>> {
  const wanted = new Map(marks.map((mark) => [keyOf(mark), mark]));
  const cache = cacheOf(transaction);
  const ids = new Map<string, number>();
  for (const key of wanted.keys()) {
    const id = cache.get(key);
    if (id !== undefined) ids.set(key, id);
  }
  const unseen = [...wanted].filter(([key]) => !ids.has(key));
  if (unseen.length === 0) return ids;
  const values = [...new Set(unseen.map(([, { value }]) => value))];
  for (let start = 0; start < values.length; start += 500) {
    const rows: MarkRow[] = await transaction('marks').whereIn('value', values.slice(start, start + 500));
    for (const row of rows) {
      const key = keyOf(row);
      if (remember && cache.size < MOST_KNOWN) cache.set(key, row.id);
      if (wanted.has(key)) ids.set(key, row.id);
    }
  }
  // Those inserted here are not cached: the transaction may yet be undone.
  const fresh = unseen.filter(([key]) => !ids.has(key));
  if (fresh.length === 0) return ids;
  const last = await transaction('marks').max({ id: 'id' }).first();
  let id = Number(last?.id ?? 0);
  const rows = fresh.map(([key, { reading, kind, value }]) => {
    id += 1;
    ids.set(key, id);
    return { id, reading, kind, value };
  });
  await insertRows(transaction, 'marks', rows);
  return ids;
}

/**
 * Forgets what was seen committed before a redaction: it may have taken marks out of the dictionary. Called under the lock
 * of the revision, by every process, before it numbers marks.
 * @param redacted the number of the last redaction; 0 where there was none
 */
export function forgetMarksBefore(transaction: Transaction, redacted: number): void {
  const { config } = transaction.client;
  if ((seenRedaction.get(config) ?? 0) === redacted) return;
  seenRedaction.set(config, redacted);
  known.delete(config);
}

function cacheOf(transaction: Transaction): Map<string, number> {
  // The settings object is what all transactions of one connection pool share.
  const { config } = transaction.client;
  const cache = known.get(config) ?? new Map<string, number>();
  known.set(config, cache);
  return cache;
}

/** The marks of a kind with one of the values, of one reading or of any. */
export async function marksLike(
  database: Database | Transaction,
  kinds: readonly string[],
  value: string,
  reading: string | undefined,
): Promise<number[]> {
  const query = database('marks')
    .whereIn('kind', [...kinds])
    .where({ value });
  if (reading !== undefined) query.where({ reading });
  return (await query.select('id').orderBy('id')).map(({ id }: { id: number }) => id);
}
