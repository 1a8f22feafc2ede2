import type { Publication } from '../domain/publication.js';
import type { Database } from '../store/connect.js';
import { latestPublication, listPublications } from '../store/publications.js';
import { rulebookSource } from '../store/rulebooks.js';
import { wholeHash } from './roll-back-rulebook.js';

interface Service {
  readonly database: Database;
}

/** How what is live went live; undefined where nothing was ever published. */
export const readLatestPublication = ({ database }: Service): Promise<Publication | undefined> =>
  latestPublication(database);

/** Somebody reads which rulebook went live when, the newest first. @returns `next` where there are more */
export async function readPublications(
  { database }: Service,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<{ readonly items: readonly Publication[]; readonly next?: number }> {
  const found = await listPublications(database, { before, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: last.number } : { items };
}

/**
 * Somebody reads a kept rulebook whole.
 * @throws Problem `not-found`, `bad-request` for a beginning that several share
 */
export async function readKeptRulebook({ database }: Service, asked: string) {
  const hash = await wholeHash(database, asked);
  return { hash, source: await rulebookSource(database, hash) };
}
