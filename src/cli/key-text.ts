import type { MadeKey } from '../actions/keys.js';
import { formatInstant } from '../domain/time.js';
import type { StoredKey } from '../store/keys.js';
import { textTable } from './table.js';

/** Keys as truce key prints them. Only what was just made shows its secret. */

const time = (at: number | null): string | undefined => (at === null ? undefined : formatInstant(at));

/** What became of a key by now. */
function stateOf({ expiresAt, revokedAt }: StoredKey, now: number): 'active' | 'revoked' | 'expired' {
  if (revokedAt !== null && revokedAt <= now) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}

export const keyJson = ({ id, reporter, name, scopes, expiresAt, secret }: MadeKey) => ({
  id,
  key: secret,
  reporter,
  name,
  scopes,
  expiresAt: time(expiresAt) ?? null,
});

export const madeText = (made: MadeKey): string =>
  [
    `${made.secret}`,
    '',
    `The key ${made.id} of ${made.reporter}, for ${made.scopes.join(', ')}, ${ending(made.expiresAt)}.`,
    'It is stored nowhere and shown only now. It goes out as `Authorization: Bearer …`.',
    '',
  ].join('\n');

export const rotatedText = (made: MadeKey & { readonly replaces: string; readonly until: number }): string =>
  `${madeText(made)}It takes the place of ${made.replaces}, which is good until ${formatInstant(made.until)}.\n`;

export const revokedText = ({ id, reporter, revokedAt }: StoredKey): string =>
  `The key ${id} of ${reporter} is refused since ${time(revokedAt)}.\n`;

const ending = (expiresAt: number | null) => (expiresAt === null ? 'without an end' : `until ${time(expiresAt)}`);

export const listJson = (keys: readonly StoredKey[], now: number) => ({
  keys: keys.map((key) => ({
    id: key.id,
    reporter: key.reporter,
    name: key.name,
    scopes: key.scopes,
    state: stateOf(key, now),
    createdAt: formatInstant(key.createdAt),
    createdBy: key.createdBy,
    expiresAt: time(key.expiresAt) ?? null,
    lastUsedAt: time(key.lastUsedAt) ?? null,
    revokedAt: time(key.revokedAt) ?? null,
    revokedBy: key.revokedBy,
    replacedBy: key.replacedBy,
  })),
});

export function listText(keys: readonly StoredKey[], now: number): string {
  if (keys.length === 0) return 'There are no keys: whoever is on this machine may do everything.\n';
  const rows = keys.map((key) => [
    key.id,
    key.reporter,
    stateOf(key, now),
    time(key.expiresAt) ?? 'never',
    time(key.lastUsedAt) ?? 'never',
    key.scopes.join(' '),
    key.name,
  ]);
  return `${textTable([['key', 'reporter', 'state', 'expires', 'last used', 'scopes', 'name'], ...rows], '').join('\n')}\n`;
}
