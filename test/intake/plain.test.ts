import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../src/domain/incident.js';
import { faultsOf, incidentOf, readAll, readRow, shippedProfile } from './profile-files.js';

const plain = shippedProfile('plain');
const row = { report_id: 'A-1', from: '2016-03-10T09:15:00+02:00', kind: 'shelling', actor: 'SAA', target: '' };

describe('the plain profile', () => {
  it('needs five columns and no more', async () => {
    expect(await incidentOf(plain, row)).toEqual({
      reportId: 'A-1',
      occurred: { from: '2016-03-10T09:15:00+02:00' },
      kind: 'shelling',
      candidates: [{ actor: 'SAA' }],
    });
  });
  it('reads everything that it offers', async () => {
    const incident = await incidentOf(plain, {
      id: 'A-2',
      date: '10 March 2016',
      until: '2016-03-12',
      'time zone': 'Asia/Damascus',
      type: 'airstrike | drone-strike',
      who: 'Russia | unknown',
      whom: 'Jaysh al-Islam',
      certainty: 'possible',
      happened: 'confirmed',
      attribution: 'oneOf',
      where: 'Duma',
      latitude: '33.57',
      longitude: '36.40',
      radius: '2.5',
      pcode: 'SY03',
      struck: 'hospital | market',
      civilian: 'yes',
      weapon: 'aerial-bomb',
      killed: '2-5',
      injured: 'at least 10',
      civilians_killed: '2',
      event: 'duma-1',
      source: 'One | Two',
      url: 'https://example.org/1',
      notes: 'Made up.',
    });
    expect(incidentSchema.safeParse(incident).success).toBe(true);
    expect(incident).toMatchObject({
      occurred: { from: '2016-03-10T00:00:00+02:00', to: '2016-03-12T23:59:59.999+02:00' },
      kind: ['airstrike', 'drone-strike'],
      candidates: [
        { actor: 'Russia', target: 'Jaysh al-Islam', grade: 'possible' },
        { target: 'Jaysh al-Islam', grade: 'possible' },
      ],
      struck: { objects: ['hospital', 'market'], civilian: true },
      harm: { killed: { min: 2, max: 5 }, injured: { min: 10 }, civiliansKilled: 2 },
      place: { name: 'Duma', lon: 36.4, lat: 33.57, radiusKm: 2.5, pcode: 'SY03' },
      event: 'duma-1',
    });
  });
  it('tells every fault of a row at once, each by its column, with what was found and what comes near', async () => {
    const bad = { ...row, report_id: '', kind: 'sheling', grade: 'likly', lat: 'north', lon: '36', killed: 'many' };
    expect(await faultsOf(plain, bad)).toMatchObject([
      { pointer: '/report_id', detail: 'must not be empty' },
      { pointer: '/lat', got: 'north' },
      { pointer: '/killed', got: 'many' },
      { pointer: '/grade', got: 'likly', nearest: ['likely'] },
    ]);
    expect(await faultsOf(plain, { ...row, kind: 'sheling' })).toMatchObject([
      { pointer: '/kind', got: 'sheling', nearest: ['shelling'] },
    ]);
  });
  it('does not guess in which zone a day is counted', async () => {
    expect(await faultsOf(plain, { ...row, from: '2016-03-10' })).toMatchObject([
      { pointer: '/from', detail: expect.stringMatching(/zone .* not known/), got: '2016-03-10' },
    ]);
    expect(await readRow(plain, { ...row, from: '2016-03-10 09:15', time_zone: 'Asia/Damascus' })).toMatchObject({
      incident: { occurred: { from: '2016-03-10T09:15:00+02:00' } },
    });
  });
  it('names the zone that does not exist', async () => {
    expect(await faultsOf(plain, { ...row, from: '2016-03-10', time_zone: 'Damascus' })).toMatchObject([
      { pointer: '/time_zone', got: 'Damascus', nearest: ['Asia/Damascus'] },
    ]);
  });
  it('names columns that it does not know, with the nearest', async () => {
    const { unknown } = await readAll(plain, 'report_id,from,kind,actor,target,wepon\n');
    expect(unknown.columns).toMatchObject([{ column: 'wepon', nearest: ['weapon'] }]);
  });
});
