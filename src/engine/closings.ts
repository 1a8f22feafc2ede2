import type { Judgement, ReadingVerdict } from '../domain/verdict.js';
import type { Evaluator } from './evaluate.js';
import { bitOf } from './fold.js';
import { evaluateReading } from './reading.js';

/**
 * How refusing an exception would change whether an incident "may be a violation": is undetermined, with a violation among
 * what is possible. `dependsOn` (S14) tells outcomes only, and "cleared either way" is undetermined as well.
 */
export interface Closing {
  readonly reading: string;
  readonly exception: string;
  /** `opens`: it would be so and is not. `ends`: it is so and would not be, be it cleared or firm. */
  readonly change: 'opens' | 'ends';
}

const VIOLATION = bitOf('violation');

/**
 * Every such change, for every exception that the reading accepts.
 * @param judgement of this incident and agreement.
 * @param evaluator of the incident as it was judged, made when first asked for: most judgements need none.
 */
export function closingsOf(judgement: Judgement, evaluator: () => Evaluator): Closing[] {
  const found: Closing[] = [];
  for (const [reading, verdict] of Object.entries(judgement.readings)) {
    const { outcome, possible, dependsOn } = verdict;
    const before = outcome === 'undetermined' && possible.includes('violation');
    const otherwise = new Map(dependsOn.map((each) => [each.exception, each.otherwise]));
    for (const [exception, isLimit] of inPlay(verdict)) {
      const becomes = otherwise.get(exception) ?? outcome;
      // Refusing what only lifts takes no violation away, so only a limit need be asked of one that may be a violation.
      const after =
        becomes === 'undetermined' && ((before && !isLimit) || mayBeViolationWithout(evaluator(), reading, exception));
      if (after !== before) found.push({ reading, exception, change: after ? 'opens' : 'ends' });
    }
  }
  return found;
}

/** The exceptions and limits that hold or may hold for a candidate that votes; of others a refusal changes nothing. */
function inPlay({ candidates, dependsOn }: ReadingVerdict): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { terms } of candidates.filter(({ votes }) => votes))
    for (const { id, holds, defeatedBy } of terms.flatMap(({ lifting }) => lifting)) {
      if (holds !== 'false') found.set(id, found.get(id) ?? false);
      for (const limit of defeatedBy ?? []) found.set(limit.id, true);
    }
  // A limit of a limit stands deeper than the reasons go.
  for (const { exception } of dependsOn) found.set(exception, found.get(exception) ?? true);
  return found;
}

/** Whether a violation is possible with the exception refused. */
function mayBeViolationWithout(evaluator: Evaluator, reading: string, exception: string): boolean {
  const plan = evaluator.agreement.readings.find(({ id }) => id === reading)?.plan;
  const refused = evaluator.agreement.exceptions.find(({ definition }) => definition.id === exception)?.index;
  if (plan === undefined || refused === undefined)
    throw new RangeError(`${evaluator.agreement.definition.id} has no reading ${reading} or no exception ${exception}`);
  return (evaluateReading(evaluator, plan, { refused }).possible & VIOLATION) !== 0;
}
