import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Evaluator } from '../../src/engine/evaluate.js';
import { situationOf } from '../../src/engine/situation.js';
import { View } from '../../src/engine/view.js';
import { compileRandom } from '../helpers/random-rulebook.js';
import { randomBatch } from './support/pair.js';

describe('a view that leans on another', () => {
  it('says of every fact, comparison and exception what it would say standing alone', () => {
    fc.assert(
      fc.property(randomBatch(5), ({ book, incidents }) => {
        const { rulebook, agreement } = compileRandom(book, false);
        for (const incident of incidents) {
          const evaluator = new Evaluator(agreement, situationOf(incident, rulebook.registry));
          for (const { plan } of agreement.readings)
            for (const candidate of incident.candidates.keys()) {
              const { view } = evaluator.evaluate(plan, candidate);
              const alone = new View(evaluator.situation, candidate, agreement, view.outlook);
              expect(said(view)).toEqual(said(alone));
            }
          function said(view: View) {
            return {
              facts: agreement.slots.map((slot) => view.fact(slot)),
              atoms: agreement.atoms.map((atom) => view.truth(atom.index)),
              terms: agreement.terms.map((term) => [term.bound.truth(view), term.bound.reason(view)]),
              forbids: agreement.terms.map((term) => [term.forbids.truth(view), term.forbids.reason(view)]),
              exceptions: agreement.exceptions.map((each) => [each.when.truth(view), each.when.reason(view)]),
            };
          }
        }
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});
