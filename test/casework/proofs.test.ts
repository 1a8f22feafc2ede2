import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMutant } from '../../src/casework/compile-mutant.js';
import { coverageOf } from '../../src/casework/coverage.js';
import { provenEqual } from '../../src/casework/equivalence.js';
import { forceOf } from '../../src/casework/group-signature.js';
import type { Original } from '../../src/casework/mutant.js';
import { mutantsOf, originalOf } from '../../src/casework/mutants.js';
import { answers } from '../../src/casework/skeleton.js';
import { shownBy } from '../../src/casework/trace-case.js';
import type { Incident } from '../../src/domain/incident.js';
import { randomIncident } from '../helpers/random-incident.js';
import { compileRandom, randomRulebook } from '../helpers/random-rulebook.js';

const originalFrom = (random: Parameters<typeof compileRandom>[0]): Original =>
  originalOf(compileRandom(random, false).rulebook, random.definition.id);
const incidents = fc.array(randomIncident, { minLength: 8, maxLength: 8 });

describe('What is claimed without trying', () => {
  it('never calls a mutant the same as the rules when a report within the time in force is answered otherwise', () => {
    fc.assert(
      fc.property(randomRulebook, incidents, fc.nat(4), (random, reports, fifth) => {
        const original = originalFrom(random);
        const within = reports.filter((incident) => isWithinForce(original, incident));
        for (const mutant of mutantsOf(original).filter((_, index) => index % 5 === fifth)) {
          const mutated = compileMutant(original, mutant.change);
          if (provenEqual(original, mutated, mutant) === undefined) continue;
          for (const incident of within)
            expect({ [mutant.id]: told(mutated, incident) }).toEqual({ [mutant.id]: told(original, incident) });
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('never calls a goal impossible that some report shows', () => {
    fc.assert(
      fc.property(randomRulebook, incidents, (random, reports) => {
        const original = originalFrom(random);
        const { impossible, dates } = coverageOf(original, []);
        const readings = original.agreement.readings.map(({ id }) => id);
        for (const incident of reports) {
          const shown = shownBy(original, dates, incident, readings);
          expect(impossible.filter((goal) => shown.has(goal.id))).toEqual([]);
        }
      }),
      { numRuns: 80, endOnFailure: true },
    );
  });
});

function isWithinForce({ agreement }: Original, { occurred }: Incident): boolean {
  const { from, until } = forceOf(agreement);
  return Date.parse(occurred.from) >= from && Date.parse(occurred.to ?? occurred.from) < until;
}

const told = (rules: Pick<Original, 'agreement' | 'registry'>, incident: Incident) =>
  Object.fromEntries([...answers(rules, incident)].map(([id, { outcome, possible }]) => [id, [outcome, possible]]));
