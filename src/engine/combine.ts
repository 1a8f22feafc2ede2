import type { Incident } from '../domain/incident.js';
import { GRADES, type Grade, OUTCOMES, type OutcomeOrOpen } from '../domain/words.js';
import { isFirm, type OutcomeMask, outcomesOf } from './fold.js';

/** S9 and S16: from candidates to the incident. */

/** Which candidates vote: those graded `unlikely` do not, unless all are. */
export function votesOf(incident: Incident): readonly boolean[] {
  const votes = incident.candidates.map((candidate) => candidate.grade !== 'unlikely');
  return votes.includes(true) ? votes : votes.map(() => true);
}

/**
 * What the incident may come to. `oneOf`: the union of the candidates' possibilities. `each`: the gravest of every choice
 * of one outcome from each of them.
 */
export function combine(masks: readonly OutcomeMask[], attribution: 'oneOf' | 'each'): OutcomeMask {
  if (attribution === 'oneOf') return masks.reduce((union, mask) => union | mask, 0);
  let result = 0;
  OUTCOMES.forEach((_, grave) => {
    const bit = 1 << grave;
    const lighter = (mask: OutcomeMask) => mask >> grave !== 0;
    if (masks.some((mask) => (mask & bit) !== 0) && masks.every(lighter)) result |= bit;
  });
  return result;
}

/** The outcome of a set of possibilities: the only one, or undetermined. */
export function outcomeOf(mask: OutcomeMask): OutcomeOrOpen {
  const [only] = outcomesOf(mask);
  return isFirm(mask) && only !== undefined ? only : 'undetermined';
}

/** S16: the weakest of `happened` and the grades of the voting candidates; without a grade a candidate is `alleged`. */
export function standingOf(incident: Incident): Grade | 'disproved' {
  if (incident.happened === 'disproved') return 'disproved';
  const votes = votesOf(incident);
  const grades: Grade[] = incident.candidates
    .filter((_, index) => votes[index])
    .map((candidate) => candidate.grade ?? 'alleged');
  if (incident.happened != null) grades.push(incident.happened);
  return grades.reduce((weakest, grade) => (GRADES.indexOf(grade) < GRADES.indexOf(weakest) ? grade : weakest));
}
