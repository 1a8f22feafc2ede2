import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { foldName } from '../../src/domain/fold-name.js';
import { groupsSchema, makeRegistry, namesOf } from '../../src/domain/group.js';

const { groups } = groupsSchema.parse(parse(readFileSync(new URL('../../rules/groups.yaml', import.meta.url), 'utf8')));

describe('A folded name (S6)', () => {
  it.each([
    [['Jaysh al-Islam', 'Jaish al-Islam', 'JAYSH EL ISLAM', 'jaish-al-islam', 'Jaish ul-Islam', 'Jaysh al‑Islām']],
    [['Ahrar al-Sham', 'Ahrar ash-Sham', 'Aḥrār al-Shām', 'ahrar el sham']],
    [['Jabhat al-Nusra', 'Jabhat an-Nusrah', 'Jabhat Al Nusrah', 'JABHAT AL-NUSRA']],
    [['Ma’arrat al-Nu’man', "Ma'arrat al-Nu'man", 'Maʿarrat al-Nuʿmān', 'Maarat al Numan', 'MAARRAT AN-NUMAN']],
    [['Faylaq al-Sham', 'Failaq al-Sham', 'Faylak ash-Sham']],
    [['Daesh', 'DAESH', 'Da‘esh', 'Daʿesh']],
    [['جيش الإسلام', 'جيش الاسلام', 'جَيْش الإِسْلام', 'جيش الإسـلام']],
    [['جبهة النصرة', 'جبهه النصره', 'جبهة النُّصرة']],
    [['Сирийская арабская армия', 'СИРИЙСКАЯ АРАБСКАЯ АРМИЯ']],
    [['Зелёные', 'Зеленые']],
  ])('is one for %j', (spellings) => {
    expect([...new Set(spellings.map(foldName))]).toHaveLength(1);
  });

  it.each([
    ['Jaish al-Islam', 'Jaish al-Sham'],
    ['Syrian Army', 'New Syrian Army'],
    ['Division 13', 'Division 30'],
    ['جيش الإسلام', 'جيش النصر'],
    ['Hezbollah', 'Harakat Hezbollah'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  it('folds to itself: case and outer spaces never matter', () => {
    for (const name of groups.flatMap(namesOf)) {
      expect(foldName(` ${name.toUpperCase()} `)).toBe(foldName(name.toLowerCase()));
      expect(foldName(name.normalize('NFD'))).toBe(foldName(name.normalize('NFC')));
    }
  });

  it('never throws, whatever a report holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => typeof foldName(name) === 'string'));
  });
});

describe('The registry of rules/groups.yaml', () => {
  it('has no two groups that share a folded name, and no name that folds to nothing', () => {
    const owners = new Map<string, Set<string>>();
    for (const group of groups)
      for (const name of namesOf(group))
        owners.set(foldName(name), (owners.get(foldName(name)) ?? new Set()).add(group.id));
    expect([...owners].filter(([fold, ids]) => ids.size > 1 || fold === '')).toEqual([]);
  });

  it('finds every group by each of its names, in any script', () => {
    const registry = makeRegistry(groups);
    for (const group of groups)
      for (const name of namesOf(group)) expect([name, registry.find(name)?.id]).toEqual([name, group.id]);
  });
});
