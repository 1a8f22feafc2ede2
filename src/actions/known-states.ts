import { SEMANTICS } from '../domain/verdict.js';
import type { Outcome } from '../domain/words.js';
import { bitOf, type OutcomeMask } from '../engine/fold.js';
import type { StoredIncident } from '../store/compared-incidents.js';

/**
 * What a stored verdict leaves possible under each reading, where it was made by the very rulebook and semantics asked for:
 * then nothing need be judged again (S19).
 * @returns undefined where there is no such verdict
 */
export function knownStates(
  { verdicts }: StoredIncident,
  agreement: string,
  rulebook: string,
): ReadonlyMap<string, OutcomeMask> | undefined {
  const verdict = verdicts.find((each) => each.agreement === agreement);
  if (verdict?.rulebook !== rulebook || verdict.semantics !== SEMANTICS) return undefined;
  const mask = (outcomes: readonly Outcome[]) => outcomes.reduce((bits, outcome) => bits | bitOf(outcome), 0);
  return new Map([...verdict.possible].map(([reading, possible]) => [reading, mask(possible)]));
}
