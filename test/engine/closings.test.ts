import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconsider } from '../../src/engine/reconsider.js';
import { situationOf } from '../../src/engine/situation.js';
import { compileRandom } from '../helpers/random-rulebook.js';
import { refusing } from './properties/depends.js';
import { judgedBy, randomBatch, readingOf } from './support/pair.js';

/** Whether it is undetermined and a violation is possible. */
const mayBe = ({ outcome, possible }: { outcome: string; possible: readonly string[] }) =>
  outcome === 'undetermined' && possible.includes('violation');

describe('What closing an exception opens or ends', () => {
  it('is what judging again without it shows, over random rulebooks and incidents', () => {
    let changes = 0;
    fc.assert(
      fc.property(randomBatch(10), ({ book, incidents }) => {
        const { rulebook } = compileRandom(book, false);
        for (const incident of incidents) {
          const verdict = judgedBy(book, incident);
          const expected = book.definition.readings.flatMap((reading) =>
            (book.definition.exceptions ?? []).flatMap(({ id }) => {
              const before = mayBe(readingOf(verdict, reading.id));
              const after = mayBe(readingOf(judgedBy(refusing(book, reading.id, id), incident), reading.id));
              return before === after ? [] : [{ reading: reading.id, exception: id, change: after ? 'opens' : 'ends' }];
            }),
          );
          const { closings } = reconsider(verdict, situationOf(incident, rulebook.registry), rulebook);
          const key = (each: object) => JSON.stringify(each);
          expect([...closings].map(key).sort()).toEqual(expected.map(key).sort());
          changes += expected.length;
        }
      }),
      { numRuns: 25, seed: 20160227 },
    );
    expect(changes).toBeGreaterThan(10);
  });
});
