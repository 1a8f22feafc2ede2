import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.js';
import { compileMutant } from '../../src/casework/compile-mutant.js';
import { coverageOf } from '../../src/casework/coverage.js';
import { provenEqual } from '../../src/casework/equivalence.js';
import type { Original } from '../../src/casework/mutant.js';
import { mutantsOf, originalOf } from '../../src/casework/mutants.js';
import { answers } from '../../src/casework/skeleton.js';
import { shownBy } from '../../src/casework/trace-case.js';
import { randomIncident } from '../helpers/random-incident.js';
import { compileRandom, randomRulebook } from '../helpers/random-rulebook.js';

const originalFrom = (random: Parameters<typeof compileRandom>[0]): Original =>
  originalOf(compileRandom(random, false).rulebook, random.definition.id);
const incidents = fc.array(randomIncident, { minLength: 8, maxLength: 8 });

describe('What is claimed without trying', () => {
  it('never calls a mutant the same as the rules when some report is answered otherwise', () => {
    fc.assert(
      fc.property(randomRulebook, incidents, (random, reports) => {
        const original = originalFrom(random);
        for (const mutant of mutantsOf(original)) {
          const mutated = compileMutant(original, mutant.change);
          const why = provenEqual(original, mutated, mutant);
          if (why === undefined) continue;
          for (const incident of reports) expect(told(mutated, incident, mutant.id)).toEqual(told(original, incident, mutant.id));
        }
      }),
      { numRuns: 60 },
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
      { numRuns: 150 },
    );
  });
});

const told = (rules: Pick<Original, 'agreement' | 'registry'>, incident: Incident, mutant: string) => ({
  mutant,
  answers: Object.fromEntries([...answers(rules, incident)].map(([id, { outcome, possible }]) => [id, [outcome, possible]])),
});
