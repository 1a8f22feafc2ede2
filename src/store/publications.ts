import type { Publication } from '../domain/publication.js';
import type { Database, Transaction } from './connect.js';

/** Which rulebook went live when, by whom and why; the last one is live. */

type Asked = Database | Transaction;

/** Adds a publication behind the last. Under the lock of the revision, so that numbers have no gap. */
export async function insertPublication(
  transaction: Transaction,
  made: Omit<Publication, 'number'>,
): Promise<Publication> {
  const number = ((await latestPublication(transaction))?.number ?? 0) + 1;
  const { hash, previous, kind, who, why, at, folder } = made;
  await transaction('publications').insert({
    number,
    hash,
    previous: previous ?? null,
    kind,
    who,
    why,
    at,
    folder: folder ?? null,
  });
  return { number, ...made };
}

/** The publication of what is live; undefined where nothing was ever published. */
export async function latestPublication(database: Asked): Promise<Publication | undefined> {
  const [latest] = await listPublications(database, { limit: 1 });
  return latest;
}

/** The newest first. @param before only those with a lower number */
export async function listPublications(
  database: Asked,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Publication[]> {
  const query = database('publications').orderBy('number', 'desc').limit(limit);
  if (before !== undefined) query.where('number', '<', before);
  return (await query).map(publicationOf);
}

/** The last one that came from this folder of rule files. */
export async function lastFromFolder(database: Asked, folder: string): Promise<Publication | undefined> {
  const row = await database('publications').where({ folder }).orderBy('number', 'desc').first();
  return row === undefined ? undefined : publicationOf(row);
}

/** Whether a rulebook is live or ever was. */
export async function wasEverLive(database: Asked, hash: string): Promise<boolean> {
  return (await database('publications').where({ hash }).first('number')) !== undefined;
}

const publicationOf = (row: Record<string, unknown>): Publication => ({
  number: Number(row.number),
  hash: String(row.hash),
  ...(row.previous === null ? {} : { previous: String(row.previous) }),
  kind: row.kind as Publication['kind'],
  who: String(row.who),
  why: String(row.why),
  at: Number(row.at),
  ...(row.folder === null ? {} : { folder: String(row.folder) }),
});
