import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/domain/time.js';
import { faultsOf, incidentOf, shippedProfile } from './profile-files.js';
import { sampleRow } from './ucdp-row-sample.js';

const ucdp = shippedProfile('ucdp-ged');
const read = (changes: Record<string, string> = {}) => incidentOf(ucdp, sampleRow(changes));
const faults = (changes: Record<string, string>) => faultsOf(ucdp, sampleRow(changes));
const hours = async (day: string, last = day) => {
  const { from, to } = (await read({ date_start: day, date_end: last })).occurred;
  return ((parseInstant(to ?? '') ?? 0) + 1 - (parseInstant(from) ?? 0)) / 3_600_000;
};

describe('who did what', () => {
  it('takes an event between two sides as a clash with both directions as alternatives', async () => {
    const incident = await read();
    expect(incident.kind).toBe('clash');
    expect(incident.attribution).toBe('oneOf');
    expect(incident.candidates).toEqual([
      { actor: 'Government of Syria', target: 'Jaysh al-Islam', grade: 'possible' },
      { actor: 'Jaysh al-Islam', target: 'Government of Syria', grade: 'possible' },
    ]);
  });
  it('takes one-sided violence as an attack by side a on civilians', async () => {
    const incident = await read({ type_of_violence: '3', side_a: 'IS', side_b: 'Civilians' });
    expect(incident.kind).toBe('attack');
    expect(incident.candidates).toEqual([{ actor: 'IS', target: 'civilians', grade: 'likely' }]);
  });
  it('gives every pair of an alliance, both ways', async () => {
    const { candidates } = await read({
      type_of_violence: '2',
      side_a: 'First, Second (north, east)',
      side_b: 'Third',
    });
    expect(candidates.map(({ actor, target }) => [actor, target])).toEqual([
      ['First', 'Third'],
      ['Second (north, east)', 'Third'],
      ['Third', 'First'],
      ['Third', 'Second (north, east)'],
    ]);
  });
  it('leaves targets open where the pairs are more than a report may name', async () => {
    const side = (letter: string, size: number) =>
      Array.from({ length: size }, (_, index) => `${letter}${index}`).join(', ');
    const { candidates } = await read({ side_a: side('A', 6), side_b: side('B', 5) });
    expect(candidates).toHaveLength(11);
    expect(candidates.every(({ target }) => target === undefined)).toBe(true);
    expect((await read({ side_a: side('A', 30), side_b: side('B', 30) })).candidates).toEqual([{ grade: 'likely' }]);
  });
  it('keeps to fifty candidates where that is exactly what there are', async () => {
    const side = (letter: string) => Array.from({ length: 5 }, (_, index) => `${letter}${index}`).join(', ');
    expect((await read({ side_a: side('A'), side_b: side('B') })).candidates).toHaveLength(50);
  });
  it('leaves an empty side unknown', async () => {
    expect((await read({ side_b: '' })).candidates[0]).toEqual({ actor: 'Government of Syria', grade: 'possible' });
  });
  it('is less sure where UCDP had only a sum of several acts', async () => {
    const incident = await read({ type_of_violence: '3', event_clarity: '2' });
    expect(incident.happened).toBe('possible');
    expect(incident.candidates[0]?.grade).toBe('possible');
  });
  it('says nothing that UCDP does not say', async () => {
    const incident = await read();
    for (const key of ['struck', 'weapon', 'claims', 'coLocation', 'response', 'access', 'facts', 'event'] as const) {
      expect(incident[key]).toBeUndefined();
    }
  });
});

describe('when', () => {
  it("lasts from midnight to the last millisecond of the day in the country's own time", async () => {
    expect((await read()).occurred).toEqual({ from: '2016-03-10T00:00:00+02:00', to: '2016-03-10T23:59:59.999+02:00' });
    expect((await read({ date_start: '2016-07-01', date_end: '2016-07-03' })).occurred).toEqual({
      from: '2016-07-01T00:00:00+03:00',
      to: '2016-07-03T23:59:59.999+03:00',
    });
  });
  it('gives the day on which summer time begins 23 hours and the day on which it ends 25', async () => {
    expect(await hours('2016-03-25')).toBe(23);
    expect(await hours('2016-10-27')).toBe(25);
    expect(await hours('2016-03-26')).toBe(24);
  });
  it('spans the range that a vague date gives', async () => {
    expect(await hours('2016-05-01', '2016-05-31')).toBe(31 * 24);
  });
  it("uses the other country's time for another country", async () => {
    expect((await read({ country: 'Ukraine' })).occurred.from).toBe('2016-03-10T00:00:00+02:00');
    expect((await read({ country: 'Sri Lanka' })).occurred.from).toBe('2016-03-10T00:00:00+05:30');
  });
  it('reads a day with a midnight behind it, as newer releases write it', async () => {
    expect((await read({ date_start: '2016-03-10 00:00:00.000' })).occurred.from).toBe('2016-03-10T00:00:00+02:00');
  });
  it('refuses days that do not exist, are no days or end before they begin', async () => {
    expect((await faults({ date_start: '2016-02-30', date_end: '2016-03-01' }))[0]?.detail).toMatch(/does not exist/);
    expect((await faults({ date_start: '10/03/2016' }))[0]?.pointer).toBe('/date_start');
    expect((await faults({ date_end: '2016-03-09' }))[0]?.pointer).toBe('/date_end');
  });
});

describe('where', () => {
  it('draws a disc that surely covers what the precision leaves open', async () => {
    expect((await read()).place).toEqual({
      name: 'Sampleville village',
      lon: 36.5,
      lat: 34.5,
      radiusKm: 5,
      pcode: 'SY04',
      within: ['SY'],
    });
    expect((await read({ where_coordinates: 'Sampleville town' })).place?.radiusKm).toBe(10);
    expect((await read({ where_prec: '2' })).place?.radiusKm).toBe(30);
    expect((await read({ where_prec: '3' })).place?.radiusKm).toBe(175);
    expect((await read({ where_prec: '4' })).place?.radiusKm).toBe(230);
  });
  it('takes a road or a region for as wide as the country', async () => {
    expect((await read({ where_prec: '5' })).place?.radiusKm).toBe(800);
  });
  it('gives a point without a radius where nobody has measured how far the area reaches', async () => {
    const libya = async (where_prec: string) => (await read({ where_prec, country: 'Libya' })).place;
    for (const precision of ['3', '4', '5']) expect(await libya(precision)).not.toHaveProperty('radiusKm');
    expect((await libya('2'))?.radiusKm).toBe(30);
  });
  it('knows only the country where UCDP does, and not even that at sea', async () => {
    expect((await read({ where_prec: '6', where_coordinates: 'Syria', adm_1: '' })).place).toEqual({
      name: 'Syria',
      within: ['SY'],
    });
    expect((await read({ where_prec: '7', where_coordinates: 'Mediterranean', adm_1: '' })).place).toEqual({
      name: 'Mediterranean',
    });
  });
  it("says no country code where UCDP's country is not the state of today", async () => {
    expect((await read({ country: 'Sudan' })).place).not.toHaveProperty('within');
  });
  it("knows the governorate by UCDP's own name of it, in Syria only", async () => {
    expect((await read({ adm_1: 'Rif Dimashq Governorate' })).place?.pcode).toBe('SY03');
    expect((await read({ adm_1: '' })).place).not.toHaveProperty('pcode');
    expect((await read({ country: 'Libya' })).place).not.toHaveProperty('pcode');
  });
  it('refuses a country whose time it does not know, and names the nearest', async () => {
    expect(await faults({ country: 'Syrai' })).toMatchObject([{ pointer: '/country', nearest: ['Syria'] }]);
  });
});

describe('how many died', () => {
  it('gives a number where UCDP is sure and bounds where it is not', async () => {
    expect((await read()).harm).toEqual({ killed: 2, civiliansKilled: 0 });
    expect((await read({ low: '1', best: '4', high: '9', deaths_civilians: '2' })).harm).toEqual({
      killed: { min: 1, max: 9 },
      civiliansKilled: { min: 0, max: 7 },
    });
  });
  it('counts the dead of unknown status as possible civilians', async () => {
    expect(
      (await read({ low: '5', best: '5', high: '5', deaths_civilians: '2', deaths_unknown: '3' })).harm
        ?.civiliansKilled,
    ).toEqual({ min: 2, max: 5 });
  });
  it('puts estimates in order where the data has them crossed', async () => {
    expect((await read({ low: '6', best: '4', high: '3', deaths_civilians: '4' })).harm?.killed).toEqual({
      min: 3,
      max: 6,
    });
  });
});

describe('what it rests on', () => {
  it('names each office once and keeps the headline as a note', async () => {
    const incident = await read();
    expect(incident.sources).toEqual([
      { name: 'Office One', kind: 'UCDP GED', licence: 'CC BY 4.0' },
      { name: 'Office Two', kind: 'UCDP GED', licence: 'CC BY 4.0' },
    ]);
    expect(incident.notes).toBe('Shells fall, two die');
    expect(incident.reportId).toBe('ucdp-ged-1');
  });
  it('names who the sources relied on where no office is named', async () => {
    expect((await read({ source_office: '' })).sources).toEqual([
      { name: 'witnesses', kind: 'UCDP GED', licence: 'CC BY 4.0' },
    ]);
  });
  it('tells every fault of a row at once', async () => {
    const found = (await faults({ type_of_violence: '4', latitude: 'north', best: '-2' })).map(
      ({ pointer }) => pointer,
    );
    expect(found).toEqual(expect.arrayContaining(['/type_of_violence', '/latitude', '/best']));
  });
});
