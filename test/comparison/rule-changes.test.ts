import { describe, expect, it } from 'vitest';
import { ruleChanges } from '../../src/comparison/rule-changes.js';
import { builtFrom, smallRules } from '../helpers/small-record.js';
import { goodFilesEdited } from '../rulebook/rule-folders.js';

const AGREEMENT = 'example/agreement.yaml';
const changed = (from: string, to: string, path = AGREEMENT) =>
  ruleChanges(smallRules().source, builtFrom(goodFilesEdited(path, from, to)).source);

describe('What differs between two rulebooks', () => {
  it.each([
    [
      'a bound, with its unit',
      'operator: lessThan, value: 15',
      'operator: lessThan, value: 20',
      'example.terms.heavy-guns',
      'place.distanceKm (line) is less than 15 → 20 km',
    ],
    [
      'an operator',
      'operator: greaterThan, value: 100',
      'operator: greaterThanInclusive, value: 100',
      'example.terms.heavy-guns',
      'weapon.calibreMm is more than 100 mm → is at least 100 mm',
    ],
    [
      'a group that takes a role',
      'south-side: [{ group: south, source: Annex }]',
      'south-side: [{ group: south, source: Annex }, { group: bandits, from: "2016-03-01", source: Annex }]',
      'example.roles.south-side.bandits',
      'bandits takes the role south-side from 2016-03-01',
    ],
    [
      'an exception that a reading no longer accepts',
      'accepts: [against-excluded, not-at-night, {',
      'accepts: [not-at-night, {',
      'example.readings.north.accepts.against-excluded',
      'against-excluded accepted → not accepted',
    ],
    [
      'a date',
      'until: "2017-01-01T00:00:00+02:00"',
      'until: "2017-06-01T00:00:00+02:00"',
      'example.inForce',
      'until 2017-01-01T00:00:00+02:00 → 2017-06-01T00:00:00+02:00',
    ],
    [
      'what an exception shields',
      'shields: [attack-on-south, heavy-guns]',
      'shields: [attack-on-south]',
      'example.exceptions.notice',
      'shields − heavy-guns',
    ],
  ])('is told in the words of the rules: %s', (_what, from, to, id, text) => {
    expect(changed(from, to)).toMatchObject([{ id, text, effect: 'outcomes', agreement: 'example' }]);
  });

  it.each([
    [
      'reasons',
      'says: Guns above 100 mm leave the line.',
      'says: Heavy guns leave the line.',
      'example.terms.heavy-guns',
      'says reworded',
    ],
    [
      'reasons',
      'why: Notice is of no use at night.',
      'why: At night nobody reads.',
      'example.exceptions.not-at-night',
      'why reworded',
    ],
    ['nothing', 'heldBy: [north]', 'heldBy: [south]', 'example.readings.north.heldBy', 'heldBy + south, − north'],
    ['nothing', 'by: "2016-03-07"', 'by: "2016-03-08"', 'example.duties.talks', 'by 2016-03-07 → 2016-03-08'],
  ])('tells wording apart, which alters no outcome: %s', (effect, from, to, id, text) => {
    expect(changed(from, to)).toMatchObject([{ id, text, effect }]);
  });

  it('tells how far a line was moved', () => {
    const [change] = changed('[[36, 35.5], [37, 35.5]]', '[[36, 35.527], [37, 35.527]]', 'example/zones.geojson');
    expect(change).toMatchObject({ id: 'example.zones.line', kind: 'changed', effect: 'outcomes' });
    expect(change?.text).toMatch(/^border moved up to 3 km; centre moved 3 km$/);
  });

  it('tells that another reading became the headline, and that comments and order of keys are no change', () => {
    const { source } = smallRules();
    const [agreement] = source.agreements;
    if (agreement === undefined) throw new Error('no agreement');
    const readings = agreement.definition.readings.toReversed();
    const turned = { ...source, agreements: [{ ...agreement, definition: { ...agreement.definition, readings } }] };
    expect(ruleChanges(source, turned)).toMatchObject([
      { id: 'example.order', text: 'the headline reading text → north', effect: 'reasons' },
    ]);
    expect(changed('format: 1', 'format: 1 # a comment')).toEqual([]);
  });

  it('is one change for an agreement that comes or goes whole', () => {
    const { source } = smallRules();
    const none = { ...source, agreements: [] };
    expect(ruleChanges(source, none)).toMatchObject([
      { id: 'example', kind: 'removed', text: 'agreement removed: 2 terms, 3 exceptions, 2 readings' },
    ]);
    expect(ruleChanges(none, source)).toMatchObject([{ id: 'example', kind: 'added' }]);
  });
});
