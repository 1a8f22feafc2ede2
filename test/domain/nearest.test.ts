import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/domain/nearest.js';

describe('The nearest known words', () => {
  it('come with the smallest slip first, and in order of the alphabet where slips are equal', () => {
    expect(nearest('actr', ['act', 'actor', 'target', 'actors'])).toEqual(['act', 'actor', 'actors']);
  });

  it('are found whatever the case', () => {
    expect(nearest('ACTOR', ['actor'])).toEqual(['actor']);
  });

  it('are none where nothing comes near', () => {
    expect(nearest('helicopter', ['actor', 'target'])).toEqual([]);
  });

  it('are no more than asked for', () => {
    expect(nearest('aa', ['ab', 'ac', 'ad', 'ae'])).toHaveLength(3);
    expect(nearest('aa', ['ab', 'ac'], 1)).toEqual(['ab']);
  });
});
