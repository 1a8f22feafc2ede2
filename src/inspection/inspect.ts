import type { Incident } from '../domain/incident.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import type { Rulebook } from '../engine/rulebook.js';
import { findBreaches } from './breaches.js';
import { findIdleExceptions } from './exceptions.js';
import { FINDING_CODES, type Finding, type Undecided } from './finding.js';
import { findGaps } from './gaps.js';
import { findJunctions } from './junctions.js';
import { Model } from './model.js';
import { findNobody } from './nobody.js';
import { findIdlePresumptions, findSameReadings } from './readings.js';
import { Scope } from './scope.js';
import { Budget } from './search.js';
import { findUncoveredTerms } from './uncovered-terms.js';

/** How many choices all searches of one agreement may try: some seconds' worth. */
export const MOST_CHOICES = 200_000;

export interface Inspected {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
}

/**
 * Looks for rules that load and do not say what their author can have meant. A pure function of its arguments: no clock.
 *
 * "Never" rests on a search through every way in which incidents can differ as far as the agreement's leaves can tell, that
 * found none; what the search could not finish is `undecided` and nothing is claimed of it.
 * @param cases the incidents of the agreement's cases, if it has a cases file
 */
export function inspectAgreement(
  agreement: CompiledAgreement,
  rulebook: Rulebook,
  cases?: readonly Incident[],
  most = MOST_CHOICES,
): Inspected {
  const scope = new Scope(new Model(agreement, rulebook), new Budget(most));
  findNobody(scope);
  findBreaches(scope);
  findIdleExceptions(scope);
  findJunctions(scope);
  findGaps(scope);
  findSameReadings(scope);
  findIdlePresumptions(scope);
  findUncoveredTerms(scope, cases);
  const order = (code: Finding['code']) => FINDING_CODES.indexOf(code);
  return {
    findings: [...scope.findings].sort((a, b) => order(a.code) - order(b.code)),
    undecided: scope.undecided,
  };
}
