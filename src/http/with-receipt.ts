import { createHash } from 'node:crypto';
import { Problem } from '../domain/problem.js';
import { claimReceipt, dropReceipt, keepAnswer, type ReceiptName } from '../store/receipts.js';
import { storageProblem } from '../store/storage-problem.js';
import type { Context, Given } from './operation.js';

/** The Idempotency-Key: a request that is sent again under its key is answered as it was, and done once. */

/** What a key stands for: the same request again is the same method, address and bytes. */
export interface KeyedRequest {
  readonly method: string;
  /** With the query. */
  readonly address: string;
  readonly body: Uint8Array;
}

/**
 * Runs a request once for its key, in any number of processes. Only what was done is kept: a refusal or a failure lets go
 * of the key. A process that died while it ran is given up after a minute, and the next to ask runs the request again.
 * @returns the answer, or the stored one with the header that says so
 * @throws Problem `idempotency-key-reused`, `idempotency-key-running`; what `run` throws
 */
export async function withReceipt(
  door: Pick<Context, 'database' | 'now'>,
  name: ReceiptName,
  request: KeyedRequest,
  run: () => Promise<Given> | Given,
): Promise<Given> {
  const { now } = door;
  const hash = hashOf(request);
  const claim = await claimReceipt(door.database, name, hash, now());
  if (claim.is !== 'mine' && claim.request !== hash) throw reused(name.key);
  if (claim.is === 'running') throw running(name.key);
  if (claim.is === 'answered') {
    const { body, ...answer } = claim.answer;
    return { ...answer, body: JSON.parse(body), headers: { 'Idempotent-Replayed': 'true' } };
  }
  let given: Given;
  try {
    given = await run();
  } catch (error) {
    // Where this fails too, what failed first is what matters, and the lease runs out.
    await dropReceipt(door.database, name, claim.holder).catch(() => undefined);
    throw error;
  }
  const { status, location } = given;
  const kept = { status, ...(location === undefined ? {} : { location }), body: JSON.stringify(given.body) };
  try {
    await keepAnswer(door.database, name, claim.holder, kept, now());
  } catch (error) {
    // What was asked for is done and stored; to answer that it failed would have it asked for again.
    if (storageProblem(error) === undefined) throw error;
  }
  return given;
}

const hashOf = ({ method, address, body }: KeyedRequest): string =>
  `sha256:${createHash('sha256').update(`${method} ${address}\n`).update(body).digest('hex')}`;

const fault = (detail: string, got: string) => [{ pointer: 'idempotency-key', detail, got }];

const reused = (key: string) =>
  new Problem(
    'idempotency-key-reused',
    'The Idempotency-Key was used before for another request, and nothing was done. Give every request a key of its own.',
    { faults: fault('stands for a request with another address or body', key) },
  );

const running = (key: string) =>
  new Problem(
    'idempotency-key-running',
    'The request of this Idempotency-Key is still running. Ask again in a second; then it is answered as the first was.',
    { faults: fault('is still being worked on', key) },
  );
