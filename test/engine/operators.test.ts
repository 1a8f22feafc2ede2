import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../../src/domain/truth.js';
import { closedSet, type FactValue, isKnown, rangeOf, scalarValue, shown } from '../../src/engine/fact-value.js';
import { type Literal, OPERATORS } from '../../src/engine/operators.js';

const compare = (operator: string, fact: FactValue, value: Literal) => OPERATORS.get(operator)?.compare(fact, value);
/** S3 by going through the values one by one. */
const overAll = (truths: readonly boolean[]): Truth =>
  truths.every(Boolean) ? TRUE : truths.some(Boolean) ? UNKNOWN : FALSE;

const NUMBER_TESTS: Record<string, (fact: number, value: number) => boolean> = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  lessThan: (a, b) => a < b,
  lessThanInclusive: (a, b) => a <= b,
  greaterThan: (a, b) => a > b,
  greaterThanInclusive: (a, b) => a >= b,
};

describe('A comparison with a bounded number (S3)', () => {
  it.each(Object.keys(NUMBER_TESTS))('%s agrees with trying every value between the bounds', (operator) => {
    const test = NUMBER_TESTS[operator] as (fact: number, value: number) => boolean;
    fc.assert(
      fc.property(fc.nat(10), fc.nat(10), fc.nat(10), (a, b, value) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const values = Array.from({ length: (max - min) * 2 + 1 }, (_, index) => min + index / 2);
        expect(compare(operator, { is: 'range', min, max }, value)).toBe(
          overAll(values.map((each) => test(each, value))),
        );
      }),
    );
  });

  it('in and notIn agree with trying every value', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }), (a, b, list) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const values = Array.from({ length: (max - min) * 2 + 1 }, (_, index) => min + index / 2);
        expect(compare('in', { is: 'range', min, max }, list)).toBe(overAll(values.map((each) => list.includes(each))));
        expect(compare('notIn', { is: 'range', min, max }, list)).toBe(
          overAll(values.map((each) => !list.includes(each))),
        );
      }),
    );
  });

  it('with an open end is settled where every number beyond the bound is', () => {
    const atLeast19 = rangeOf({ min: 19 }, 0);
    expect(['greaterThan', 'lessThan', 'equal'].map((operator) => compare(operator, atLeast19, 10))).toEqual([
      TRUE,
      FALSE,
      FALSE,
    ]);
    expect(compare('greaterThan', atLeast19, 19)).toBe(UNKNOWN);
    expect(compare('greaterThanInclusive', rangeOf({ max: 5 }, 0), 0)).toBe(TRUE);
  });
});

const subsets = <T>(values: readonly T[]): T[][] =>
  Array.from({ length: 2 ** values.length }, (_, mask) => values.filter((_value, index) => mask & (1 << index)));

describe('A set (S2, S3)', () => {
  const MEMBERS = ['a', 'b', 'c'];
  it('contains agrees with trying every set between the certain and the possible members', () => {
    fc.assert(
      fc.property(
        fc.subarray(MEMBERS),
        fc.subarray(MEMBERS),
        fc.constantFrom(...MEMBERS, 'd'),
        (certain, more, value) => {
          const possible = new Set([...certain, ...more]);
          const open = [...possible].filter((each) => !certain.includes(each));
          const sets = subsets(open).map((set) => [...certain, ...set]);
          const fact: FactValue = { is: 'set', certain: new Set(certain), possible };
          expect(compare('contains', fact, value)).toBe(overAll(sets.map((set) => set.includes(value))));
          expect(compare('doesNotContain', fact, value)).toBe(overAll(sets.map((set) => !set.includes(value))));
        },
      ),
    );
  });

  it('that is open may hold anything but what is known not to be in it', () => {
    const open: FactValue = { is: 'set', certain: new Set(['a']), possible: 'anything', except: new Set(['b']) };
    expect(['a', 'b', 'z'].map((value) => compare('contains', open, value))).toEqual([TRUE, FALSE, UNKNOWN]);
  });
});

describe('A fact that is not known', () => {
  it('leaves every operator unknown, its negations too', () => {
    for (const [name, operator] of OPERATORS) {
      const value = operator.wants === 'list' ? ['a'] : operator.wants === 'number' ? 1 : 'a';
      expect([name, operator.compare({ is: 'unknown' }, value)]).toEqual([name, UNKNOWN]);
    }
  });

  it('is what null, absence and bounds that bound nothing come to (S2)', () => {
    expect(
      [scalarValue(null), scalarValue(undefined), rangeOf(null, 0), rangeOf({}, 0), rangeOf({ min: null }, 0)].map(
        isKnown,
      ),
    ).toEqual(Array(5).fill(false));
    expect(rangeOf({ max: null }, 0)).toEqual({ is: 'unknown' });
    expect([scalarValue(false), rangeOf(0, 0), closedSet([])].map(isKnown)).toEqual([true, true, true]);
  });

  it('of several alternatives is settled where all of them are', () => {
    const kinds: FactValue = { is: 'oneOf', values: ['airstrike', 'shelling'] };
    expect(compare('in', kinds, ['airstrike', 'shelling', 'raid'])).toBe(TRUE);
    expect(compare('equal', kinds, 'airstrike')).toBe(UNKNOWN);
    expect(compare('notEqual', kinds, 'raid')).toBe(TRUE);
  });

  it('is shown as null, bounds as bounds, and never as an infinite number', () => {
    expect(shown({ is: 'unknown' })).toBeNull();
    expect(shown(rangeOf({ min: 3 }, 0))).toEqual({ min: 3 });
    expect(shown(rangeOf(3, 0))).toBe(3);
    expect(JSON.stringify(shown(rangeOf({ max: 2 }, Number.NEGATIVE_INFINITY)))).toBe('{"max":2}');
  });
});
