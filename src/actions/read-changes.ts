import { deadline } from '../domain/deadline.js';
import { Problem } from '../domain/problem.js';
import { formatInstant } from '../domain/time.js';
import { changesBetween, type ToldChange } from '../store/changes.js';
import { currentRevision } from '../store/revision.js';
import type { RevisionWatch } from './revision-watch.js';
import type { Service } from './service.js';

export interface ChangesQuestion {
  /** The number the reader has come to; 0 at the beginning. */
  readonly after: number;
  readonly limit: number;
  /** Only changes to verdicts under this agreement. */
  readonly agreement?: string | undefined;
  /** How long to wait for news when there are none, in seconds. */
  readonly wait: number;
}

export interface Changes {
  readonly items: readonly (Omit<ToldChange, 'at'> & { readonly at: string })[];
  /** What to ask with next: everything up to here is told or was not asked for. */
  readonly after: number;
  /** The highest change number; more is there to be told when it is above `after`. */
  readonly revision: number;
}

/** So many numbers are looked through by one query, so that a filter that lets nothing pass never holds the database long. */
const STRETCH = 5_000;

/**
 * A dashboard follows the record. Numbers are given out in the order of commits, so whoever asks on with `after` misses
 * nothing and meets nothing twice.
 * @param signal aborted when the reader is gone
 * @returns at once when there is something after `after`; else when there is, when the wait is over, or when the watch closes
 * @throws Problem `beyond-record` when the reader is further than the record
 */
export async function readChanges(
  service: Pick<Service, 'database'>,
  revisions: RevisionWatch,
  asked: ChangesQuestion,
  signal: AbortSignal,
): Promise<Changes> {
  if (asked.wait === 0) return readUntil(service, revisions, asked, signal);
  const wait = deadline(asked.wait * 1000, signal);
  try {
    return await readUntil(service, revisions, asked, signal, wait.signal);
  } finally {
    wait.clear();
  }
}

/** @param until aborted when the wait is over or the reader is gone; absent when nothing is waited for */
async function readUntil(
  { database }: Pick<Service, 'database'>,
  revisions: RevisionWatch,
  asked: ChangesQuestion,
  signal: AbortSignal,
  until?: AbortSignal,
): Promise<Changes> {
  const items: ToldChange[] = [];
  let { after } = asked;
  for (;;) {
    const revision = await revisionFrom(database, after);
    while (after < revision && items.length < asked.limit && !signal.aborted) {
      const limit = asked.limit - items.length;
      const through = Math.min(after + STRETCH, revision);
      const found = await changesBetween(database, { after, through, agreement: asked.agreement, limit });
      items.push(...found);
      // A full page may have been cut before the end of the stretch; the next one goes on behind its last.
      after = found.length < limit ? through : (found.at(-1)?.number ?? through);
    }
    if (items.length > 0 || until === undefined || until.aborted || revisions.closed())
      return { items: items.map((item) => ({ ...item, at: formatInstant(item.at) })), after, revision };
    await revisions.beyond(after, until);
    if (signal.aborted) return { items: [], after, revision };
  }
}

/**
 * The revision, for a reader who has come so far.
 * @throws Problem `beyond-record` when the record has not: the reader followed another database
 */
export async function revisionFrom(database: Service['database'], after: number): Promise<number> {
  const revision = await currentRevision(database);
  if (after <= revision) return revision;
  const detail =
    `You have come to change ${after}, but the record ends at ${revision}: was the database replaced? ` +
    'What you hold may be of another record. Drop it and begin with after=0.';
  throw new Problem('beyond-record', detail, {
    faults: [{ pointer: 'after', detail: `must be at most ${revision}, the revision`, got: after }],
  });
}
