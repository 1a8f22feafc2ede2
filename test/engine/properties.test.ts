import fc from 'fast-check';
import { describe, it } from 'vitest';
import { PROPERTIES } from './properties/all.js';
import { Chance } from './support/chance.js';
import { pairOf, randomBatch } from './support/pair.js';

/** A short run of every property; the long one is `node --import tsx bench/properties.ts --pairs 100000`. */
describe('Over random rulebooks and incidents', () => {
  it.each(PROPERTIES)('$name', { timeout: 120_000 }, async ({ holds }) => {
    await fc.assert(
      fc.asyncProperty(randomBatch(3), async ({ book, incidents, seed }) => {
        for (const incident of incidents) {
          const wrong = await holds(pairOf(book, incident, new Chance(seed)), () => {});
          if (wrong !== undefined) throw new Error(wrong);
        }
      }),
      { numRuns: 12, seed: 20160227 },
    );
  });
});
