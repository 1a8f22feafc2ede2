import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesBetween, differenceText } from '../../src/domain/differences.js';

describe('The differences between two JSON values', () => {
  it('are none where only the order of keys is another', () => {
    expect(differencesBetween({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toEqual([]);
  });
  it('are told by pointers, with all that stands there on either side', () => {
    const expected = { same: 0, 'a/b': { deep: [1, 2] }, gone: { whole: [1] } };
    const got = { same: 0, 'a/b': { deep: [1, '2', 3] }, new: { whole: [2] } };
    expect(differencesBetween(expected, got, '/at')).toEqual([
      { pointer: '/at/a~1b/deep/1', detail: 'is not what it should be', expected: 2, got: '2' },
      { pointer: '/at/a~1b/deep/2', detail: 'should not be there', got: 3 },
      { pointer: '/at/gone', detail: 'is missing', expected: { whole: [1] } },
      { pointer: '/at/new', detail: 'should not be there', got: { whole: [2] } },
    ]);
  });
  it('tell a list from a mapping, null from nothing, and names that objects inherit from their own', () => {
    expect(differencesBetween([], {})).toHaveLength(1);
    expect(differencesBetween({ a: null }, {})).toEqual([{ pointer: '/a', detail: 'is missing', expected: null }]);
    const pollution = JSON.parse('{"__proto__":{},"constructor":1}');
    expect(differencesBetween({}, pollution).map(({ pointer }) => pointer)).toEqual(['/__proto__', '/constructor']);
  });
  it('are none exactly where two values are written alike', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const alike = sorted(one) === sorted(other);
        expect(differencesBetween(one, other).length === 0).toBe(alike);
        expect(differencesBetween(one, JSON.parse(JSON.stringify(one)))).toEqual([]);
      }),
    );
  });
  it('are printed whole', () => {
    const text = differenceText({ pointer: '/a', detail: 'is not what it should be', expected: { b: [1] }, got: 'c' });
    expect(text).toBe('  /a is not what it should be\n    expected {"b":[1]}\n    got      "c"');
  });
});

/** JSON with its keys in order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
