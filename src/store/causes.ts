import { hashOf } from '../engine/hash.js';
import type { Database, Transaction } from './connect.js';

/** Why a verdict took the place of another: the rule changes that turned it. Each set of them is kept once. */

/** A rule change as it is told with a verdict that it turned. */
export interface Cause {
  readonly id: string;
  readonly agreement?: string | undefined;
  readonly kind: string;
  /** In the author's words. */
  readonly text: string;
}

/** The number of a set of rule changes; it is kept where it is new. Only under the lock of the revision. */
export async function keepCause(transaction: Transaction, because: readonly Cause[]): Promise<number> {
  const hash = hashOf(because);
  const known = await transaction('causes').where({ hash }).first('id');
  if (known !== undefined) return Number(known.id);
  const last = await transaction('causes').max({ id: 'id' }).first();
  const id = Number(last?.id ?? 0) + 1;
  await transaction('causes').insert({ id, hash, because: JSON.stringify(because) });
  return id;
}

/** The rule changes that a change of the record came from; undefined where a report did. */
export async function causeOfChange(
  database: Database | Transaction,
  number: number,
): Promise<readonly Cause[] | undefined> {
  const row = await database('changes as c')
    .join('causes as b', 'b.id', 'c.cause')
    .where('c.number', number)
    .first('b.because');
  return row === undefined ? undefined : causeOf(row.because);
}

export const causeOf = (text: unknown): readonly Cause[] => JSON.parse(String(text));
