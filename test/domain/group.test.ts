import { describe, expect, it } from 'vitest';
import { dated, displayName, type Group, groupsSchema, instantOf, makeRegistry, slug } from '../../src/domain/group.js';
import type { Occurrence } from '../../src/domain/time.js';
import { TRUE, UNKNOWN } from '../../src/domain/truth.js';

const source = 'made up';
const made: Group[] = [
  {
    id: 'front',
    kind: 'armed-group',
    names: { en: ['The Front', { name: 'The New Front', from: '2017-01-01' }], ar: ['الجبهة'] },
    aliases: ['Frontists'],
  },
  { id: 'army', kind: 'state-force', names: { en: ['The Army'] }, memberOf: [{ group: 'state', source }] },
  { id: 'state', kind: 'state', names: { en: ['The State'] } },
  {
    id: 'brigade',
    kind: 'armed-group',
    names: { en: ['The Brigade'] },
    memberOf: [
      { group: 'front', from: '2016-03-01', until: '2016-06-01', source },
      { group: 'army', from: '2016-06-01', source },
    ],
  },
];
const registry = makeRegistry(made);
const on = (from: string, to = from, extent: Occurrence['extent'] = 'within'): Occurrence => ({
  from: Date.parse(from),
  to: Date.parse(to),
  extent,
});
const groupsOf = (id: string, occurrence: Occurrence) => Object.fromEntries(registry.groupsOf(id, occurrence));

describe('A group (S6)', () => {
  it('is found by its id and by every name it ever had, whatever the spelling', () => {
    expect(
      ['front', 'THE FRONT', 'the new front', 'الجبهه', 'frontists'].map((name) => registry.find(name)?.id),
    ).toEqual(Array(5).fill('front'));
  });

  it('is not found by a name that the registry does not hold, which is answered with the nearest', () => {
    expect(registry.find('The Frond')).toBeUndefined();
    expect(registry.nearestNames('The Frond')).toContain('The Front');
    expect(registry.nearestNames('Something else entirely')).toEqual([]);
  });

  it('is a member of what it belonged to at that time, and of what that belonged to', () => {
    expect(groupsOf('brigade', on('2016-02-29T23:59:59Z'))).toEqual({ brigade: TRUE });
    expect(groupsOf('brigade', on('2016-03-01T00:00:00Z'))).toEqual({ brigade: TRUE, front: TRUE });
    expect(groupsOf('brigade', on('2016-06-01T00:00:00Z'))).toEqual({ brigade: TRUE, army: TRUE, state: TRUE });
  });

  it('is perhaps a member when the act may have fallen on either side of a date', () => {
    const across = on('2016-05-31T00:00:00Z', '2016-06-02T00:00:00Z');
    expect(groupsOf('brigade', across)).toEqual({ brigade: TRUE, front: UNKNOWN, army: UNKNOWN, state: UNKNOWN });
  });

  it('is a member throughout a lasting act that meets its time', () => {
    const siege = on('2016-05-31T00:00:00Z', '2016-06-02T00:00:00Z', 'throughout');
    expect(groupsOf('brigade', siege)).toEqual({ brigade: TRUE, front: TRUE, army: TRUE, state: TRUE });
  });

  it('is shown in the language asked for where it has a name there', () => {
    expect([displayName(made[0] as Group, 'ar'), displayName(made[0] as Group, 'ru')]).toEqual(['الجبهة', 'The Front']);
  });
});

describe('Dates and ids of the registry', () => {
  it('take a bare day as beginning at midnight UTC', () => {
    expect(instantOf('2016-03-01')).toBe(Date.parse('2016-03-01T00:00:00Z'));
  });

  it.each(['2016-02-30', '2016-3-1', 'yesterday', '2016-03-01T00:00:00', ''])('refuse %j as a date', (value) => {
    expect(dated.safeParse(value).success).toBe(false);
  });

  it.each(['Front', 'a_b', '-a', 'a-', 'a--b', 'é', ''])('refuse %j as an id', (value) => {
    expect(slug.safeParse(value).success).toBe(false);
  });

  it('refuse an unknown key, a membership without a source and an empty list', () => {
    const [front] = made;
    expect(groupsSchema.safeParse({ format: 1, groups: [{ ...front, nick: 'x' }] }).success).toBe(false);
    expect(groupsSchema.safeParse({ format: 1, groups: [{ ...front, memberOf: [{ group: 'state' }] }] }).success).toBe(
      false,
    );
    expect(groupsSchema.safeParse({ format: 1, groups: [] }).success).toBe(false);
  });
});
