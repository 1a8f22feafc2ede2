import { SEMANTICS } from '../domain/verdict.js';
import type { Database, Transaction } from '../store/connect.js';
import {
  insertReassessment,
  isRaised,
  latestReassessment,
  openReassessments,
  type Reassessment,
  supersedeReassessments,
} from '../store/reassessments.js';
import { type LockedRevision, write } from '../store/revision.js';
import { keptHashes } from '../store/rulebooks.js';

/** A rulebook went live. */
export interface Published {
  /** The hash of the one that was live before; absent where none was ever published on this database. */
  readonly from?: string | undefined;
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly who: string;
}

/**
 * What a publish leaves to be judged again is planned in the transaction that publishes, so neither is ever without the
 * other. One that is not over is taken over: the new plan goes through the whole record, and each verdict is compared by
 * the rulebook it names.
 * @returns undefined where every stored verdict was judged by this rulebook
 */
export async function planReassessment(
  transaction: Transaction,
  revision: LockedRevision,
  { from, to, at, who }: Published,
): Promise<Reassessment | undefined> {
  const open = await openReassessments(transaction);
  const known =
    from === undefined ? await keptHashes(transaction) : [...open.flatMap((each) => [...each.from, each.to]), from];
  // The last is the one that was live; what is live now needs no comparison.
  const hashes = [...new Set([...known].reverse())].reverse().filter((hash) => hash !== to);
  if (hashes.length === 0 && open.length === 0 && !(await isRaised(transaction, SEMANTICS))) return undefined;
  const upTo = revision.highest();
  const empty = upTo === 0;
  const planned = await insertReassessment(transaction, {
    from: hashes,
    to,
    semantics: SEMANTICS,
    upTo,
    who,
    plannedAt: at,
    state: empty ? 'finished' : 'planned',
    finishedAt: empty ? at : null,
  });
  await supersedeReassessments(
    transaction,
    open.map(({ id }) => id),
    planned.id,
    at,
  );
  for (const { id, to: was } of open)
    revision.record({ at, who, what: 'reassessment-superseded', subject: id, before: was, after: to });
  const before = hashes.at(-1);
  revision.record({
    at,
    who,
    what: 'reassessment-planned',
    subject: planned.id,
    ...(before === undefined ? {} : { before }),
    after: to,
  });
  return planned;
}

/**
 * At a start: verdicts may have been judged by another rulebook, or by older semantics, with no plan to judge them again,
 * as in a record from before there were plans.
 * @param live the hash of the rulebook that is live
 */
export async function planWhatIsMissing(
  database: Database,
  live: string,
  now: () => number,
): Promise<Reassessment | undefined> {
  if (isPlanned(await latestReassessment(database), live)) return undefined;
  return write(database, async (transaction, revision) => {
    if (isPlanned(await latestReassessment(transaction), live)) return undefined;
    return planReassessment(transaction, revision, { to: live, at: now(), who: 'truce' });
  });
}

/** A newer Truce on the same database plans for its own semantics. */
const isPlanned = (latest: Reassessment | undefined, live: string): boolean =>
  latest !== undefined && latest.to === live && latest.semantics >= SEMANTICS;
