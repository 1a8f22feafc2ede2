import type { ReadingVerdict } from '../domain/verdict.js';
import { standingOf, votesOf } from '../engine/combine.js';
import { dependsOn } from '../engine/depends.js';
import type { Evaluator } from '../engine/evaluate.js';
import { outcomesOf } from '../engine/fold.js';
import { missingOf } from '../engine/missing.js';
import { doubtedOf, presumedOf } from '../engine/presumed.js';
import type { ReadingResult } from '../engine/reading.js';
import { candidateVerdict } from '../engine/reasons.js';

/**
 * What the engine says of one reading, each part worked out when it is asked for. The parts are those of `judge`; a case
 * mostly asks for an outcome, and a thousand rulebooks are asked the same.
 */
export function lazyVerdict(evaluator: Evaluator, result: ReadingResult): ReadingVerdict {
  const { incident } = evaluator.situation;
  const votes = votesOf(incident);
  return {
    outcome: result.outcome,
    get possible() {
      return outcomesOf(result.possible);
    },
    get standing() {
      return standingOf(incident);
    },
    get candidates() {
      return result.candidates.map((each, index) => candidateVerdict(evaluator, each, votes[index] ?? false));
    },
    get dependsOn() {
      return dependsOn(evaluator, result);
    },
    get missing() {
      return missingOf(evaluator, result);
    },
    get presumed() {
      return presumedOf(evaluator, result);
    },
    get doubted() {
      return doubtedOf(evaluator, result);
    },
  };
}
