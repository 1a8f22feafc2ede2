import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  all,
  and,
  any,
  FALSE,
  not,
  or,
  TRUE,
  type Truth,
  truthOf,
  truthWord,
  UNKNOWN,
} from '../../src/domain/truth.js';

const TRUTHS = [FALSE, UNKNOWN, TRUE] as const;
const truth = fc.constantFrom(...TRUTHS);
const truths = fc.array(truth, { maxLength: 6 });
/** How much is known: an unknown may become anything, the other two stay what they are. */
const refines = (less: Truth, more: Truth) => less === UNKNOWN || less === more;

describe('Truth (S1)', () => {
  it('follows Kleene’s tables', () => {
    const table = (of: (a: Truth, b: Truth) => Truth) => TRUTHS.map((a) => TRUTHS.map((b) => truthWord(of(a, b))));
    expect(table(and)).toEqual([
      ['false', 'false', 'false'],
      ['false', 'unknown', 'unknown'],
      ['false', 'unknown', 'true'],
    ]);
    expect(table(or)).toEqual([
      ['false', 'unknown', 'true'],
      ['unknown', 'unknown', 'true'],
      ['true', 'true', 'true'],
    ]);
    expect(TRUTHS.map((a) => truthWord(not(a)))).toEqual(['true', 'unknown', 'false']);
  });

  it('takes what is absent or null as unknown (S2)', () => {
    expect([true, false, null, undefined].map((value) => truthWord(truthOf(value)))).toEqual([
      'true',
      'false',
      'unknown',
      'unknown',
    ]);
  });

  it('calls an empty all true and an empty any false', () => {
    expect([all([]), any([])]).toEqual([TRUE, FALSE]);
  });

  it('keeps De Morgan’s laws, over lists too', () => {
    fc.assert(
      fc.property(
        truth,
        truth,
        (a, b) => not(and(a, b)) === or(not(a), not(b)) && not(or(a, b)) === and(not(a), not(b)),
      ),
    );
    fc.assert(fc.property(truths, (list) => not(all(list)) === any(list.map(not))));
  });

  it('is commutative, associative, distributive and its negation its own inverse', () => {
    fc.assert(
      fc.property(truth, truth, truth, (a, b, c) => {
        expect(and(a, b)).toBe(and(b, a));
        expect(and(a, and(b, c))).toBe(and(and(a, b), c));
        expect(and(a, or(b, c))).toBe(or(and(a, b), and(a, c)));
        expect(not(not(a))).toBe(a);
      }),
    );
  });

  it('never turns a settled truth when more becomes known', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(truth, fc.boolean()), { maxLength: 6 }), (list) => {
        const less = list.map(([each]) => each);
        const more = list.map(([each, yes]) => (each === UNKNOWN ? truthOf(yes) : each));
        expect(refines(all(less), all(more))).toBe(true);
        expect(refines(any(less), any(more))).toBe(true);
        expect(refines(not(all(less)), not(all(more)))).toBe(true);
      }),
    );
  });
});
