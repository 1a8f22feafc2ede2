import { Problem } from '../domain/problem.js';
import { formatInstant } from '../domain/time.js';
import type { Database } from '../store/connect.js';
import {
  listReassessments,
  type Reassessment,
  type ReassessmentCounts,
  type ReassessmentState,
  reassessmentById,
} from '../store/reassessments.js';
import { currentRevision } from '../store/revision.js';
import { type Page, pageOf } from './page.js';

/** Somebody asks how far judging again is, and what came of it. */

export interface ReassessmentDocument extends ReassessmentCounts {
  readonly id: string;
  readonly state: ReassessmentState;
  /** The rulebooks that what stood was judged by, or was found to hold under; the last is the one that was live. */
  readonly from: readonly string[];
  readonly to: string;
  readonly semantics: number;
  readonly who: string;
  readonly plannedAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** The later plan that took it over. */
  readonly supersededBy?: string;
  /** How much of the record is gone through, from 0 to 1, by change numbers; cut off, so that 1 is the end. */
  readonly share: number;
  /** Whether a process works on it now. */
  readonly workedOn: boolean;
}

/** @param now milliseconds since 1970 */
export function reassessmentDocument(each: Reassessment, now: number): ReassessmentDocument {
  const { looked, judged, superseded, added, ended, flipped, possibleFlipped } = each;
  const share =
    each.state === 'finished' ? 1 : Math.min(0.9999, Math.floor((each.cursor / each.upTo) * 10_000) / 10_000);
  return {
    id: each.id,
    state: each.state,
    from: each.from,
    to: each.to,
    semantics: each.semantics,
    who: each.who,
    plannedAt: formatInstant(each.plannedAt),
    ...(each.startedAt === null ? {} : { startedAt: formatInstant(each.startedAt) }),
    ...(each.finishedAt === null ? {} : { finishedAt: formatInstant(each.finishedAt) }),
    ...(each.supersededBy === null ? {} : { supersededBy: each.supersededBy }),
    share,
    workedOn: each.holder !== null && (each.leasedUntil ?? 0) >= now,
    ...{ looked, judged, superseded, added, ended, flipped, possibleFlipped },
  };
}

interface Asking {
  readonly database: Database;
  now(): number;
}

/** A page of them, the latest first: one that is under way is on top. */
export async function readReassessments(
  { database, now }: Asking,
  limit: number,
  before?: number,
): Promise<Page<ReassessmentDocument, number>> {
  const revision = await currentRevision(database);
  const found = await listReassessments(database, { before, limit: limit + 1 });
  const page = pageOf(found, limit, revision, revision, ({ number }) => number);
  return { ...page, items: page.items.map((each) => reassessmentDocument(each, now())) };
}

/** @throws Problem `not-found` */
export async function readReassessment({ database, now }: Asking, id: string): Promise<ReassessmentDocument> {
  const found = await reassessmentById(database, id);
  if (found === undefined) throw new Problem('not-found', `There is no reassessment ${JSON.stringify(id)}.`);
  return reassessmentDocument(found, now());
}
