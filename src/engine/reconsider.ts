import type { Judgement } from '../domain/verdict.js';
import { type Lifting, liftingsOf } from './basis.js';
import { type Closing, closingsOf } from './closings.js';
import { Evaluator } from './evaluate.js';
import type { Rulebook } from './rulebook.js';
import type { Situation } from './situation.js';

/** What the ledger of exceptions counts beside what the verdict says (docs/decisions/0012-ledger.md). */
export interface Reconsidered {
  readonly liftings: readonly Lifting[];
  readonly closings: readonly Closing[];
}

/**
 * Asks the engine again about a judgement it has made: what its liftings rest on, and what a refusal would open or end.
 * @param judgement of this situation under this rulebook.
 * @param situation of the incident as it was judged, with whatever was added to the report.
 * @throws RangeError when the rulebook does not hold the agreement.
 */
export function reconsider(judgement: Judgement, situation: Situation, rulebook: Rulebook): Reconsidered {
  let made: Evaluator | undefined;
  const evaluator = () => {
    const agreement = rulebook.agreements.get(judgement.agreement);
    if (agreement === undefined) throw new RangeError(`the rulebook holds no agreement ${judgement.agreement}`);
    made ??= new Evaluator(agreement, situation);
    return made;
  };
  return { liftings: liftingsOf(judgement, evaluator), closings: closingsOf(judgement, evaluator) };
}
