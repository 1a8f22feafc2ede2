import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import type { IntakeItem } from '../intake/item.js';
import { readCsv } from '../intake/read-csv.js';
import { readJsonArray } from '../intake/read-json-array.js';
import { readNdjson } from '../intake/read-ndjson.js';
import { profileByName, profileNames } from '../intake/read-profile.js';
import type { UnknownWords } from '../intake/unknown-words.js';
import type { Streamed } from './operation.js';

/** How the body of a batch is read. */

export const CSV = 'text/csv';
/** What CSV is taken for when nobody says. */
const PLAIN = 'plain';

/**
 * @param profile the name of one in the folder, for CSV only
 * @param unknown gathers what the profile does not know
 * @throws Problem `unknown-parameter` for a profile that is not there, or beside a body that is no CSV
 */
export async function readerOf(
  { type, chunks }: Streamed,
  { profile, folder }: { readonly profile: string | undefined; readonly folder: string },
  unknown: UnknownWords,
): Promise<AsyncIterable<IntakeItem>> {
  if (type === CSV)
    return readCsv(chunks, await profileByName(folder, await nameIn(folder, profile ?? PLAIN)), unknown);
  if (profile !== undefined) throw wrongProfile(`says how ${CSV} is read; the body is ${type}`, profile);
  return type === 'application/json' ? readJsonArray(chunks) : readNdjson(chunks);
}

async function nameIn(folder: string, name: string): Promise<string> {
  const known = await profileNames(folder);
  if (known.includes(name)) return name;
  const near = nearest(name, known);
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  const more = { allowed: known, ...(near.length > 0 ? { nearest: near } : {}) };
  throw wrongProfile(`names no profile of this service${hint}`, name, more);
}

const wrongProfile = (detail: string, got: string, more = {}) =>
  new Problem('unknown-parameter', 'The batch was not read, and nothing was stored.', {
    faults: [{ pointer: 'profile', detail, got, ...more }],
  });
