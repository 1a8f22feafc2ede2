import type { JournalHead } from '../domain/journal.js';
import type { Database } from '../store/connect.js';
import { type ChainedEntry, type JournalFilter, journalHead, listJournal } from '../store/journal.js';

interface Service {
  readonly database: Database;
}

/** Entries that are read at a time for a file of all of them. */
const AT_ONCE = 500;

export interface JournalRead {
  /** The newest first. */
  readonly items: readonly ChainedEntry[];
  /** To be passed as `before` for the next page, where there is one. */
  readonly next?: number;
  /** The last entry of the whole journal; absent while there is none. */
  readonly head?: JournalHead;
}

/** An auditor reads who did what, a page at a time. Entries never change, so pages go on where they were. */
export async function readJournal(
  { database }: Service,
  filter: JournalFilter,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<JournalRead> {
  const head = await readJournalHead({ database });
  const found = await listJournal(database, filter, { before, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    ...(found.length > limit && last !== undefined ? { next: last.number } : {}),
    ...(head === undefined ? {} : { head }),
  };
}

/** The last entry; undefined while there is none. */
export async function readJournalHead({ database }: Service): Promise<JournalHead | undefined> {
  const head = await journalHead(database);
  return head === undefined || head.number === 0 ? undefined : head;
}

/** An auditor takes the journal away: the oldest first, up to the last entry that is there when it begins. */
export async function* exportJournal(
  { database }: Service,
  filter: JournalFilter,
): AsyncGenerator<readonly ChainedEntry[]> {
  const upTo = (await readJournalHead({ database }))?.number ?? 0;
  for (let after = 0; after < upTo; ) {
    const page = await listJournal(database, filter, { after, before: upTo + 1, limit: AT_ONCE });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.number;
  }
}
