import { hashOf } from '../engine/hash.js';

/** A row of the keys as the journal keeps it: by a hash, so that nobody changes one in the table unseen. */

export type KeyRow = Readonly<Record<string, unknown>>;

/**
 * Of all that a key is: whose, for what, what it may do, what its secret is known by, when it ends and by whom. When it was
 * last used is no part of it: that changes without an entry.
 */
export const keyHash = (row: KeyRow): string =>
  hashOf({ ...madeOf(row), name: row.name, secret: row.hash, ...present(endOf(row)) });

/** As it was made, whatever became of it since. */
export const madeKeyHash = (row: KeyRow): string =>
  keyHash({ ...row, revoked_at: null, revoked_by: null, replaced_by: null });

/** As entries of earlier versions of Truce have it: only what it may do, for whom and how long. */
export const earlierKeyHash = (row: KeyRow): string => hashOf(madeOf(row));

/** What ends a key. Undefined where nothing does. Times in milliseconds since 1970. */
export const endOf = ({ revoked_at, revoked_by, replaced_by }: KeyRow) => ({
  revokedAt: revoked_at == null ? undefined : Number(revoked_at),
  revokedBy: revoked_by == null ? undefined : String(revoked_by),
  replacedBy: replaced_by == null ? undefined : String(replaced_by),
});

const madeOf = ({ id, reporter, scopes, expires_at }: KeyRow) => ({
  id,
  reporter,
  scopes: listed(scopes),
  expiresAt: expires_at == null ? null : Number(expires_at),
});

/** What is no JSON is no list of scopes, and its hash is another. */
function listed(scopes: unknown): unknown {
  try {
    return JSON.parse(String(scopes));
  } catch {
    return scopes;
  }
}

const present = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
