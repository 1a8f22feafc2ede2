import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestChanges } from '../../src/counterfactual/search.js';
import { Trial } from '../../src/counterfactual/trial.js';
import { finish } from '../../src/counterfactual/why-not.js';
import { OUTCOMES } from '../../src/domain/words.js';
import { Evaluator } from '../../src/engine/evaluate.js';
import { bitOf } from '../../src/engine/fold.js';
import { situationOf } from '../../src/engine/situation.js';
import { randomIncident } from '../helpers/random-incident.js';
import { compileRandom, randomRulebook } from '../helpers/random-rulebook.js';
import { naiveSmallest, written } from './naive.js';

describe('The search for the smallest changes', () => {
  it('passes over nothing: it finds the very sets that judging every set of one and of two changes finds', {
    timeout: 300_000,
  }, () => {
    let compared = 0;
    fc.assert(
      fc.property(
        randomRulebook,
        randomIncident,
        fc.constantFrom(...OUTCOMES),
        fc.nat(),
        (source, incident, wanted, pick) => {
          const { rulebook, agreement } = compileRandom(source);
          const reading = agreement.readings[pick % agreement.readings.length];
          if (reading === undefined) throw new Error('there is no reading');
          const trial = () =>
            new Trial({
              evaluator: new Evaluator(agreement, situationOf(incident, rulebook.registry)),
              plan: reading.plan,
            });
          if (trial().possible([]) === bitOf(wanted)) return;
          const naive = naiveSmallest(trial(), bitOf(wanted), 2);
          const found = finish(smallestChanges(trial(), bitOf(wanted), () => true, 1_000_000, 2));
          expect(written(found.sets)).toEqual(written(naive));
          if (naive.length > 0) compared += 1;
        },
      ),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(10);
  });
});
