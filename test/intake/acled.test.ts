import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/domain/time.js';
import { acledRow } from './acled-row-sample.js';
import { csvOf, faultsOf, incidentOf, readAll, readRow, shippedProfile } from './profile-files.js';

const acled = shippedProfile('acled');
const read = (changes: Record<string, string> = {}) => incidentOf(acled, acledRow(changes));
const faults = (changes: Record<string, string>) => faultsOf(acled, acledRow(changes));
const pairs = async (changes: Record<string, string>) =>
  (await read(changes)).candidates.map(({ actor, target }) => [actor, target]);

describe('an ACLED file', () => {
  it('is read with all its 31 columns and a byte order mark, and knows every one of them', async () => {
    expect(Object.keys(acledRow())).toHaveLength(31);
    const { items, unknown } = await readAll(
      acled,
      `\ufeff${csvOf([acledRow(), acledRow({ event_id_cnty: 'SYR2' })])}`,
    );
    expect(items).toMatchObject([{ incident: { reportId: 'SYR1' } }, { incident: { reportId: 'SYR2' } }]);
    expect(unknown.columns).toEqual([]);
    expect(unknown.values).toEqual([]);
  });
  it('gives an incident that says no more than the row', async () => {
    expect(await read()).toEqual({
      reportId: 'SYR1',
      occurred: { from: '2016-03-10T00:00:00+02:00', to: '2016-03-10T23:59:59.999+02:00' },
      place: { name: 'Sampleville', lon: 36.4, lat: 33.57, radiusKm: 10, pcode: 'SY03', within: ['SY'] },
      kind: 'clash',
      attribution: 'oneOf',
      candidates: [
        { actor: 'syrian-government', target: 'Jaysh al Islam' },
        { actor: 'Jaysh al Islam', target: 'syrian-government' },
      ],
      harm: { killed: { min: 3 } },
      sources: ['Office One', 'Office Two'].map((name) => ({
        name,
        kind: 'ACLED',
        licence: 'ACLED terms of use; attribution needed',
      })),
      notes: 'On 10 March 2016 there was a made-up clash.',
    });
  });
});

describe('who', () => {
  it('has no direction: each of one side may have attacked each of the other', async () => {
    expect(await pairs({ assoc_actor_1: 'Military Forces of Russia (2000-)', actor2: 'Group Two' })).toEqual([
      ['syrian-government', 'Group Two'],
      ['russia', 'Group Two'],
      ['Group Two', 'syrian-government'],
      ['Group Two', 'russia'],
    ]);
  });
  it('never lets civilians attack', async () => {
    const changes = { actor2: 'Civilians (Syria)', assoc_actor_2: 'Health Workers (Syria)' };
    expect(await pairs(changes)).toEqual([['syrian-government', 'civilians']]);
    expect(await pairs({ actor1: 'Civilians (Syria)', actor2: '' })).toEqual([[undefined, 'civilians']]);
  });
  it('takes an unidentified group for nobody known and keeps any other name as it is written', async () => {
    expect(await pairs({ actor1: 'Unidentified Armed Group (Syria)', actor2: 'Opposition Rebels (Syria)' })).toEqual([
      [undefined, 'Opposition Rebels (Syria)'],
      ['Opposition Rebels (Syria)', undefined],
    ]);
  });
  it('takes a name for one of two forces as both of them, as alternatives', async () => {
    expect(await pairs({ actor1: 'Allied Syrian and/or Russian Forces', actor2: 'Civilians (Syria)' })).toEqual([
      ['syrian-government', 'civilians'],
      ['russia', 'civilians'],
    ]);
  });
  it('does not take the forces of the government after 2024 for those of the government before', async () => {
    expect((await pairs({ actor1: 'Military Forces of Syria (2024-)' }))[0]?.[0]).toBe(
      'Military Forces of Syria (2024-)',
    );
  });
});

describe('what', () => {
  it.each([
    ['Air/drone strike', ['airstrike', 'drone-strike', 'helicopter-strike', 'barrel-bombing']],
    ['Shelling/artillery/missile attack', ['shelling', 'mortar-fire', 'rocket-fire', 'missile-strike']],
    ['Government regains territory', ['clash', 'territorial-advance']],
    ['Chemical weapon', 'chemical-attack'],
    ['Looting/property destruction', ['looting', 'arson', 'property-destruction']],
  ])('takes %s for every kind of act it covers', async (sub_event_type, kind) => {
    expect((await read({ sub_event_type })).kind).toEqual(kind);
  });
  it('refuses a sub-type that it does not know and names the nearest', async () => {
    expect(await faults({ sub_event_type: 'Air/dron strike' })).toMatchObject([
      { pointer: '/sub_event_type', got: 'Air/dron strike', nearest: ['Air/drone strike'] },
    ]);
  });
  it.each([
    ['Riots', 'Mob violence'],
    ['Protests', 'Peaceful protest'],
    ['Strategic developments', 'Agreement'],
    ['Strategic developments', 'Other'],
  ])('skips %s, %s with the reason', async (event_type, sub_event_type) => {
    expect(await readRow(acled, acledRow({ event_type, sub_event_type, latitude: 'odd' }))).toMatchObject({
      skipped: expect.any(String),
    });
  });
  it('keeps violence against protesters, who are civilians', async () => {
    const changes = { event_type: 'Protests', sub_event_type: 'Excessive force against protesters' };
    expect(await pairs({ ...changes, actor2: 'Protesters (Syria)' })).toEqual([['syrian-government', 'civilians']]);
  });
  it('says that what was struck was civilian only where ACLED says so', async () => {
    expect((await read()).struck).toBeUndefined();
    expect((await read({ civilian_targeting: 'Civilian targeting' })).struck).toEqual({ civilian: true });
  });
});

describe('when and where', () => {
  const days = async (changes: Record<string, string>) => {
    const { from, to } = (await read(changes)).occurred;
    return [from.slice(0, 10), to?.slice(0, 10)];
  };
  it('spans every week or month in which the day given may lie', async () => {
    expect(await days({ time_precision: '2' })).toEqual(['2016-03-04', '2016-03-16']);
    expect(await days({ time_precision: '3' })).toEqual(['2016-02-09', '2016-04-09']);
    const { from, to } = (await read({ time_precision: '3' })).occurred;
    expect([from.slice(19), (parseInstant(to ?? '') ?? 0) % 1000]).toEqual(['+02:00', 999]);
  });
  it('reads the day as the export tool writes it', async () => {
    expect(await days({ event_date: '10 March 2016' })).toEqual(['2016-03-10', '2016-03-10']);
    expect((await faults({ event_date: '2016-02-30' }))[0]?.detail).toMatch(/does not exist/);
  });
  it('draws a disc that covers what the precision leaves open, where somebody has measured it', async () => {
    const radius = async (changes: Record<string, string>) => (await read(changes)).place?.radiusKm;
    expect(await radius({ geo_precision: '2' })).toBe(265);
    expect(await radius({ geo_precision: '3' })).toBe(800);
    expect(await radius({ geo_precision: '2', country: 'Libya' })).toBeUndefined();
    expect(await radius({ geo_precision: '1', country: 'Libya' })).toBe(25);
  });
  it('tells a governorate that it does not know, and reads the rest', async () => {
    const { items, unknown } = await readAll(
      acled,
      csvOf([acledRow({ admin1: 'Homss' }), acledRow({ admin1: 'Homss' })]),
    );
    expect(items).toHaveLength(2);
    expect(unknown.values).toEqual([{ column: 'admin1', value: 'Homss', count: 2, nearest: ['Homs'] }]);
  });
  it('refuses a country whose time it does not know', async () => {
    expect(await faults({ country: 'Syra' })).toMatchObject([{ pointer: '/country', nearest: ['Syria'] }]);
  });
});
