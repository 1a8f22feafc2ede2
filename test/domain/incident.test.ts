import { describe, expect, it } from 'vitest';
import { faultsFromZod } from '../../src/domain/faults.js';
import { incidentSchema } from '../../src/domain/incident.js';
import { CIVILIAN_OBJECTS, KINDS } from '../../src/domain/words.js';

const least = { reportId: 'r-1', occurred: { from: '2016-03-09T11:15:00+02:00' }, kind: 'airstrike', candidates: [{}] };

/** The example of contract/incident.md, whole. */
const whole = {
  reportId: 'SNHR-2016-0312-4',
  event: 'urum-al-kubra-2016-09-19',
  occurred: { from: '2016-03-09T11:15:00+02:00', to: '2016-03-09T11:45:00+02:00', extent: 'within' },
  place: { name: 'Kafr Zita', names: ['كفر زيتا', 'Kafrzita'], lon: 36.602, lat: 35.374, radiusKm: 2, pcode: 'SY05' },
  kind: 'airstrike',
  happened: 'likely',
  attribution: 'oneOf',
  candidates: [
    {
      actor: 'russian-aerospace-forces',
      target: 'jaish-al-islam',
      grade: 'likely',
      actsFor: ['russia'],
      assertedBy: ['Russian Ministry of Defence'],
    },
  ],
  struck: { objects: ['hospital', 'market'], civilian: true, holder: 'jaish-al-islam' },
  weapon: { class: 'aerial-bomb', calibreMm: 250, system: 'OFAB-250', count: 2 },
  claims: [
    {
      by: 'russia',
      kind: 'target',
      target: 'al-nusra',
      place: { lon: 36, lat: 35 },
      at: '2016-03-09T12:00:00Z',
      text: 'said',
    },
  ],
  coLocation: [
    {
      group: 'al-nusra',
      nature: 'same-town',
      distanceKm: { min: 0.5, max: 2 },
      assertedBy: ['russia'],
      deniedBy: ['hnc'],
    },
  ],
  response: {
    toAttack: true,
    immediateThreat: true,
    proportionate: true,
    minutesAfter: { min: 0, max: 15 },
    trigger: 'r-0',
  },
  access: { cleared: true, controlledBy: 'syrian-government', items: ['medical'] },
  harm: { killed: { min: 10, max: 14 }, injured: 22, civiliansKilled: 10 },
  facts: { coordinatesDeclared: false },
  sources: [
    {
      name: 'SNHR',
      url: 'https://snhr.org',
      sha256: 'a'.repeat(64),
      kind: 'statement',
      takenAt: '2016-03-10T00:00:00Z',
      reliability: 'B',
      credibility: 2,
    },
  ],
  notes: 'free text',
};

const faultsOf = (report: unknown) => {
  const parsed = incidentSchema.safeParse(report);
  return parsed.success ? [] : faultsFromZod(parsed.error, report, incidentSchema);
};

describe('A report that fits the contract', () => {
  it.each([
    ['the least there can be', least],
    ['the example of the contract', whole],
    [
      'everything null that may be',
      {
        ...least,
        place: null,
        struck: null,
        weapon: null,
        claims: null,
        coLocation: null,
        facts: null,
        happened: null,
      },
    ],
    [
      'nulls inside its parts',
      {
        ...least,
        struck: { objects: null, civilian: null, holder: null },
        harm: { killed: { min: 3, max: null } },
        candidates: [{ actor: null }],
      },
    ],
    [
      'bounds of which either end is left out',
      { ...least, harm: { killed: { min: 19 }, injured: { max: 4 }, civiliansKilled: {} } },
    ],
    ['alternatives of a kind', { ...least, kind: ['airstrike', 'shelling'] }],
    ['facts of a candidate', { ...least, candidates: [{ facts: { flag: true, level: { min: 1 }, tags: ['a'] } }] }],
    ['a report that was disproved', { ...least, happened: 'disproved' }],
    [
      'the same instant as both ends, in two offsets',
      { ...least, occurred: { from: '2016-03-09T11:15:00+02:00', to: '2016-03-09T09:15:00Z' } },
    ],
    ['a place at the date line and at a pole', { ...least, place: { lon: -180, lat: 90, radiusKm: 0 } }],
    ['a group that no registry holds', { ...least, candidates: [{ actor: 'لواء غير معروف' }] }],
  ])('is taken: %s', (_, report) => {
    expect(faultsOf(report)).toEqual([]);
  });

  it('may be of any kind there is', () => {
    for (const kind of KINDS.keys()) expect(faultsOf({ ...least, kind })).toEqual([]);
    expect(CIVILIAN_OBJECTS).toHaveLength(12);
  });
});

const { reportId: _id, ...nameless } = least;
const REFUSED: [string, string, unknown][] = [
  ['no reportId', '/reportId', nameless],
  ['an empty reportId', '/reportId', { ...least, reportId: '' }],
  ['no candidate', '/candidates', { ...least, candidates: [] }],
  ['a local time', '/occurred/from', { ...least, occurred: { from: '2016-03-09T11:15:00' } }],
  ['an impossible date', '/occurred/from', { ...least, occurred: { from: '2016-02-30T11:15:00Z' } }],
  ['from after to', '/occurred', { ...least, occurred: { from: '2016-03-10T00:00:00Z', to: '2016-03-09T00:00:00Z' } }],
  [
    'from after to, told only by the offsets',
    '/occurred',
    { ...least, occurred: { from: '2016-03-09T10:00:00Z', to: '2016-03-09T11:00:00+02:00' } },
  ],
  ['an unknown kind', '/kind', { ...least, kind: 'air-strike' }],
  ['an unknown kind among alternatives', '/kind/1', { ...least, kind: ['airstrike', 'airstrikes'] }],
  ['no kind at all in the list', '/kind', { ...least, kind: [] }],
  ['an unknown key', '/actor', { ...least, actor: 'russia' }],
  ['an unknown key deep down', '/candidates/0/actr', { ...least, candidates: [{ actr: 'russia' }] }],
  ['a latitude that is a longitude', '/place/lat', { ...least, place: { lon: 36, lat: 120 } }],
  ['a longitude without a latitude', '/place', { ...least, place: { lon: 36 } }],
  ['a negative radius', '/place/radiusKm', { ...least, place: { lon: 36, lat: 35, radiusKm: -1 } }],
  ['a radius beyond the globe', '/place/radiusKm', { ...least, place: { lon: 36, lat: 35, radiusKm: 30_000 } }],
  ['a number that is not one', '/place/lon', { ...least, place: { lon: Number.NaN, lat: 35 } }],
  ['an infinite number', '/harm/killed', { ...least, harm: { killed: Number.POSITIVE_INFINITY } }],
  ['a number as text', '/harm/killed', { ...least, harm: { killed: '10' } }],
  ['a negative count', '/harm/killed', { ...least, harm: { killed: -1 } }],
  ['bounds the wrong way round', '/harm/killed', { ...least, harm: { killed: { min: 5, max: 3 } } }],
  ['an unknown object', '/struck/objects/0', { ...least, struck: { objects: ['hospitals'] } }],
  ['text for a boolean', '/struck/civilian', { ...least, struck: { civilian: 'yes' } }],
  ['an unknown grade', '/candidates/0/grade', { ...least, candidates: [{ grade: 'certain' }] }],
  ['a claim by nobody', '/claims/0/by', { ...least, claims: [{ kind: 'denial' }] }],
  ['an unknown nature', '/coLocation/0/nature', { ...least, coLocation: [{ group: 'x', nature: 'same-street' }] }],
  ['a checksum that is none', '/sources/0/sha256', { ...least, sources: [{ name: 's', sha256: 'abc' }] }],
  ['a credibility off the scale', '/sources/0/credibility', { ...least, sources: [{ name: 's', credibility: 7 }] }],
  ['an own fact with a dotted name', '/facts/act.kind', { ...least, facts: { 'act.kind': 'airstrike' } }],
  ['a list for the whole', '', [least]],
];

describe('A report that does not fit the contract', () => {
  it.each(REFUSED)('is refused for %s, with a pointer to it', (_, pointer, report) => {
    expect(faultsOf(report).map((fault) => fault.pointer)).toContain(pointer);
  });

  it('is told of every fault at once', () => {
    const faults = faultsOf({ ...least, kind: 'x', harm: { killed: -1 }, occurred: { from: 'today' } });
    expect(faults.map((fault) => fault.pointer).sort()).toEqual(['/harm/killed', '/kind', '/occurred/from']);
  });

  it('is told the nearest known key and word', () => {
    expect(faultsOf({ ...least, candidates: [{ actr: 'x' }] })[0]?.nearest).toContain('actor');
    expect(faultsOf({ ...least, kind: 'airstrikes' })[0]?.nearest).toContain('airstrike');
  });
});
