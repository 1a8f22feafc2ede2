import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomesText, readOutcomes } from '../../src/domain/outcomes-text.js';
import { OUTCOMES } from '../../src/domain/words.js';

describe('what every reading leaves possible, in a few letters', () => {
  it('reads as it was written', () => {
    expect(outcomesText({ text: { possible: ['violation', 'exempt'] }, government: { possible: ['exempt'] } })).toBe(
      'text=ve government=e',
    );
    const possible = fc.subarray([...OUTCOMES], { minLength: 1 });
    const readings = fc.dictionary(fc.constantFrom('text', 'government', 'other-one'), fc.record({ possible }));
    fc.assert(
      fc.property(readings, (given) => {
        const expected = Object.entries(given).map(([reading, { possible: open }]) => ({
          reading,
          outcome: open.length === 1 ? open[0] : 'undetermined',
          mayBeViolation: open.length > 1 && open.includes('violation'),
        }));
        expect(readOutcomes(outcomesText(given))).toEqual(expected);
      }),
    );
  });
});
