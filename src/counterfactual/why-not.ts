import { type Incident, incidentSchema } from '../domain/incident.js';
import type { Judgement } from '../domain/verdict.js';
import type { Alternative, ReadingWhyNot, WhyNot, WhyNotChange } from '../domain/why-not.js';
import type { Outcome } from '../domain/words.js';
import type { CompiledAgreement, CompiledReading } from '../engine/compiled-agreement.js';
import { Evaluator } from '../engine/evaluate.js';
import { bitOf } from '../engine/fold.js';
import { hashOf } from '../engine/hash.js';
import { judge } from '../engine/judge.js';
import type { Rulebook } from '../engine/rulebook.js';
import { situationOf } from '../engine/situation.js';
import { faultsOf } from '../engine/warnings.js';
import { flipsBetween } from './flips.js';
import { applyChanges, type Move } from './move.js';
import { BUDGET, byPlausibility, smallestChanges } from './search.js';
import { Trial } from './trial.js';

/** How many alternatives of one reading are told. */
export const MOST_TOLD = 5;

/**
 * The smallest changes of fact that would bring another outcome, for each reading whose outcome is not already that one.
 * Each is a report that may be sent, and was judged as any other: the same outcome comes out of `judge`.
 * @param incident as it was judged, with whatever was added to the report
 * @param judgement of this incident under this rulebook
 * @param wanted the outcome asked after
 * @param only this reading
 * @returns by way of a generator that pauses every few milliseconds; drive it with `finish`, or letting others have their turn
 * @throws RangeError when the rulebook does not hold the agreement
 */
export function* whyNot(
  incident: Incident,
  judgement: Judgement,
  rulebook: Rulebook,
  wanted: Outcome,
  only?: string,
  budget = BUDGET,
): Generator<undefined, WhyNot> {
  const agreement = rulebook.agreements.get(judgement.agreement);
  if (agreement === undefined) throw new RangeError(`the rulebook holds no agreement ${judgement.agreement}`);
  const asked = { incident, judgement, agreement, rulebook, wanted, budget };
  const readings: ReadingWhyNot[] = [];
  for (const reading of agreement.readings)
    if (only === undefined || reading.id === only) readings.push(yield* ofReading(asked, reading));
  return { outcome: wanted, agreement: judgement.agreement, readings };
}

/** Drives a generator to its end at once. */
export function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

interface Asked {
  readonly incident: Incident;
  readonly judgement: Judgement;
  readonly agreement: CompiledAgreement;
  readonly rulebook: Rulebook;
  readonly wanted: Outcome;
  readonly budget: number;
}

function* ofReading(asked: Asked, reading: CompiledReading): Generator<undefined, ReadingWhyNot> {
  const { incident, judgement, agreement, rulebook, wanted, budget } = asked;
  const before = judgement.readings[reading.id];
  if (before === undefined) throw new RangeError(`the verdict has no reading ${reading.id}`);
  const told = {
    ...{ reading: reading.id, outcome: before.outcome, possible: before.possible, alternatives: [], more: 0 },
    byRule: before.dependsOn.filter(({ otherwise }) => otherwise === wanted).map(({ exception }) => ({ exception })),
    searched: { changes: 0, facts: [], values: 0, judgements: 0, budget },
  };
  if (before.outcome === wanted) return { ...told, answer: 'already' };
  const because = neverComesTo(wanted, agreement, reading);
  if (because !== undefined) return { ...told, answer: 'impossible', because };
  const evaluator = new Evaluator(agreement, situationOf(incident, rulebook.registry));
  const trial = new Trial({ evaluator, plan: reading.plan });
  const fits = (moves: readonly Move[]) => maySend(applyChanges(incident, moves), rulebook);
  const found = yield* smallestChanges(trial, bitOf(wanted), fits, budget);
  const chosen = [...found.sets].sort(byPlausibility);
  const alternatives: Alternative[] = [];
  for (const moves of chosen.slice(0, MOST_TOLD)) {
    alternatives.push(alternativeOf(asked, reading.id, moves));
    yield;
  }
  return {
    ...told,
    answer: alternatives.length > 0 ? 'found' : 'none-found',
    alternatives,
    more: chosen.length - alternatives.length,
    searched: {
      changes: found.changes,
      facts: [...new Set(found.moves.map(({ fact }) => fact))].sort(),
      ...{ values: found.moves.length, judgements: trial.judgements, budget },
    },
  };
}

const maySend = (incident: Incident, rulebook: Rulebook): boolean =>
  incidentSchema.safeParse(incident).success && faultsOf(incident, rulebook).length === 0;

function alternativeOf(asked: Asked, reading: string, moves: readonly Move[]): Alternative {
  const { incident, judgement, agreement, rulebook } = asked;
  const judged = (some: readonly Move[]): Judgement => {
    if (some.length === 0) return judgement;
    const changed = applyChanges(incident, some);
    return judge(changed, hashOf(changed), agreement, rulebook);
  };
  const after = judged(moves);
  const ofReading = (each: Judgement) => each.readings[reading] as Judgement['readings'][string];
  const changes = moves.map((move): WhyNotChange => {
    const { key: _key, rank: _rank, ...change } = move;
    const without = judged(moves.filter((other) => other !== move));
    return { ...change, flips: flipsBetween(ofReading(without), ofReading(after)) };
  });
  const readings = Object.entries(after.readings).map(([id, { outcome, possible }]) => [id, { outcome, possible }]);
  return { changes, readings: Object.fromEntries(readings), hash: after.incident.hash };
}

/** Why no report whatever comes to an outcome in a reading; undefined where that cannot be said. */
function neverComesTo(
  wanted: Outcome,
  { definition, exceptions }: CompiledAgreement,
  { plan }: CompiledReading,
): ReadingWhyNot['because'] {
  if (wanted === 'violation' && plan.terms.size === 0) return 'no-term-counted';
  const shields = ({ index, shields: terms }: (typeof exceptions)[number]) =>
    plan.acceptance.has(index) && terms.some((term) => plan.terms.has(term));
  if (wanted === 'exempt' && !exceptions.some(shields)) return 'no-exception-accepted';
  const always = definition.inForce.some(({ from, until }) => from === undefined && until === undefined);
  return wanted === 'not_in_force' && always ? 'always-in-force' : undefined;
}
