import type { Database, Transaction } from './connect.js';

/** Every rulebook that ever judged, whole, by its hash: a verdict can be replayed for ever. */

/** @returns whether this rulebook was new to the database */
export async function keepRulebook(
  transaction: Transaction,
  rulebook: { readonly hash: string; readonly source: unknown },
  at: number,
): Promise<boolean> {
  const { hash } = rulebook;
  if (await transaction('rulebooks').where({ hash }).first('hash')) return false;
  await transaction('rulebooks').insert({ hash, source: JSON.stringify(rulebook.source), first_seen: at });
  return true;
}

/** The parsed rules, groups, zones and presence under that hash; undefined when none was kept. */
export async function rulebookSource(database: Database | Transaction, hash: string): Promise<unknown> {
  const text = await rulebookText(database, hash);
  return text === undefined ? undefined : JSON.parse(text);
}

/** The same as the JSON text that was kept, whatever has become of it; undefined when none was kept. */
export async function rulebookText(database: Database | Transaction, hash: string): Promise<string | undefined> {
  const row = await database('rulebooks').where({ hash }).first('source');
  return row === undefined ? undefined : String(row.source);
}

/** What is kept of a rulebook beside its source. */
export interface KeptRulebook {
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly firstSeen: number;
}

/** The kept rulebooks whose hash begins so, in order of hash; two at most, which is all that tells whether one is meant. */
export async function rulebooksBeginning(database: Database | Transaction, start: string): Promise<KeptRulebook[]> {
  // g comes after every hexadecimal digit, under any collation.
  const rows = await database('rulebooks')
    .where('hash', '>=', start)
    .where('hash', '<', `${start}g`)
    .orderBy('hash')
    .limit(2)
    .select('hash', 'first_seen');
  return rows.map(({ hash, first_seen }) => ({ hash: String(hash), firstSeen: Number(first_seen) }));
}

/** The hashes of all that are kept, the one that came last being the last. */
export async function keptHashes(database: Database | Transaction): Promise<string[]> {
  return database('rulebooks').orderBy('first_seen').orderBy('hash').pluck('hash');
}
