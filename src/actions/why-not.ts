import { setImmediate as turn } from 'node:timers/promises';
import { whyNot } from '../counterfactual/why-not.js';
import type { Incident } from '../domain/incident.js';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import { type Judgement, SEMANTICS } from '../domain/verdict.js';
import type { WhyNot } from '../domain/why-not.js';
import type { Outcome } from '../domain/words.js';
import { judgedAgain } from '../engine/replay.js';
import type { Rulebook } from '../engine/rulebook.js';
import { redactionsOf } from '../store/redactions.js';
import { verdictState } from '../store/verdicts.js';
import { whyNotReplayed } from './check-redacted.js';
import { otherSemantics } from './check-verdict.js';
import { type JudgedVerdict, type Judging, readJudged } from './read-verdicts.js';

export interface VerdictWhyNot extends WhyNot {
  readonly verdict: string;
  /** The rulebook that judged the verdict, and that was searched under. */
  readonly rulebook: string;
}

/** Searches while others have their turn every few milliseconds. */
export async function searchWhyNot(...asked: Parameters<typeof whyNot>): Promise<WhyNot> {
  const steps = whyNot(...asked);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await turn();
  }
}

/** The same for each of several judgements of one incident. */
export async function searchEach(
  incident: Incident,
  judgements: readonly Judgement[],
  rulebook: Rulebook,
  wanted: Outcome,
): Promise<WhyNot[]> {
  const answers: WhyNot[] = [];
  for (const judgement of judgements) answers.push(await searchWhyNot(incident, judgement, rulebook, wanted));
  return answers;
}

/**
 * Somebody asks why a stored verdict is not another one: searched by the rulebook that judged it, on the report as it was
 * judged.
 * @param reading only this one
 * @throws Problem `not-found`, `unknown-parameter` for a reading that the verdict has not, `bad-request` for one that was
 * judged by other semantics than this Truce has
 */
export async function whyNotVerdict(
  service: Judging,
  id: string,
  outcome: Outcome,
  reading: string | undefined,
): Promise<{ readonly answer: VerdictWhyNot; readonly rulebook: Rulebook }> {
  const { verdict, incident, rulebook } = await byItsOwnRulebook(service, id);
  const readings = Object.keys(verdict.readings);
  if (reading !== undefined && !readings.includes(reading)) throw unknownReading(reading, readings);
  const found = await searchWhyNot(incident, verdict, rulebook, outcome, reading);
  return { answer: { verdict: verdict.id, rulebook: verdict.rulebook, ...found }, rulebook };
}

async function byItsOwnRulebook(service: Judging, id: string): Promise<JudgedVerdict> {
  const judged = await readJudged(service, id);
  const { verdict } = judged;
  if (verdict.semantics !== SEMANTICS)
    throw new Problem('bad-request', `It was not searched: ${otherSemantics(verdict.semantics)}.`);
  const { rulebook } = await service.keptRulebooks.get(verdict.rulebook);
  if (rulebook === undefined) throw new Error(`the rulebook of verdict ${id} cannot be built again`);
  await refuseRedacted(service, judged, rulebook);
  return { ...judged, rulebook };
}

/** What follows from a report that is no longer there cannot be searched. */
async function refuseRedacted(
  { database }: Judging,
  { verdict, incident }: JudgedVerdict,
  rulebook: Rulebook,
): Promise<void> {
  const state = await verdictState(database, verdict.id);
  if (state === undefined || state.redacted === null) return;
  const again = judgedAgain(verdict.agreement, incident, verdict.incident, rulebook);
  if (JSON.stringify(again?.readings) === JSON.stringify(verdict.readings)) return;
  const redactions = (await redactionsOf(database, [verdict.incident.id ?? ''])).filter(
    ({ part, version }) => part === 'report' && version === verdict.incident.version,
  );
  throw new Problem('bad-request', `It was not searched: ${whyNotReplayed(redactions)}.`);
}

function unknownReading(got: string, allowed: string[]): Problem {
  const fault = { pointer: 'reading', detail: 'is no reading of this agreement', got, allowed };
  const near = nearest(got, allowed);
  return new Problem('unknown-parameter', 'The query was not answered.', {
    faults: [near.length === 0 ? fault : { ...fault, nearest: near }],
  });
}
