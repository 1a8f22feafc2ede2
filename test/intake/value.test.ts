import { describe, expect, it } from 'vitest';
import type { QuantityValue, Value } from '../../src/intake/profile-value.js';
import { quantityReader } from '../../src/intake/quantity.js';
import { Row } from '../../src/intake/row.js';
import { UnknownWords } from '../../src/intake/unknown-words.js';
import { readerOf } from '../../src/intake/value.js';

const unknown = new UnknownWords();
const row = (cells: Record<string, string>) => {
  const layout = Object.keys(cells).map((name, index) => ({
    name,
    index,
    column: name === 'n' ? { as: 'whole' as const } : {},
  }));
  return new Row(layout, Object.values(cells), unknown);
};
const read = (value: Value, cells: Record<string, string> = {}) =>
  readerOf(value, { named: { Yes: true } })(row(cells));

describe('a value', () => {
  it.each<[string, Value, Record<string, string>, unknown]>([
    ['a constant', 'airstrike', {}, 'airstrike'],
    ['null, which is unknown', null, {}, undefined],
    ['a column', { column: 'a' }, { a: ' one ' }, 'one'],
    ['a column of numbers', { column: 'n' }, { n: '012' }, 12],
    ['the first column that is filled', { column: ['a', 'b'] }, { a: ' ', b: 'two' }, 'two'],
    ['a column that the file does not have', { column: 'c' }, { a: 'one' }, undefined],
    ['a template', { template: 'x-{a}-{n}' }, { a: 'one', n: '2' }, 'x-one-2'],
    ['a template with an empty column, which is unknown', { template: 'x-{a}' }, { a: '' }, undefined],
    ['columns joined', { join: ['a', 'b', 'c'], by: ', ' }, { a: 'one', b: '', c: 'three' }, 'one, three'],
    ['a list', { column: 'a', split: ';' }, { a: 'one; two;;one' }, ['one', 'two']],
    [
      'a list that keeps brackets',
      { column: 'a', split: ', ', keepBrackets: true },
      { a: 'A (b, c), D' },
      ['A (b, c)', 'D'],
    ],
    ['a part', { column: 'a', split: ',', part: 2 }, { a: '1.5, 2.5' }, '2.5'],
    [
      'several columns as one list',
      { all: [{ column: 'a' }, { column: 'b', split: ';' }, { column: 'c' }] },
      { a: 'x', b: 'y;z', c: '' },
      ['x', 'y', 'z'],
    ],
    ['a map, case and spaces levelled', { column: 'a', map: { 'One  Two': 12 } }, { a: 'one_two' }, 12],
    ['a map of the profile', { column: 'a', map: 'named' }, { a: 'yes' }, true],
    ['a map within a map', { column: 'a', map: { x: { column: 'b', map: { y: 1 } } } }, { a: 'x', b: 'y' }, 1],
    [
      'the longest beginning',
      { column: 'a', begins: { 'Force of': 1, 'Force of Syria': 2 } },
      { a: 'Force of Syria (2000-)' },
      2,
    ],
    ['a word, not a part of one', { column: 'a', words: { town: 10 }, otherwise: 5 }, { a: 'Downtowner' }, 5],
    ['a word of another script', { column: 'a', words: { مدينة: 10 } }, { a: 'مدينة حمص' }, 10],
    ['other texts', { column: 'a', map: {}, otherwise: { column: 'b' } }, { a: 'x', b: 'y' }, 'y'],
    ['other texts, an empty one too', { column: 'a', map: {}, otherwise: 5 }, { a: '' }, 5],
    [
      'other texts kept',
      { column: 'a', split: ';', map: { x: 'y', none: null }, unlisted: 'kept' },
      { a: 'x;z;none' },
      ['y', 'z', undefined],
    ],
  ])('is %s', (_, value, cells, wanted) => expect(read(value, cells)).toEqual(wanted));

  it('tells of a text that its map does not hold, once for each and how often', () => {
    for (const a of ['Syra', 'Syra', 'Lebnon', '']) read({ column: 'a', map: { Syria: 'SY', Lebanon: 'LB' } }, { a });
    expect(unknown.values).toEqual([
      { column: 'a', value: 'Syra', count: 2, nearest: ['Syria'] },
      { column: 'a', value: 'Lebnon', count: 1, nearest: ['Lebanon'] },
    ]);
  });
  it('refuses the row where the profile says so, with what is allowed and what comes near', () => {
    const refused = row({ a: 'Syra' });
    readerOf({ column: 'a', map: { Syria: 'SY' }, unlisted: 'refused' }, {})(refused);
    expect(refused.faults).toMatchObject([{ pointer: '/a', got: 'Syra', allowed: ['Syria'], nearest: ['Syria'] }]);
  });
});

describe('what is not known to a profile', () => {
  it('takes no more room than a thousand words, however many there are', () => {
    const words = new UnknownWords();
    for (let index = 0; index < 1_500; index += 1) words.addValue('a', `word ${index}`, []);
    expect([words.values.length, words.more]).toEqual([1_000, 500]);
  });
});

describe('a quantity', () => {
  const number = (spec: QuantityValue, cells: Record<string, string>) => quantityReader(spec, {})(row(cells));
  it.each([
    ['12', 12],
    ['2-5', { min: 2, max: 5 }],
    ['6–8', { min: 6, max: 8 }],
    ['5 to 2', { min: 2, max: 5 }],
    ['at least 3', { min: 3 }],
    ['10+', { min: 10 }],
    ['up to 4', { max: 4 }],
    ['', undefined],
  ])('is read from "%s"', (a, wanted) => expect(number({ column: 'a' }, { a })).toEqual(wanted));
  it('has the bounds of two columns, the lesser one first', () => {
    expect(number({ min: { column: 'a' }, max: { column: 'b' } }, { a: '8', b: '6' })).toEqual({ min: 6, max: 8 });
    expect(number({ min: { column: 'a' }, max: { column: 'b' } }, { a: '8', b: '' })).toEqual({ min: 8 });
  });
  it('has no bounds where one of the estimates is missing', () => {
    expect(number({ boundsOf: [{ column: 'a' }, { column: 'b' }] }, { a: '8', b: '' })).toBeUndefined();
  });
  it('refuses what is no number', () => {
    const bad = row({ a: 'some' });
    quantityReader({ column: 'a' }, {})(bad);
    expect(bad.faults).toMatchObject([{ pointer: '/a', got: 'some' }]);
  });
});
