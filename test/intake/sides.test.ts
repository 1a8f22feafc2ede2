import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graded, suspects, twoSides } from '../../src/intake/sides.js';

const names = fc.array(fc.option(fc.constantFrom('A', 'B', 'C', 'D', 'civilians'), { nil: undefined }), {
  maxLength: 6,
});
const never = new Set(['civilians']);

describe('candidates of two sides', () => {
  it('hold each of one side against each of the other, both ways, but none in which a civilian acts', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        const pairs = twoSides(one, other, never);
        const has = (actor?: string, target?: string) =>
          pairs.some((pair) => pair.actor === actor && pair.target === target);
        for (const first of one.length === 0 ? [undefined] : one)
          for (const second of other.length === 0 ? [undefined] : other) {
            const someActs = pairs.some(({ actor }) => actor === undefined);
            expect(first === 'civilians' || has(first, second) || someActs).toBe(true);
            expect(second === 'civilians' || has(second, first) || someActs).toBe(true);
          }
        expect(pairs.some(({ actor }) => actor === 'civilians')).toBe(false);
        expect(pairs.length).toBeGreaterThan(0);
      }),
    );
  });
  it('are never more than a report may name, and then leave more open', () => {
    const many = (letter: string, size: number) => Array.from({ length: size }, (_, index) => `${letter}${index}`);
    expect(twoSides(many('a', 5), many('b', 5), never)).toHaveLength(50);
    expect(twoSides(many('a', 6), many('b', 5), never)).toEqual(
      [...many('a', 6), ...many('b', 5)].map((actor) => ({ actor })),
    );
    expect(twoSides(many('a', 30), many('b', 30), never)).toEqual([{}]);
  });
});

describe('their grades', () => {
  it('are as sure as the source of one, and never surer than possible of several', () => {
    expect(graded(suspects(['A'], []), 'confirmed')).toEqual([{ actor: 'A', grade: 'confirmed' }]);
    expect(graded(suspects(['A', 'B'], []), 'confirmed').map(({ grade }) => grade)).toEqual(['possible', 'possible']);
    expect(graded(suspects(['A', 'B'], []), 'unlikely').map(({ grade }) => grade)).toEqual(['unlikely', 'unlikely']);
    expect(graded(suspects([], []), undefined)).toEqual([{}]);
  });
});
