import type { Row, Standing } from './journal-standing.js';
import type { SubjectEntry } from './journal-subjects.js';
import { earlierKeyHash, endOf, keyHash, madeKeyHash } from './key-hash.js';

/** Keys held against the journal: one that was revoked and is good again, or may do more than it was made for, lets people in. */
export const keys: Standing = {
  of: 'a key',
  table: 'keys',
  subject: 'id',
  whats: ['key-created', 'key-revoked', 'key-rotated'],
  made: 'key-created',
  maker: 'created_by',
  hashOf: keyHash,
  earlierHashOf: earlierKeyHash,
  told: (row, entries) => [...toldOfMaking(row, entries), ...toldOfEnd(row, entries)],
};

function toldOfMaking(row: Row, entries: readonly SubjectEntry[]): string[] {
  const made = entries.find(({ what }) => what === 'key-created')?.after;
  if (made === madeKeyHash(row) || made === earlierKeyHash(row)) return [];
  return ['is not as it was made: its reporter, name, scopes, expiry or secret is another'];
}

function toldOfEnd(row: Row, entries: readonly SubjectEntry[]): string[] {
  const { revokedAt, revokedBy, replacedBy } = endOf(row);
  const end = entries.findLast(({ what }) => what !== 'key-created');
  const rotated = entries.some(({ what }) => what === 'key-rotated');
  if (end === undefined)
    return revokedAt === undefined && revokedBy === undefined && replacedBy === undefined
      ? []
      : ['was ended or replaced, and no entry says so'];
  const faults: string[] = [];
  if (revokedAt === undefined) faults.push('is not revoked');
  if (rotated && replacedBy === undefined) faults.push('does not say which key it was rotated into');
  if (!rotated && replacedBy !== undefined) faults.push('says that it was rotated, and no entry says so');
  return [...faults, ...(revokedAt === undefined || end.after !== null ? [] : toldWithoutHash(row, end))];
}

/** An entry of an earlier version of Truce: of a rotation it does not tell how long the key was still good. */
function toldWithoutHash(row: Row, { what, at, who }: SubjectEntry): string[] {
  const { revokedAt = 0, revokedBy } = endOf(row);
  const asTold = what === 'key-revoked' ? revokedAt === at : revokedAt >= at;
  return [
    ...(asTold ? [] : ['is revoked at another time']),
    ...(revokedBy === who ? [] : ['was ended by somebody else']),
  ];
}
