import { uuidv7 } from 'uuidv7';
import type { Scope } from '../domain/access.js';
import { Problem } from '../domain/problem.js';
import { formatInstant } from '../domain/time.js';
import type { Transaction } from '../store/connect.js';
import { keepReporter } from '../store/incidents.js';
import { endKey, insertKey, keyById, keyHashOf, type StoredKey } from '../store/keys.js';
import { type LockedRevision, write } from '../store/revision.js';
import { hashOfSecret, newSecret } from './key-secret.js';
import type { Service } from './service.js';

/** An operator makes keys, revokes them and rotates them. Each is in the journal; the secret is told once. */

export interface WantedKey {
  readonly reporter: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds; null = it does not expire. */
  readonly expiresAt: number | null;
}

export interface MadeKey extends WantedKey {
  readonly id: string;
  /** The key itself. It is stored nowhere and cannot be told again. */
  readonly secret: string;
}

type Desk = Pick<Service, 'database' | 'now'>;

/** Makes a key for a reporter, who is made with it where there is none of that name. @param who makes it */
export async function createKey({ database, now }: Desk, who: string, wanted: WantedKey): Promise<MadeKey> {
  return write(database, (transaction, revision) => makeKey(transaction, revision, wanted, { who, at: now() }));
}

async function makeKey(
  transaction: Transaction,
  revision: LockedRevision,
  wanted: WantedKey,
  { who, at }: { readonly who: string; readonly at: number },
): Promise<MadeKey> {
  const id = `key_${uuidv7()}`;
  const secret = newSecret();
  const { reporter, name, expiresAt } = wanted;
  const scopes = [...new Set(wanted.scopes)].sort();
  await keepReporter(transaction, reporter, at);
  await insertKey(transaction, {
    id,
    reporter,
    name,
    scopes,
    expiresAt,
    hash: hashOfSecret(secret),
    createdAt: at,
    createdBy: who,
  });
  revision.record({ at, who, what: 'key-created', subject: id, after: await keyHashOf(transaction, id) });
  return { id, reporter, name, scopes, expiresAt, secret };
}

/**
 * Revokes a key, from now on. One that is revoked already stays as it is.
 * @throws Problem `not-found`
 */
export async function revokeKey({ database, now }: Desk, who: string, id: string): Promise<StoredKey> {
  return write(database, async (transaction, revision) => {
    const key = await existingKey(transaction, id);
    const at = now();
    if (key.revokedAt !== null && key.revokedAt <= at) return key;
    const before = await keyHashOf(transaction, id);
    await endKey(transaction, id, { at, by: who });
    revision.record({ at, who, what: 'key-revoked', subject: id, before, after: await keyHashOf(transaction, id) });
    return existingKey(transaction, id);
  });
}

/**
 * Makes a new key for the same reporter with the same scopes, and ends the old one.
 * @param grace how long the old one is still good, in milliseconds, so that its holder can change over
 * @param expiresAt of the new one; null = it does not expire
 * @throws Problem `not-found`, `bad-request` for a key that is no longer good
 */
export async function rotateKey(
  { database, now }: Desk,
  who: string,
  { id, grace, expiresAt }: { readonly id: string; readonly grace: number; readonly expiresAt: number | null },
): Promise<MadeKey & { readonly replaces: string; readonly until: number }> {
  return write(database, async (transaction, revision) => {
    const old = await existingKey(transaction, id);
    const at = now();
    refuseEnded(old, at);
    const made = await makeKey(transaction, revision, { ...old, expiresAt }, { who, at });
    const until = Math.min(at + grace, old.expiresAt ?? Number.MAX_SAFE_INTEGER);
    const before = await keyHashOf(transaction, id);
    await endKey(transaction, id, { at: until, by: who, replacedBy: made.id });
    revision.record({ at, who, what: 'key-rotated', subject: id, before, after: await keyHashOf(transaction, id) });
    return { ...made, replaces: id, until };
  });
}

async function existingKey(transaction: Transaction, id: string): Promise<StoredKey> {
  const key = await keyById(transaction, id);
  if (key !== undefined) return key;
  throw new Problem('not-found', `There is no key ${JSON.stringify(id)}; truce key list shows all.`);
}

function refuseEnded({ id, revokedAt, replacedBy, expiresAt }: StoredKey, at: number): void {
  const refuse = (why: string) => {
    throw new Problem('bad-request', `The key ${id} cannot be rotated: ${why}. Make a new one with truce key create.`);
  };
  if (replacedBy !== null) refuse(`it was rotated into ${replacedBy}`);
  if (revokedAt !== null && revokedAt <= at) refuse(`it was revoked on ${formatInstant(revokedAt)}`);
  if (expiresAt !== null && expiresAt <= at) refuse(`it expired on ${formatInstant(expiresAt)}`);
}
