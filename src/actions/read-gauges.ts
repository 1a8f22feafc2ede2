import { changesAfter } from '../store/changes.js';
import type { Database } from '../store/connect.js';
import { latestPublication } from '../store/publications.js';
import { latestReassessment } from '../store/reassessments.js';
import { journalNumber, revisionState } from '../store/revision.js';

/** What the record says of itself to whoever watches over the service: a few rows, however long the record is. */
export interface Gauges {
  readonly revision: number;
  readonly journal: number;
  /** Changes that are committed and that this process has not seen, and how old the oldest of them is, in milliseconds. */
  readonly unseen: number;
  readonly unseenAge: number;
  /** How long the live rulebook has been live, in milliseconds; absent where none ever was. */
  readonly rulebookAge?: number;
  /** How much of the last judging again is done, 0 to 1; 1 where there is nothing to do. */
  readonly reassessed: number;
}

/** @param seen the revision that this process saw last; -1 where it has not looked yet */
export async function readGauges(database: Database, now: number, seen: number): Promise<Gauges> {
  const { number: revision } = await revisionState(database);
  const journal = await journalNumber(database);
  const published = await latestPublication(database);
  const reassessment = await latestReassessment(database);
  const [unseen] = seen < revision ? await changesAfter(database, Math.max(seen, 0), 1) : [];
  return {
    revision,
    journal,
    unseen: Math.max(0, revision - Math.max(seen, 0)),
    // A clock that was set back makes nothing younger than now.
    unseenAge: unseen === undefined ? 0 : Math.max(0, now - unseen.at),
    ...(published === undefined ? {} : { rulebookAge: Math.max(0, now - published.at) }),
    reassessed: reassessment === undefined ? 1 : doneOf(reassessment),
  };
}

function doneOf({ state, cursor, upTo }: { state: string; cursor: number; upTo: number }): number {
  if (state === 'finished' || state === 'superseded' || upTo === 0) return 1;
  return Math.min(1, cursor / upTo);
}
