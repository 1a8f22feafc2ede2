import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRegistry } from '../../src/domain/group.js';
import type { Incident } from '../../src/domain/incident.js';
import { nearness } from '../../src/domain/near-duplicate.js';
import { KINDS } from '../../src/domain/words.js';
import { filedUnder, lookedUpUnder } from '../../src/engine/near-keys.js';
import { relatedIn, sightingOf } from '../../src/engine/sighting.js';

const source = 'made up for this test';
const registry = makeRegistry([
  { id: 'russia', kind: 'state', names: { en: ['Russia'] } },
  {
    id: 'russian-aerospace-forces',
    kind: 'state-force',
    names: { en: ['Russian Aerospace Forces'] },
    memberOf: [{ group: 'russia', source }],
  },
  { id: 'turkey', kind: 'state', names: { en: ['Turkey'] } },
  { id: 'iran', kind: 'state', names: { en: ['Iran'] } },
]);
const related = relatedIn(registry);

const base: Incident = {
  reportId: 'a',
  occurred: { from: '2016-03-09T11:15:00+02:00', to: '2016-03-09T11:45:00+02:00' },
  place: { name: 'Kafr Zita', lon: 36.602, lat: 35.374, radiusKm: 2 },
  kind: 'airstrike',
  candidates: [{ actor: 'russian-aerospace-forces' }],
};
const sighting = (change: Partial<Incident> = {}) => sightingOf({ ...base, ...change }, null, registry);
const near = (change: Partial<Incident>, other: Partial<Incident> = {}) =>
  nearness(sighting(change), sighting(other), related);
const at = (from: string, to = from) => ({ occurred: { from, to } });
const placed = (lon: number, lat: number, radiusKm?: number) => ({ place: { lon, lat, radiusKm } });

describe('Two reports that may be of one act', () => {
  it('are near when time, place, kind and actor are, and it is said in what', () => {
    expect(near({})).toEqual([
      { of: 'time', detail: 'their times overlap', minutes: 0 },
      { of: 'place', detail: '0.0 km apart', km: 0 },
      { of: 'kind', detail: 'both are told as airstrike' },
      { of: 'actor', detail: 'both name russian-aerospace-forces' },
    ]);
  });

  it.each([
    ['twenty minutes after the window', at('2016-03-09T12:05:00+02:00'), true],
    ['the same hour in another time zone', at('2016-03-09T09:20:00Z'), true],
    ['an afternoon later', at('2016-03-09T16:00:00+02:00'), false],
    ['a day that holds it', at('2016-03-09T00:00:00+02:00', '2016-03-09T23:59:59+02:00'), true],
    ['the day after', at('2016-03-10T00:00:00+02:00', '2016-03-10T23:59:59+02:00'), false],
    ['a month that holds it', at('2016-03-01T00:00:00+02:00', '2016-03-31T23:59:59+02:00'), false],
  ])('by time: %s', (_name, other, is) => {
    expect(near({}, other) !== undefined).toBe(is);
  });

  it('share half of a day when both know only the day, whatever the time zones', () => {
    const day = at('2016-03-09T00:00:00+02:00', '2016-03-09T23:59:59+02:00');
    expect(near(day, at('2016-03-09T00:00:00Z', '2016-03-09T23:59:59Z'))).toBeDefined();
    expect(near(day, at('2016-03-10T00:00:00+02:00', '2016-03-10T23:59:59+02:00'))).toBeUndefined();
    expect(near(day, at('2016-03-08T00:00:00Z', '2016-03-08T23:59:59Z'))).toBeUndefined();
  });

  it('that last for days are near only when they begin and end alike', () => {
    const siege = { kind: 'siege' as const, ...at('2016-03-01T00:00:00Z', '2016-03-20T00:00:00Z') };
    expect(near(siege, { ...siege, ...at('2016-03-01T12:00:00Z', '2016-03-19T12:00:00Z') })).toBeDefined();
    expect(near(siege, { ...siege, ...at('2016-03-01T00:00:00Z', '2016-03-12T00:00:00Z') })).toBeUndefined();
  });

  it.each([
    ['points within their radii', placed(36.63, 35.374, 2), true],
    ['points further off than their radii', placed(36.7, 35.374, 2), false],
    ['however wide the discs, no more than 11 km', placed(36.74, 35.374, 25), false],
    ['a region says nothing', placed(36.602, 35.374, 100), false],
    [
      'the same name where the points are pinned otherwise',
      { place: { name: 'Kafr Zita', lon: 36.8, lat: 35.374, radiusKm: 1 } },
      true,
    ],
    ['the same name far away', { place: { name: 'Kafr Zita', lon: 37.6, lat: 35.374, radiusKm: 1 } }, false],
    ['a name in Arabic without a point', { place: { name: 'كفر زيتا' } }, true],
    ['another spelling without a point', { place: { name: 'Kafrzita' } }, true],
    ['one of its other names', { place: { name: 'somewhere', names: ['Kefer Zita'] } }, true],
    ['another name without a point', { place: { name: 'Latamneh' } }, false],
    ['no place at all', { place: null }, false],
  ])('by place: %s', (_name, other, is) => {
    expect(near({}, other) !== undefined).toBe(is);
  });

  it('by the code of a settlement, and not by that of a governorate', () => {
    const coded = (pcode: string) => ({ place: { pcode } });
    expect(near(coded('C3089'), coded('C3089'))).toBeDefined();
    expect(near(coded('SY050203'), coded('SY050203'))).toBeDefined();
    expect(near(coded('SY05'), coded('SY05'))).toBeUndefined();
  });

  it('are not near by name when they name different governorates', () => {
    const named = (pcode: string) => ({ place: { name: 'Al-Mansura', pcode } });
    expect(near(named('SY05'), { place: { name: 'Mansoura' } })).toBeDefined();
    expect(near(named('SY05'), named('SY11'))).toBeUndefined();
  });

  it.each([
    ['barrel-bombing', true],
    ['attack', true],
    ['clash', true],
    ['shelling', false],
    ['flight', false],
    ['aid-denial', false],
  ] as const)('by kind: airstrike and %s', (kind, is) => {
    expect(near({}, { kind }) !== undefined).toBe(is);
  });

  it('are not near when both know who did it and it was somebody else', () => {
    expect(near({}, { candidates: [{ actor: 'turkey' }] })).toBeUndefined();
    expect(near({}, { candidates: [{ actor: 'Russia' }] })?.at(-1)).toMatchObject({ of: 'actor' });
    expect(near({}, { candidates: [{}] })).toBeDefined();
    expect(near({}, { candidates: [{ actor: 'nobody the registry knows' }] })).toBeDefined();
    expect(near({}, { candidates: [{ actor: 'turkey' }, { actor: 'russia' }] })).toBeDefined();
  });

  it('may name the sides of a clash the other way round, but both must be the same', () => {
    const clash = (actor: string, target?: string) => ({ kind: 'clash' as const, candidates: [{ actor, target }] });
    expect(near({ candidates: [{ actor: 'russia' }] }, clash('turkey', 'russia'))).toBeDefined();
    expect(near(clash('russia', 'turkey'), clash('turkey', 'Russian Aerospace Forces'))).toBeDefined();
    expect(near(clash('russia', 'turkey'), clash('turkey'))).toBeDefined();
    expect(near(clash('russia', 'turkey'), clash('turkey', 'iran'))).toBeUndefined();
    expect(near(clash('russia', 'turkey'), clash('iran', 'iran'))).toBeUndefined();
  });
});

/** Spread evenly: fc.double would mostly give numbers close to nought. */
const degrees = (min: number, max: number) =>
  fc.integer({ min: min * 10_000, max: max * 10_000 }).map((each) => each / 10_000);
const instant = fc
  .integer({ min: Date.parse('2016-03-07T00:00:00Z'), max: Date.parse('2016-03-08T06:00:00Z') })
  .map((ms) => ms - (ms % 1000));
const anyReport: fc.Arbitrary<Partial<Incident>> = fc
  .record({
    start: instant,
    hours: fc.constantFrom(0, 1, 5, 24, 35, 37, 60),
    place: fc.oneof(
      fc.record({
        lon: degrees(36.3, 36.9),
        lat: degrees(35.1, 35.6),
        radiusKm: fc.constantFrom(undefined, 0, 1, 5, 30, 40),
        name: fc.constantFrom(undefined, 'Kafr Zita', 'كفر زيتا', 'Latamneh'),
      }),
      fc.record({ name: fc.constantFrom('Kafr Zita', 'Kafrzita', 'كفرزيتا', 'Latamneh', 'اللطامنة') }),
      fc.record({ pcode: fc.constantFrom('C3089', 'SY050203', 'SY05') }),
    ),
    kind: fc.constantFrom(...(['airstrike', 'attack', 'clash', 'shelling', 'siege', 'barrel-bombing'] as const)),
    actor: fc.constantFrom(undefined, 'russia', 'russian-aerospace-forces', 'turkey'),
  })
  .map(({ start, hours, place, kind, actor }) => ({
    occurred: { from: new Date(start).toISOString(), to: new Date(start + hours * 3_600_000).toISOString() },
    place,
    kind,
    candidates: [{ actor }],
  }));

describe('Nearness', () => {
  it('is the same whichever report comes first', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (a, b) => {
        expect(near(a, b) === undefined).toBe(near(b, a) === undefined);
      }),
    );
  });

  it('never escapes the keys under which reports are filed and looked up, either way', () => {
    let met = 0;
    fc.assert(
      fc.property(anyReport, anyReport, (a, b) => {
        if (near(a, b) === undefined) return;
        met += 1;
        for (const [one, other] of [
          [a, b],
          [b, a],
        ] as const) {
          const keys = new Set(lookedUpUnder(sighting(one)));
          expect(filedUnder(sighting(other)).some((key) => keys.has(key))).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(met).toBeGreaterThan(30);
  });

  it('ends when one report is moved away in time', () => {
    fc.assert(
      fc.property(anyReport, fc.integer({ min: 5, max: 400 }), (a, days) => {
        const moved = (text: string) => new Date(Date.parse(text) + days * 86_400_000).toISOString();
        const occurred = a.occurred as { from: string; to: string };
        const b = { ...a, occurred: { from: moved(occurred.from), to: moved(occurred.to) } };
        expect(near(a, b)).toBeUndefined();
      }),
    );
  });

  it('finds the neighbours of a point anywhere on the globe, poles and date line included', () => {
    fc.assert(
      fc.property(
        degrees(-180, 180),
        degrees(-90, 90),
        degrees(-0.1, 0.1),
        degrees(-0.1, 0.1),
        (lon, lat, east, north) => {
          const wrapped = ((lon + east / Math.max(0.001, Math.cos((lat * Math.PI) / 180)) + 540) % 360) - 180;
          const other = placed(wrapped, Math.max(-90, Math.min(90, lat + north)), 5);
          if (near(placed(lon, lat, 5), other) === undefined) return;
          const keys = new Set(lookedUpUnder(sighting(placed(lon, lat, 5))));
          expect(filedUnder(sighting(other)).some((key) => keys.has(key))).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('gives every kind a meaning with itself but for `other`', () => {
    for (const kind of KINDS.keys()) expect(near({ kind }, { kind }) !== undefined, kind).toBe(kind !== 'other');
  });
});
