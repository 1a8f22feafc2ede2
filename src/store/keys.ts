import type { Scope } from '../domain/access.js';
import type { Database, Transaction } from './connect.js';
import { whereFree } from './in-turn.js';
import { keyHash } from './key-hash.js';

/** Keys, by the hash of their secret. A key is never deleted: it is revoked, or its time runs out. */

/** Times in milliseconds. */
export interface StoredKey {
  readonly id: string;
  readonly reporter: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number | null;
  /** Good to a minute; null where it was never used. */
  readonly lastUsedAt: number | null;
  /** In the future while it is being rotated and still good. */
  readonly revokedAt: number | null;
  readonly revokedBy: string | null;
  readonly replacedBy: string | null;
}

export interface NewKey extends Pick<StoredKey, 'id' | 'reporter' | 'name' | 'scopes' | 'createdAt' | 'createdBy'> {
  readonly expiresAt: number | null;
  /** SHA-256 of the secret. */
  readonly hash: string;
}

const optional = (value: unknown): number | null => (value == null ? null : Number(value));

const keyOf = (row: Record<string, unknown>): StoredKey => ({
  id: String(row.id),
  reporter: String(row.reporter),
  name: String(row.name),
  scopes: JSON.parse(String(row.scopes)) as Scope[],
  createdAt: Number(row.created_at),
  createdBy: String(row.created_by),
  expiresAt: optional(row.expires_at),
  lastUsedAt: optional(row.last_used_at),
  revokedAt: optional(row.revoked_at),
  revokedBy: row.revoked_by == null ? null : String(row.revoked_by),
  replacedBy: row.replaced_by == null ? null : String(row.replaced_by),
});

/** Adds a key. Its reporter must be there. */
export async function insertKey(transaction: Transaction, key: NewKey): Promise<void> {
  await transaction('keys').insert({
    id: key.id,
    reporter: key.reporter,
    name: key.name,
    hash: key.hash,
    scopes: JSON.stringify(key.scopes),
    created_at: key.createdAt,
    created_by: key.createdBy,
    expires_at: key.expiresAt,
  });
}

/** The key whose secret has this hash; undefined when there is none. */
export async function keyByHash(database: Database, hash: string): Promise<StoredKey | undefined> {
  const row = await database('keys').where({ hash }).first();
  return row === undefined ? undefined : keyOf(row);
}

/** The key; undefined when there is none of that id. */
export async function keyById(database: Database | Transaction, id: string): Promise<StoredKey | undefined> {
  const row = await database('keys').where({ id }).first();
  return row === undefined ? undefined : keyOf(row);
}

/** What stands of a key that is there, as the journal keeps it. */
export async function keyHashOf(transaction: Transaction, id: string): Promise<string> {
  return keyHash(await transaction('keys').where({ id }).first());
}

/** All keys that there ever were, the oldest first. */
export async function allKeys(database: Database): Promise<StoredKey[]> {
  return (await database('keys').orderBy(['created_at', 'id'])).map(keyOf);
}

/** Whether a key was ever made; it stays true for ever. */
export async function anyKey(database: Database): Promise<boolean> {
  return (await database('keys').first('id')) !== undefined;
}

/** Whether any key would be let in at this time. */
export async function anyUsableKey(database: Database, now: number): Promise<boolean> {
  const usable = database('keys')
    .where((query) => query.whereNull('expires_at').orWhere('expires_at', '>', now))
    .where((query) => query.whereNull('revoked_at').orWhere('revoked_at', '>', now));
  return (await usable.first('id')) !== undefined;
}

/** Ends a key at a time; where it would end earlier anyway, that stands. */
export async function endKey(
  transaction: Transaction,
  id: string,
  end: { readonly at: number; readonly by: string; readonly replacedBy?: string },
): Promise<void> {
  await transaction('keys')
    .where({ id })
    .where((query) => query.whereNull('revoked_at').orWhere('revoked_at', '>', end.at))
    .update({ revoked_at: end.at, revoked_by: end.by });
  if (end.replacedBy !== undefined) await transaction('keys').where({ id }).update({ replaced_by: end.replacedBy });
}

/** Notes that a key was used. No part of the record, so no lock is taken for it. */
export async function touchKey(database: Database, id: string, at: number): Promise<void> {
  await whereFree(database, () => database('keys').where({ id }).update({ last_used_at: at }));
}
