import { describe, expect, it } from 'vitest';
import { csvOf, faultsOf, incidentOf, readAll, shippedProfile } from './profile-files.js';

const airwars = shippedProfile('airwars');
/** A made-up record with the columns of Airwars; nothing in it is copied. */
const row: Readonly<Record<string, string>> = {
  unique_reference_code: 'RS0001',
  date: '2016-03-10',
  date_range: '',
  country: 'Syria',
  region: 'Sample governorate',
  location_name: 'Sampleville',
  location_name_arabic: 'قرية',
  latitude: '35.5',
  longitude: '36.5',
  geolocation_accuracy: 'Village',
  belligerents: 'Russian Military,Syrian Regime',
  strike_type: 'Airstrike',
  strike_status: 'Likely strike',
  civilian_harm_status: 'Fair',
  civilian_harm_reported: 'Yes',
  civilians_killed_min: '6',
  civilians_killed_max: '8',
  civilians_injured_min: '10',
  civilians_injured_max: '12',
  infrastructure: '',
  url: 'https://example.org/rs0001',
  notes: 'A made-up record.',
};
const read = (changes: Record<string, string> = {}) => incidentOf(airwars, { ...row, ...changes });
const faults = (changes: Record<string, string>) => faultsOf(airwars, { ...row, ...changes });
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

describe('a record of Airwars', () => {
  it('becomes an incident with the suspected belligerents as alternatives', async () => {
    expect(await read()).toEqual({
      reportId: 'RS0001',
      occurred: { from: '2016-03-10T00:00:00+02:00', to: '2016-03-10T23:59:59.999+02:00' },
      place: { name: 'Sampleville', names: ['قرية'], lon: 36.5, lat: 35.5, radiusKm: 5, within: ['SY'] },
      kind: ['airstrike', 'drone-strike', 'helicopter-strike', 'barrel-bombing'],
      happened: 'likely',
      attribution: 'oneOf',
      candidates: [
        { actor: 'russia', grade: 'possible' },
        { actor: 'syrian-government', grade: 'possible' },
      ],
      harm: { killed: { min: 6 }, injured: { min: 10 }, civiliansKilled: { min: 6, max: 8 } },
      sources: [
        { name: 'Airwars', kind: 'Airwars', url: 'https://example.org/rs0001', licence: 'Airwars; attribution needed' },
      ],
      notes: 'A made-up record.',
    });
  });
  it('knows every column of it', async () => {
    expect((await readAll(airwars, csvOf([row]))).unknown.columns).toEqual([]);
  });
  it.each([
    ['Confirmed', 'confirmed', 'confirmed'],
    ['Fair', 'likely', 'likely'],
    ['Weak', 'alleged', 'alleged'],
    ['Contested', 'possible', 'possible'],
    ['Discounted', undefined, 'unlikely'],
  ])('takes %s for how sure it is that it happened, and that this one did it', async (word, happened, grade) => {
    const incident = await read({ civilian_harm_status: word, belligerents: 'Russian Military' });
    expect([incident.happened, incident.candidates[0]?.grade]).toEqual([happened, grade]);
  });
  it('never makes a suspect surer than possible where there are several, nor a weak one surer than it is', async () => {
    const grades = async (civilian_harm_status: string) =>
      (await read({ civilian_harm_status })).candidates.map(({ grade }) => grade);
    expect(await grades('Confirmed')).toEqual(['possible', 'possible']);
    expect(await grades('Weak')).toEqual(['alleged', 'alleged']);
  });
  it('keeps an unknown suspect among the others', async () => {
    const { candidates } = await read({ belligerents: 'Russian Military,Unknown' });
    expect(candidates.map(({ actor }) => actor)).toEqual(['russia', undefined]);
    expect((await read({ belligerents: '' })).candidates).toEqual([{ grade: 'likely' }]);
  });
  it('does not count the dead of a discounted record as civilians, but bounds them', async () => {
    expect((await read({ civilian_harm_status: 'Discounted' })).harm).toEqual({ civiliansKilled: { max: 8 } });
  });
  it('refuses a grade that it does not know', async () => {
    expect(await faults({ civilian_harm_status: 'Confirmd' })).toMatchObject([
      { pointer: '/civilian_harm_status', got: 'Confirmd', nearest: ['Confirmed'] },
    ]);
  });
});

describe('the ways in which such records are written', () => {
  it.each([
    ['Exact location (via Coalition)', 1],
    ['within_100m_via_coalition', 1],
    ['Town', 10],
    ['City', 15],
    ['District', 265],
    ['Province/governorate', 390],
    ['', undefined],
    ['Unknown', undefined],
  ])('takes the accuracy "%s" for a radius that surely covers it', async (geolocation_accuracy, radiusKm) => {
    expect((await read({ geolocation_accuracy })).place?.radiusKm).toBe(radiusKm);
  });
  it('reads a range of days, and the month in words', async () => {
    const ends = async (changes: Record<string, string>) => {
      const { from, to } = (await read(changes)).occurred;
      return [from.slice(0, 10), to?.slice(0, 10)];
    };
    expect(await ends({ date_range: '2016-03-10 to 2016-03-12' })).toEqual(['2016-03-10', '2016-03-12']);
    expect(await ends({ date_range: 'March 10, 2016 – March 12, 2016' })).toEqual(['2016-03-10', '2016-03-12']);
    expect(await ends({ date: 'March 10th, 2016' })).toEqual(['2016-03-10', '2016-03-10']);
    expect((await faults({ date_range: '2016-03-12 to 2016-03-10' }))[0]).toMatchObject({
      pointer: '/date_range',
      detail: 'ends before it begins',
    });
  });
  it('reads the point and the dead from one cell each', async () => {
    const cells = without('latitude', 'longitude', 'civilians_killed_min', 'civilians_killed_max');
    const incident = await incidentOf(airwars, {
      ...cells,
      Geolocation: '35.25, 36.75',
      'Civilians reported killed': '6–8',
    });
    expect(incident.place).toMatchObject({ lat: 35.25, lon: 36.75 });
    expect(incident.harm).toMatchObject({ killed: { min: 6 }, civiliansKilled: { min: 6, max: 8 } });
  });
  it('takes several types of strike for alternatives, and none for an attack by unknown means', async () => {
    expect((await read({ strike_type: 'Drone Strike,Naval bombardment' })).kind).toEqual([
      'drone-strike',
      'naval-attack',
    ]);
    expect((await read({ strike_type: '' })).kind).toBe('attack');
  });
  it('says what was struck only where all of it is known', async () => {
    expect((await read({ infrastructure: 'School,Mosque' })).struck?.objects).toEqual(['school', 'place-of-worship']);
    expect((await read({ infrastructure: 'School,Something' })).struck).toBeUndefined();
  });
});
