import { uuidv7 } from 'uuidv7';
import type { Database, Transaction } from './connect.js';
import { inTurn } from './in-turn.js';
import { CLOCKS_DIFFER_MS } from './lease.js';

/** Reassessments: what a publish left to be judged again, and how far that is. */

export const REASSESSMENT_STATES = ['planned', 'running', 'finished', 'superseded'] as const;
export type ReassessmentState = (typeof REASSESSMENT_STATES)[number];

/** What came of it so far. */
export interface ReassessmentCounts {
  /** Incidents that were read. */
  readonly looked: number;
  /** Judgements that were made again. */
  readonly judged: number;
  /** Verdicts that another took the place of. */
  readonly superseded: number;
  /** Verdicts under an agreement that did not touch the incident before. */
  readonly added: number;
  /** Verdicts that ended because their agreement touches the incident no longer. */
  readonly ended: number;
  /** Of those superseded, how many come to another outcome in some reading. */
  readonly flipped: number;
  /** Of those superseded, how many keep every outcome and leave something else possible in some reading. */
  readonly possibleFlipped: number;
}

export interface Reassessment extends ReassessmentCounts {
  readonly id: string;
  /** In the order of plans. */
  readonly number: number;
  /** The rulebooks that what stands was judged by, or was found to hold under; the one that was live last is the last. */
  readonly from: readonly string[];
  readonly to: string;
  readonly semantics: number;
  readonly state: ReassessmentState;
  /** The number of the last incident version that is done. */
  readonly cursor: number;
  /** The number of the last one to do. */
  readonly upTo: number;
  readonly who: string;
  /** Milliseconds since 1970, as all times here. */
  readonly plannedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** The later plan that took it over. */
  readonly supersededBy: string | null;
  /** The process that works on it, and until when it need not show that it still does. */
  readonly holder: string | null;
  readonly leasedUntil: number | null;
}

export type NewReassessment = Pick<
  Reassessment,
  'from' | 'to' | 'semantics' | 'upTo' | 'who' | 'plannedAt' | 'finishedAt' | 'state'
>;

export const NOTHING_YET: ReassessmentCounts = {
  looked: 0,
  judged: 0,
  superseded: 0,
  added: 0,
  ended: 0,
  flipped: 0,
  possibleFlipped: 0,
};

const counted = (counts: ReassessmentCounts) => {
  const { possibleFlipped, ...rest } = counts;
  return { ...rest, possible_flipped: possibleFlipped };
};

/** Adds one. Only under the lock of the revision, which keeps the numbers apart. */
export async function insertReassessment(transaction: Transaction, fresh: NewReassessment): Promise<Reassessment> {
  const last = await transaction('reassessments').max({ number: 'number' }).first();
  const id = `rea_${uuidv7()}`;
  const number = Number(last?.number ?? 0) + 1;
  await transaction('reassessments').insert({
    id,
    number,
    from_hashes: JSON.stringify(fresh.from),
    to_hash: fresh.to,
    semantics: fresh.semantics,
    state: fresh.state,
    cursor: 0,
    up_to: fresh.upTo,
    author: fresh.who,
    planned_at: fresh.plannedAt,
    finished_at: fresh.finishedAt,
  });
  return {
    ...fresh,
    ...NOTHING_YET,
    id,
    number,
    cursor: 0,
    startedAt: null,
    supersededBy: null,
    holder: null,
    leasedUntil: null,
  };
}

/** Those that are not over. */
export async function openReassessments(database: Database | Transaction): Promise<Reassessment[]> {
  const rows = await database('reassessments').whereIn('state', ['planned', 'running']).orderBy('number');
  return rows.map(reassessmentOf);
}

export async function latestReassessment(database: Database | Transaction): Promise<Reassessment | undefined> {
  const row = await database('reassessments').orderBy('number', 'desc').first();
  return row === undefined ? undefined : reassessmentOf(row);
}

export async function reassessmentById(
  database: Database | Transaction,
  id: string,
): Promise<Reassessment | undefined> {
  const row = await database('reassessments').where({ id }).first();
  return row === undefined ? undefined : reassessmentOf(row);
}

/** A page, the latest first. @param before only those with a lower number */
export async function listReassessments(
  database: Database | Transaction,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Reassessment[]> {
  const query = database('reassessments').orderBy('number', 'desc').limit(limit);
  if (before !== undefined) query.where('number', '<', before);
  return (await query).map(reassessmentOf);
}

/** A later plan takes over what was not done. */
export async function supersedeReassessments(
  transaction: Transaction,
  ids: readonly string[],
  by: string,
  at: number,
): Promise<void> {
  await transaction('reassessments')
    .whereIn('id', [...ids])
    .update({ state: 'superseded', superseded_by: by, finished_at: at, holder: null, leased_until: null });
}

/**
 * A process takes it to work on, or goes on with it, where nobody else does.
 * @returns whether it has it now
 */
export async function leaseReassessment(
  database: Database,
  id: string,
  lease: { readonly holder: string; readonly now: number; readonly until: number },
): Promise<boolean> {
  const taken = await inTurn(database, () =>
    database('reassessments')
      .where({ id })
      .whereIn('state', ['planned', 'running'])
      .where((free) =>
        free
          .whereNull('holder')
          .orWhere('holder', lease.holder)
          .orWhere('leased_until', '<', lease.now)
          .orWhere('leased_until', '>', lease.until + CLOCKS_DIFFER_MS),
      )
      .update({
        state: 'running',
        holder: lease.holder,
        leased_until: lease.until,
        started_at: database.raw('coalesce(started_at, ?)', [lease.now]),
      }),
  );
  return taken === 1;
}

/** Whoever works on it stops, so that another need not wait for the end of the lease. */
export async function releaseReassessment(database: Database, id: string, holder: string): Promise<void> {
  await inTurn(database, () =>
    database('reassessments').where({ id, holder }).update({ holder: null, leased_until: null }),
  );
}

/** Where this holder still has it, and it is where the holder left it. */
const held = (transaction: Transaction, { id, holder, cursor }: Pick<Reassessment, 'id' | 'holder' | 'cursor'>) =>
  transaction('reassessments').where({ id, holder, cursor, state: 'running' });

/** Whether nobody else took it over, and no later plan did. */
export async function holdsReassessment(
  transaction: Transaction,
  from: Pick<Reassessment, 'id' | 'holder' | 'cursor'>,
): Promise<boolean> {
  return (await held(transaction, from).first('id')) !== undefined;
}

/** Writes down how far it is. @returns whether this holder still had it */
export async function advanceReassessment(
  transaction: Transaction,
  from: Pick<Reassessment, 'id' | 'holder' | 'cursor'>,
  to: ReassessmentCounts & {
    readonly cursor: number;
    readonly leasedUntil: number;
    readonly finishedAt: number | null;
  },
): Promise<boolean> {
  const { cursor, leasedUntil, finishedAt, ...counts } = to;
  const over = finishedAt === null ? {} : { state: 'finished', holder: null, finished_at: finishedAt };
  const advanced = await held(transaction, from).update({
    ...counted(counts),
    cursor,
    leased_until: finishedAt === null ? leasedUntil : null,
    ...over,
  });
  return advanced === 1;
}

const optional = (value: unknown) => (value === null ? null : Number(value));

const reassessmentOf = (row: Record<string, unknown>): Reassessment => ({
  id: String(row.id),
  number: Number(row.number),
  from: JSON.parse(String(row.from_hashes)),
  to: String(row.to_hash),
  semantics: Number(row.semantics),
  state: row.state as ReassessmentState,
  cursor: Number(row.cursor),
  upTo: Number(row.up_to),
  looked: Number(row.looked),
  judged: Number(row.judged),
  superseded: Number(row.superseded),
  added: Number(row.added),
  ended: Number(row.ended),
  flipped: Number(row.flipped),
  possibleFlipped: Number(row.possible_flipped),
  who: String(row.author),
  plannedAt: Number(row.planned_at),
  startedAt: optional(row.started_at),
  finishedAt: optional(row.finished_at),
  supersededBy: row.superseded_by === null ? null : String(row.superseded_by),
  holder: row.holder === null ? null : String(row.holder),
  leasedUntil: optional(row.leased_until),
});

/** Whether some of what stands may have been judged by older semantics. */
export async function isRaised(database: Database | Transaction, semantics: number): Promise<boolean> {
  const oldest = await database('verdicts').orderBy('number').first('semantics');
  if (oldest === undefined || Number(oldest.semantics) >= semantics) return false;
  const done = await database('reassessments')
    .where({ state: 'finished' })
    .where('semantics', '>=', semantics)
    .first('id');
  return done === undefined;
}
