import type { OutcomeOrOpen } from '../domain/words.js';
import { combine, outcomeOf, votesOf } from './combine.js';
import type { Evaluated, Evaluator, WhatIf } from './evaluate.js';
import type { OutcomeMask } from './fold.js';
import type { ReadingPlan } from './plan.js';

/** All candidates of an incident under one reading. */
export interface ReadingResult {
  readonly plan: ReadingPlan;
  readonly candidates: readonly Evaluated[];
  readonly possible: OutcomeMask;
  readonly outcome: OutcomeOrOpen;
}

/** What the incident comes to when its candidates come to these. */
export function combined(evaluator: Evaluator, masks: readonly OutcomeMask[]): OutcomeMask {
  const { incident } = evaluator.situation;
  const votes = votesOf(incident);
  return combine(
    masks.filter((_, index) => votes[index]),
    incident.attribution ?? 'oneOf',
  );
}

/** Evaluates every candidate under a plan; with a what-if, every candidate alike. */
export function evaluateReading(evaluator: Evaluator, plan: ReadingPlan, whatIf?: WhatIf): ReadingResult {
  const candidates = evaluator.situation.candidates.map((_, index) => evaluator.evaluate(plan, index, whatIf));
  const possible = combined(
    evaluator,
    candidates.map((each) => each.possible),
  );
  return { plan, candidates, possible, outcome: outcomeOf(possible) };
}
