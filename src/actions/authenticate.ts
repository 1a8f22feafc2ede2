import { type Caller, LOCAL_CALLER } from '../domain/access.js';
import { Problem } from '../domain/problem.js';
import { formatInstant } from '../domain/time.js';
import type { Database } from '../store/connect.js';
import { anyKey, keyByHash, type StoredKey, touchKey } from '../store/keys.js';
import { hashOfSecret, looksLikeKey } from './key-secret.js';

/** When a key was last used is noted once in so many milliseconds at most. */
const NOTED_EVERY_MS = 60_000;

export interface Door {
  readonly database: Database;
  now(): number;
  /** Whether everybody may come in as long as no key was ever made: the service listens on this machine only. */
  readonly openWithoutKeys: boolean;
}

/**
 * Who sends a request. The row of the key is read each time, so that a revoked one is refused at once, in every process.
 * @param secret the key as it was sent; undefined where none was
 * @throws Problem `no-key`, `bad-key`
 */
export async function authenticate(door: Door, secret: string | undefined): Promise<Caller> {
  if (secret === undefined) {
    if (door.openWithoutKeys && !(await anyKey(door.database))) return LOCAL_CALLER;
    throw new Problem('no-key', 'Send a key as `Authorization: Bearer truce_…`. `truce key create` makes one.');
  }
  if (!looksLikeKey(secret)) throw badKey('It has not the form of a key: truce_ and 43 letters, digits, - or _.');
  const key = await keyByHash(door.database, hashOfSecret(secret));
  if (key === undefined) throw badKey('There is no such key.');
  const now = door.now();
  refuseEnded(key, now);
  if (key.lastUsedAt === null || Math.abs(now - key.lastUsedAt) >= NOTED_EVERY_MS)
    // That it was used is worth knowing, but no reason to refuse anybody where it cannot be noted.
    await touchKey(door.database, key.id, now).catch(() => undefined);
  return { reporter: key.reporter, key: key.id, scopes: new Set(key.scopes) };
}

function refuseEnded({ id, expiresAt, revokedAt, replacedBy }: StoredKey, now: number): void {
  if (revokedAt !== null && revokedAt <= now) {
    const instead = replacedBy === null ? '' : `, and rotated into ${replacedBy}`;
    throw badKey(`The key ${id} was revoked on ${formatInstant(revokedAt)}${instead}.`);
  }
  if (expiresAt !== null && expiresAt <= now) throw badKey(`The key ${id} expired on ${formatInstant(expiresAt)}.`);
}

const badKey = (detail: string) => new Problem('bad-key', detail);
