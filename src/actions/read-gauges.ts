import { changesAfter } from '../store/changes.js';
import type { Database } from '../store/connect.js';
import { latestPublication } from '../store/publications.js';
import { latestReassessment } from '../store/reassessments.js';
import { journalNumber, revisionState } from '../store/revision.js';
import { type WebhookState, webhookState } from './webhook-state.js';

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
  readonly webhooks: WebhookState;
  /** How old the oldest change is that an enabled webhook has yet to be told, in milliseconds. */
  readonly untoldAge: number;
}

/** @param seen the revision that this process saw last; -1 where it has not looked yet */
export async function readGauges(database: Database, now: number, seen: number): Promise<Gauges> {
  const { number: revision } = await revisionState(database);
  const journal = await journalNumber(database);
  const published = await latestPublication(database);
  const reassessment = await latestReassessment(database);
  const webhooks = await webhookState(database);
  return {
    revision,
    journal,
    unseen: Math.max(0, revision - Math.max(seen, 0)),
    unseenAge: await ageOfNext(database, now, Math.max(seen, 0), revision),
    ...(published === undefined ? {} : { rulebookAge: Math.max(0, now - published.at) }),
    reassessed: reassessment === undefined ? 1 : doneOf(reassessment),
    webhooks,
    untoldAge: await ageOfNext(database, now, revision - webhooks.backlog, revision),
  };
}

/** How old the first change after a number is; 0 where there is none. A clock that was set back makes none younger than now. */
async function ageOfNext(database: Database, now: number, after: number, revision: number): Promise<number> {
  const [next] = after < revision ? await changesAfter(database, after, 1) : [];
  return next === undefined ? 0 : Math.max(0, now - next.at);
}

function doneOf({ state, cursor, upTo }: { state: string; cursor: number; upTo: number }): number {
  if (state === 'finished' || state === 'superseded' || upTo === 0) return 1;
  return Math.min(1, cursor / upTo);
}
