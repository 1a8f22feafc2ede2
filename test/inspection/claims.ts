import type { Incident } from '../../src/domain/incident.js';
import { TRUE } from '../../src/domain/truth.js';
import type { Judgement } from '../../src/domain/verdict.js';
import type { CompiledAgreement } from '../../src/engine/compiled-agreement.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { situationOf } from '../../src/engine/situation.js';
import { View } from '../../src/engine/view.js';
import type { Claim } from '../../src/inspection/finding.js';

/** Holds an incident, as the engine judged it, against what a finding claims never to happen. */

/** @returns what the incident does that the claim denies; undefined where it does nothing of the kind */
export function refutation(
  claim: Claim,
  incident: Incident,
  judgement: Judgement,
  agreement: CompiledAgreement,
  rulebook: Rulebook,
): string | undefined {
  if ('untrue' in claim) {
    const situation = situationOf(incident, rulebook.registry);
    for (const candidate of incident.candidates.keys())
      for (const { id, plan } of agreement.readings) {
        const view = new View(situation, candidate, agreement, { roles: plan.roles });
        if (agreement.inForce.truth(view) === TRUE && claim.untrue.truth(view) === TRUE)
          return `true of candidate ${candidate} in ${id}`;
      }
    return undefined;
  }
  if ('unparted' in claim) {
    const [a, b] = claim.unparted.map((reading) => judgement.readings[reading]?.outcome);
    return a === b || a === 'undetermined' || b === 'undetermined' ? undefined : `${a} and ${b}`;
  }
  if (claim.lasting && incident.occurred.extent === 'throughout') return undefined;
  for (const reading of claim.readings) {
    const verdict = judgement.readings[reading];
    if (verdict === undefined) return `no reading ${reading}`;
    const terms = verdict.candidates.flatMap((candidate) => candidate.terms);
    if ('unbreached' in claim && terms.some(({ id, state }) => id === claim.unbreached && state === 'breached'))
      return `breached in ${reading}`;
    if (
      'unheld' in claim &&
      terms.some(({ lifting }) => lifting.some(({ id, holds }) => id === claim.unheld && holds === 'true'))
    )
      return `held in ${reading}`;
    if ('undecisive' in claim && verdict.outcome !== 'undetermined') {
      const depends = verdict.dependsOn.find(({ exception }) => exception === claim.undecisive);
      if (depends !== undefined && depends.otherwise !== 'undetermined')
        return `${verdict.outcome} in ${reading}, otherwise ${depends.otherwise}`;
    }
  }
  return undefined;
}
