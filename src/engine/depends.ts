import type { ReadingVerdict } from '../domain/verdict.js';
import { votesOf } from './combine.js';
import type { Evaluator } from './evaluate.js';
import { evaluateReading, type ReadingResult } from './reading.js';

/** S14: the exceptions whose refusal would change this outcome, and to what. */
export function dependsOn(evaluator: Evaluator, result: ReadingResult): ReadingVerdict['dependsOn'] {
  const votes = votesOf(evaluator.situation.incident);
  const found: ReadingVerdict['dependsOn'] = [];
  for (const exception of evaluator.agreement.exceptions) {
    const { index, definition } = exception;
    if (!result.plan.acceptance.has(index)) continue;
    const matters = result.candidates.some((each, at) => votes[at] && each.folded.holding.mattered(index));
    if (!matters) continue;
    const otherwise = evaluateReading(evaluator, result.plan, { refused: index });
    if (otherwise.outcome !== result.outcome) found.push({ exception: definition.id, otherwise: otherwise.outcome });
  }
  return found;
}
