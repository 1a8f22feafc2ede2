import { deflateSync, inflateSync } from 'node:zlib';
import { uuidv7 } from 'uuidv7';
import type { Database } from './connect.js';
import { inTurn, whereFree } from './in-turn.js';
import { isOver } from './lease.js';

/** What was answered under an Idempotency-Key. One row for each caller and key; whoever inserts it runs the request. */

export interface ReceiptName {
  readonly caller: string;
  readonly key: string;
}
export interface StoredAnswer {
  readonly status: number;
  readonly location?: string;
  /** As JSON text. */
  readonly body: string;
}
/** Mine to run; another's, which runs or has run; or one that was answered. */
export type Claim =
  | { readonly is: 'mine'; readonly holder: string }
  | { readonly is: 'running'; readonly request: string }
  | { readonly is: 'answered'; readonly request: string; readonly answer: StoredAnswer };

/** Whoever runs a request is given up after so long: the process has died, and a retry goes on. Milliseconds. */
const LEASE = 60_000;
/** How long an answer is kept at least. Milliseconds. */
const KEPT = 24 * 60 * 60 * 1000;
/** Old receipts that go with one that comes. */
const SWEPT_AT_ONCE = 100;
/** A row that vanishes and comes back between two looks, so often in a row, is no accident. */
const MOST_TRIES = 10;

/**
 * Claims a key. The database decides who is first, in any number of processes.
 * @param request what the key stands for, as a hash; where the row names another, nothing is claimed
 * @param now milliseconds
 */
export async function claimReceipt(
  database: Database,
  name: ReceiptName,
  request: string,
  now: number,
): Promise<Claim> {
  const holder = uuidv7();
  const lease = { holder, leased_until: now + LEASE, expires: now + LEASE + KEPT };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const row = { ...name, request, ...lease };
    const inserted: unknown[] = await inTurn(database, () =>
      database('receipts').insert(row).onConflict(['caller', 'key']).ignore().returning('key'),
    );
    if (inserted.length > 0) {
      await sweep(database, now);
      return { is: 'mine', holder };
    }
    const found = await database('receipts').where(name).first();
    // Whoever held it was refused in this moment and has let go of it.
    if (found === undefined) continue;
    const known = String(found.request);
    if (found.status !== null) return { is: 'answered', request: known, answer: answerOf(found) };
    if (known !== request || !isOver(Number(found.leased_until), now, LEASE)) return { is: 'running', request: known };
    const taken = await inTurn(database, () =>
      database('receipts')
        .where({ ...name, holder: found.holder })
        .whereNull('status')
        .update(lease),
    );
    if (taken > 0) return { is: 'mine', holder };
  }
  throw new Error('a receipt could not be claimed: its row came and went');
}

/** Keeps the answer. Nothing where the holder was given up and another has taken over. */
export async function keepAnswer(
  database: Database,
  name: ReceiptName,
  holder: string,
  { status, location, body }: StoredAnswer,
  now: number,
): Promise<void> {
  await inTurn(database, () =>
    database('receipts')
      .where({ ...name, holder })
      .whereNull('status')
      .update({ status, location: location ?? null, body: deflateSync(body), expires: now + KEPT }),
  );
}

/** Lets go of a key whose request was refused or failed, so that it can be sent again. */
export async function dropReceipt(database: Database, name: ReceiptName, holder: string): Promise<void> {
  await inTurn(database, () =>
    database('receipts')
      .where({ ...name, holder })
      .whereNull('status')
      .delete(),
  );
}

async function sweep(database: Database, now: number): Promise<void> {
  const old = database('receipts').select('caller', 'key').where('expires', '<', now).limit(SWEPT_AT_ONCE);
  await whereFree(database, () => database('receipts').whereIn(['caller', 'key'], old).delete());
}

const answerOf = ({ status, location, body }: Record<string, unknown>): StoredAnswer => ({
  status: Number(status),
  ...(location === null ? {} : { location: String(location) }),
  body: inflateSync(body as Buffer).toString('utf8'),
});
