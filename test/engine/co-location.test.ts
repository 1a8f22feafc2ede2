import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/domain/agreement.js';
import type { CoLocation } from '../../src/domain/incident.js';
import { group, source, textOf, tiny } from './support/tiny.js';

const joining = group('m', { memberOf: [{ group: 'n', from: '2020-01-05T00:00:00Z', source }] });
const book = (when: Condition, member = joining) =>
  tiny(
    { exceptions: [{ id: 'e', kind: 'loophole', shields: ['ban'], when }], readings: [{ id: 'text', accepts: ['e'] }] },
    [group('n'), member],
  );
const asked = (fact: string, operator: string, value: string | number | boolean): Condition => ({
  fact,
  operator,
  value,
  params: { group: 'n' },
});
const before = { from: '2020-01-04T00:00:00Z' };
const across = { from: '2020-01-04T00:00:00Z', to: '2020-01-06T00:00:00Z' };
const after = { from: '2020-01-06T00:00:00Z' };

describe('Co-location with a group that another may have joined by then', () => {
  it.each<[string, Condition, CoLocation[]]>([
    [
      'natures',
      asked('coLocation.natures', 'contains', 'same-town'),
      [
        { group: 'n', nature: 'same-building' },
        { group: 'm', nature: 'same-town' },
      ],
    ],
    ['denied', asked('coLocation.denied', 'equal', true), [{ group: 'n' }, { group: 'm', deniedBy: ['x'] }]],
    [
      'distanceKm',
      asked('coLocation.distanceKm', 'lessThan', 2),
      [
        { group: 'n', distanceKm: 5 },
        { group: 'm', distanceKm: 1 },
      ],
    ],
  ])('is open as long as the membership is: %s (S4, S12)', (_, when, coLocation) => {
    const outcome = (occurred: { from: string; to?: string }) => textOf(book(when), { coLocation, occurred }).outcome;
    expect([outcome(before), outcome(across), outcome(after)]).toEqual(['violation', 'undetermined', 'exempt']);
  });
});

describe('The distance of a group that shares the ground', () => {
  const near = book(asked('coLocation.distanceKm', 'lessThan', 2), group('m', { memberOf: [{ group: 'n', source }] }));

  it('is no more than what is told, while an entry does not tell its own (S13)', () => {
    const told = (distanceKm?: number) =>
      textOf(near, {
        coLocation: [
          { group: 'n', nature: 'same-town', ...(distanceKm === undefined ? {} : { distanceKm }) },
          { group: 'm', distanceKm: 5 },
        ],
      }).outcome;
    expect([told(), told(1), told(3)]).toEqual(['undetermined', 'exempt', 'violation']);
  });

  it('is only bounded from above by the distance of one of its members', () => {
    expect(textOf(near, { coLocation: [{ group: 'm', nature: 'same-town', distanceKm: 5 }] }).outcome).toBe(
      'undetermined',
    );
    expect(textOf(near, { coLocation: [{ group: 'm', nature: 'same-town', distanceKm: 1 }] }).outcome).toBe('exempt');
  });
});
