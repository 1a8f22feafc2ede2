import { setImmediate as otherRequestsFirst } from 'node:timers/promises';
import { reachOf } from '../comparison/reach.js';
import { SEMANTICS } from '../domain/verdict.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import {
  advanceReassessment,
  holdsReassessment,
  isRaised,
  leaseReassessment,
  openReassessments,
  type Reassessment,
  releaseReassessment,
} from '../store/reassessments.js';
import { RulebookMoved, revisionState, write } from '../store/revision.js';
import { judgementTexts, standingIncidents } from '../store/standing-incidents.js';
import { Comparisons } from './comparisons.js';
import { type Again, judgeAgain, type Otherwise, type Task, toJudgeAgain } from './judge-again.js';
import type { KeptRulebooks } from './kept-rulebooks.js';
import { recordReassessed } from './record-reassessed.js';

/**
 * After a publish, what stands is judged again, a few incidents at a time, in the order of their versions. Reading and
 * judging hold no lock; what came out is recorded together with how far that was, so that whoever is killed loses no more
 * than the few that were being judged, and nothing is recorded twice.
 */

/** Versions that are read at a time, and the numbers that one query looks through at the most. */
const READ = 100;
const STRETCH = 5_000;
/** Incidents that are judged and recorded in one transaction. */
const RECORDED = 5;
/** How far it is, is written down at least so often, in milliseconds; whoever does not for as long as a lease is given up. */
const SAVED_MS = 1_000;
const LEASE_MS = 5_000;

export interface Reassessor {
  readonly database: Database;
  readonly keptRulebooks: KeptRulebooks;
  /** Names this process. */
  readonly holder: string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** The rulebook that a reassessment judges by is not kept, or cannot be built again; the message says which. */
export class RulebookLost extends Error {}

/**
 * Works on what is planned until there is nothing left, or another process works on it, or the signal is aborted.
 * @returns how far it is, whenever that was written down
 * @throws RulebookLost, and what the database throws; what was recorded before stays
 */
export async function* reassess(reassessor: Reassessor, signal: AbortSignal): AsyncGenerator<Reassessment> {
  while (!signal.aborted) {
    const taken = await take(reassessor);
    if (taken === undefined) return;
    try {
      for await (const reassessment of goThrough(reassessor, taken, signal)) yield reassessment;
    } finally {
      await releaseReassessment(reassessor.database, taken.id, reassessor.holder);
    }
  }
}

/** The one that is open, where no other process works on it. */
async function take({ database, holder, now }: Reassessor): Promise<Reassessment | undefined> {
  const [open] = await openReassessments(database);
  // A newer Truce on the same database judges by its own semantics.
  if (open === undefined || open.semantics !== SEMANTICS) return undefined;
  const { rulebook: live = open.to } = await revisionState(database);
  if (live !== open.to) return undefined;
  const at = now();
  if (!(await leaseReassessment(database, open.id, { holder, now: at, until: at + LEASE_MS }))) return undefined;
  const [taken] = await openReassessments(database);
  return taken?.id === open.id && taken.holder === holder ? taken : undefined;
}

async function* goThrough(
  reassessor: Reassessor,
  taken: Reassessment,
  signal: AbortSignal,
): AsyncGenerator<Reassessment> {
  const { database, now } = reassessor;
  const { task, agreements } = await taskOf(reassessor, taken);
  let reassessment = taken;
  let looked = 0;
  let savedAt = now();
  for (let after = taken.cursor; after < taken.upTo; ) {
    const through = Math.min(after + STRETCH, taken.upTo);
    const page = await standingIncidents(database, { after, through, agreements, limit: READ });
    // A full page may have been cut before the end of the stretch; the next one goes on behind its last.
    const end = page.length < READ ? through : (page.at(-1)?.number ?? through);
    let doubtful: Again[] = [];
    for (const [index, incident] of page.entries()) {
      const again = await toJudgeAgain(incident, task);
      if (again !== undefined) doubtful.push(again);
      looked += 1;
      const last = index === page.length - 1;
      const full = doubtful.length === RECORDED;
      if (!full && !(last && doubtful.length > 0)) continue;
      const found = await judgeAll(database, doubtful, task);
      const cursor = last ? end : incident.number;
      const advanced = await advance(reassessor, reassessment, { ...found, looked, cursor });
      if (advanced === undefined) return;
      reassessment = advanced;
      looked = 0;
      doubtful = [];
      savedAt = now();
      yield reassessment;
      if (signal.aborted) return;
    }
    after = end;
    const due = Math.abs(now() - savedAt) >= SAVED_MS || after >= taken.upTo || signal.aborted;
    if (due && reassessment.cursor < after) {
      const advanced = await advance(reassessor, reassessment, { otherwise: [], judged: 0, looked, cursor: after });
      if (advanced === undefined) return;
      reassessment = advanced;
      looked = 0;
      savedAt = now();
      yield reassessment;
    }
    if (signal.aborted) return;
    await otherRequestsFirst();
  }
  if (reassessment.state === 'finished') return;
  const finished = await advance(reassessor, reassessment, { otherwise: [], judged: 0, looked, cursor: taken.upTo });
  if (finished !== undefined) yield finished;
}

/** What is needed to judge again: the rulebooks, and which part of the record the new one reaches. */
async function taskOf(
  { database, keptRulebooks }: Reassessor,
  { from, to }: Reassessment,
): Promise<{ task: Task; agreements: readonly string[] | undefined }> {
  const { rulebook: live, differences } = await keptRulebooks.get(to);
  if (live === undefined || live.hash !== to) {
    const why = differences.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
    throw new RulebookLost(`the rulebook ${to} cannot be built again from what is kept: ${why}`);
  }
  const befores: Rulebook[] = [];
  for (const hash of from) {
    const { rulebook } = await keptRulebooks.get(hash);
    if (rulebook !== undefined) befores.push(rulebook);
  }
  const task = {
    live,
    comparisons: new Comparisons(keptRulebooks, live),
    previous: from.at(-1),
    steady: new Set<string>(),
  };
  // Where it is not known by what all that stands was judged, nothing is passed over.
  if (befores.length < from.length || (await isRaised(database, SEMANTICS))) return { task, agreements: undefined };
  const { steady, changed } = reachOf(
    befores.map(({ source }) => source),
    live.source,
  );
  const everywhere = [...live.agreements.keys()].some((id) => !steady.has(id));
  return { task: { ...task, steady }, agreements: everywhere ? undefined : [...changed] };
}

interface Found {
  readonly otherwise: readonly Otherwise[];
  readonly judged: number;
}

async function judgeAll(database: Database, doubtful: readonly Again[], task: Task): Promise<Found> {
  const numbers = doubtful.flatMap(({ doubted }) => doubted.map(({ number }) => number));
  const texts = await judgementTexts(database, numbers);
  const otherwise: Otherwise[] = [];
  let judged = 0;
  for (const again of doubtful) {
    const found = await judgeAgain(again, texts, task).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`incident ${again.incident.id} cannot be judged again: ${why}`, { cause: error });
    });
    judged += found.judged;
    if ('verdicts' in found) otherwise.push(found);
    await otherRequestsFirst();
  }
  return { otherwise, judged };
}

/** Records what was found together with how far that was. @returns undefined where somebody else is further, or a publish came */
async function advance(
  { database, holder, now }: Reassessor,
  reassessment: Reassessment,
  { otherwise, judged, looked, cursor }: Found & { readonly looked: number; readonly cursor: number },
): Promise<Reassessment | undefined> {
  try {
    return await write(
      database,
      async (transaction, revision) => {
        const at = now();
        const from = { ...reassessment, holder };
        if (!(await holdsReassessment(transaction, from))) throw new Overtaken();
        const done = await recordReassessed(transaction, revision, otherwise, at);
        const counts = {
          looked: reassessment.looked + looked,
          judged: reassessment.judged + judged,
          superseded: reassessment.superseded + done.superseded,
          added: reassessment.added + done.added,
          ended: reassessment.ended + done.ended,
          flipped: reassessment.flipped + done.flipped,
          possibleFlipped: reassessment.possibleFlipped + done.possibleFlipped,
        };
        const finishedAt = cursor >= reassessment.upTo ? at : null;
        const to = { ...counts, cursor, leasedUntil: at + LEASE_MS, finishedAt };
        if (!(await advanceReassessment(transaction, from, to))) throw new Overtaken();
        if (finishedAt !== null) {
          const { id: subject, who, to: after } = reassessment;
          revision.record({ at, who, what: 'reassessment-finished', subject, after });
        }
        const state = finishedAt === null ? 'running' : 'finished';
        return { ...reassessment, ...counts, cursor, finishedAt, state };
      },
      reassessment.to,
    );
  } catch (error) {
    if (error instanceof Overtaken || error instanceof RulebookMoved) return undefined;
    throw error;
  }
}

/** Undoes the transaction. */
class Overtaken extends Error {}
