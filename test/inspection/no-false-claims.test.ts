import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedIncidents } from '../../bench/generated-incidents.js';
import { generatedRulebook } from '../../bench/generated-rules.js';
import type { Incident } from '../../src/domain/incident.js';
import type { CompiledAgreement } from '../../src/engine/compiled-agreement.js';
import { hashOf } from '../../src/engine/hash.js';
import { judge } from '../../src/engine/judge.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { inspectAgreement } from '../../src/inspection/inspect.js';
import { randomIncident } from '../helpers/random-incident.js';
import { compileRandom, randomRulebook } from '../helpers/random-rulebook.js';
import { refutation } from './claims.js';

/** What the findings of an agreement deny and some incidents do all the same. */
function falseClaims(agreement: CompiledAgreement, rulebook: Rulebook, incidents: readonly Incident[]): string[] {
  const { findings } = inspectAgreement(agreement, rulebook);
  const judged = incidents.map((incident) => ({
    incident,
    judgement: judge(incident, hashOf(incident), agreement, rulebook),
  }));
  return findings.flatMap(({ code, claim, message, example }) => {
    if (claim === undefined) return [];
    const shown = example === undefined ? [] : [example.incident];
    const all = [
      ...judged,
      ...shown.map((incident) => ({ incident, judgement: judge(incident, hashOf(incident), agreement, rulebook) })),
    ];
    return all.flatMap(({ incident, judgement }) => {
      const refuted = refutation(claim, incident, judgement, agreement, rulebook);
      return refuted === undefined ? [] : [`${code}: ${message}: ${refuted}: ${JSON.stringify(incident)}`];
    });
  });
}

describe('no finding claims what an incident refutes', () => {
  it('in random rulebooks with everything that rules can say, of reports with anything left out', () => {
    fc.assert(
      fc.property(randomRulebook, fc.array(randomIncident, { minLength: 40, maxLength: 60 }), (made, incidents) => {
        const { rulebook, agreement } = compileRandom(made);
        expect(falseClaims(agreement, rulebook, incidents)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('in generated rulebooks of the shape that real ones have, of two thousand reports', () => {
    const rulebook = generatedRulebook(12, 7);
    const agreement = rulebook.agreements.get('made-up') as CompiledAgreement;
    expect(falseClaims(agreement, rulebook, generatedIncidents(2_000, 7))).toEqual([]);
  });
});
