import { stringify } from 'yaml';
import type { Agreement, Condition, Exception, Reading, Term } from '../src/domain/agreement.js';
import { buildRulebook } from '../src/rulebook/load.js';
import { Chance } from '../test/engine/support/chance.js';

/**
 * A made-up agreement of any number of terms, of the shape real ones have: bans on classes and kinds of act, by some roles
 * against others, in districts or near lines, from day to day, each term with an exception of its own besides those that
 * many share, limits on some, and three readings. The same seed makes the same agreement.
 */

export const ROLES = ['north-side', 'south-side', 'coast-side', 'river-side', 'observers', 'excluded'] as const;
const GROUPS_A_ROLE = 4;
/** The groups of a role, in the order of the roles. */
export const GROUPS = ROLES.flatMap((role) =>
  Array.from({ length: GROUPS_A_ROLE }, (_, index) => `${role.split('-')[0]}-${'abcd'[index]}`),
);
export const NEARBY = ['excluded-a', 'excluded-b', 'coast-d'] as const;
export const DISTRICTS = Array.from({ length: 9 }, (_, index) => `district-${index + 1}`);
const LINES = ['line-east', 'line-middle', 'line-west'];
export const OWN_FACTS = ['gaveNotice', 'passageAgreed', 'patrolPresent'] as const;
const source = 'Made up for the bench';

const polygon = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];
const feature = (id: string, type: 'Polygon' | 'LineString', coordinates: unknown) => ({
  type: 'Feature',
  id,
  properties: { name: id, source, accuracyKm: 0 },
  geometry: { type, coordinates },
});

const zones = {
  type: 'FeatureCollection',
  features: [
    feature('land', 'Polygon', polygon(36, 34, 39, 37)),
    ...DISTRICTS.map((id, index) => {
      const west = 36 + (index % 3);
      const south = 34 + Math.floor(index / 3);
      return feature(id, 'Polygon', polygon(west + 0.05, south + 0.05, west + 0.95, south + 0.95));
    }),
    ...LINES.map((id, index) =>
      feature(id, 'LineString', [
        [36, 34.5 + index],
        [39, 34.7 + index],
      ]),
    ),
  ],
};

const groups = {
  format: 1,
  groups: [
    ...GROUPS.map((id) => ({
      id,
      kind: 'armed-group',
      names: { en: [id.replace('-', ' ')] },
      ...(id.endsWith('d') ? { memberOf: [{ group: 'alliance', from: '2020-06-01', source }] } : {}),
    })),
    { id: 'alliance', kind: 'coalition', names: { en: ['The Alliance'] } },
  ],
};

const leaf = (fact: string, operator: string, value: string | number | boolean | string[], params?: object) =>
  ({ fact, operator, value, ...(params === undefined ? {} : { params }) }) as Condition;

const day = (number: number) => new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10);

const ACTS: readonly Condition[] = [
  leaf('act.classes', 'contains', 'attack'),
  leaf('act.classes', 'contains', 'indirect-fire'),
  leaf('act.classes', 'contains', 'aerial'),
  leaf('act.kind', 'in', ['ground-assault', 'raid', 'territorial-advance']),
  leaf('act.kind', 'in', ['weapon-presence', 'fortification', 'force-movement']),
  leaf('act.kind', 'in', ['aid-denial', 'roadblock', 'siege']),
  leaf('act.classes', 'contains', 'persons'),
];

function whereOf(chance: Chance): Condition {
  if (chance.sometimes(0.7)) return leaf('place.zones', 'contains', chance.pick(DISTRICTS));
  const km = 3 + 3 * chance.below(9);
  return leaf('place.distanceKm', 'lessThan', km, { to: chance.pick(LINES) });
}

function termOf(chance: Chance, index: number): Term {
  const act = chance.pick(ACTS);
  const protects = chance.sometimes(0.25) ? 'anyone' : [chance.pick(ROLES.slice(0, 4)), chance.pick(ROLES.slice(0, 5))];
  const heavy = chance.sometimes(0.3) ? [leaf('weapon.calibreMm', 'greaterThan', chance.pick([57, 82, 100, 122]))] : [];
  const from = chance.below(60);
  return {
    id: `term-${index + 1}`,
    clause: { text: 'paper', at: `${index + 1}`, says: 'Whoever is bound does not do this here.' },
    binds: [...new Set([chance.pick(ROLES.slice(0, 4)), chance.pick(ROLES.slice(0, 4))])],
    protects: typeof protects === 'string' ? protects : [...new Set(protects)],
    forbids: { all: [act, whereOf(chance), ...heavy] },
    ...(chance.sometimes(0.6) ? { from: day(from), until: day(from + 60 + chance.below(300)), source } : {}),
  };
}

const GROUNDS: readonly ((chance: Chance) => Condition)[] = [
  () => ({ condition: 'self-defence' }),
  (chance) =>
    leaf('coLocation.natures', 'contains', chance.pick(['same-town', 'same-front']), { group: chance.pick(NEARBY) }),
  (chance) => leaf(chance.pick(OWN_FACTS), 'equal', true),
  () => leaf('target.roles', 'contains', 'excluded'),
  () => leaf('struck.civilian', 'equal', false),
  (chance) => leaf('weapon.calibreMm', 'lessThanInclusive', chance.pick([23, 57, 82])),
  (chance) => leaf('response.minutesAfter', 'lessThan', chance.pick([10, 30, 60])),
  (chance) => ({ not: leaf('struck.objects', 'contains', chance.pick(['hospital', 'school', 'market'])) }),
];

function whenOf(chance: Chance): Condition {
  const first = chance.pick(GROUNDS)(chance);
  const second = chance.pick(GROUNDS)(chance);
  return chance.sometimes(0.7)
    ? { all: [first, second] }
    : { any: [{ all: [first, second] }, chance.pick(GROUNDS)(chance)] };
}

const clause = (at: string) => ({ text: 'paper', at, says: 'This lifts the ban.' });

/** An exception for each term, some that shield many, and limits. */
function exceptionsOf(chance: Chance, terms: readonly Term[]): Exception[] {
  const own = terms.map((term, index): Exception => {
    const kind = chance.pick(['carve-out', 'justification', 'loophole'] as const);
    return {
      id: `exception-${index + 1}`,
      kind,
      shields: [term.id],
      when: whenOf(chance),
      ...(kind === 'loophole'
        ? { why: 'The text does not say.', invokedBy: ['north-a'] }
        : { clause: clause(`${index + 1}b`) }),
    };
  });
  const shared = Array.from(
    { length: 4 },
    (_, index): Exception => ({
      id: `shared-${index + 1}`,
      kind: 'carve-out',
      clause: clause(`general ${index + 1}`),
      shields: terms.filter((_term, at) => at % 4 === index).map((term) => term.id),
      when: { all: [GROUNDS[index]?.(chance) as Condition, leaf('target.roles', 'contains', 'excluded')] },
    }),
  );
  const limits = own
    .filter((_, index) => index % 5 === 0)
    .map(
      (exception, index): Exception => ({
        id: `limit-${index + 1}`,
        kind: 'limit',
        defeats: [exception.id],
        when: { any: [leaf('struck.civilian', 'equal', true), leaf('struck.objects', 'contains', 'hospital')] },
        why: 'Not where civilians are struck.',
      }),
    );
  return [...own, ...shared, ...limits];
}

function readingsOf(exceptions: readonly Exception[]): Reading[] {
  const limits = exceptions.filter(({ kind }) => kind === 'limit').map(({ id }) => id);
  const firm = exceptions.filter(({ kind }) => kind === 'carve-out').map(({ id }) => id);
  const pleas = exceptions.filter(({ kind }) => kind === 'justification').map(({ id }) => id);
  const holes = exceptions.filter(({ kind }) => kind === 'loophole').map(({ id }) => id);
  const byNorth = (id: string) => ({ exception: id, when: { condition: 'by-north' } });
  return [
    { id: 'text', accepts: [...firm, ...pleas, ...limits] },
    {
      id: 'north',
      heldBy: ['north-a'],
      accepts: [...firm, ...pleas, ...holes.map(byNorth), ...limits.filter((_, index) => index % 2 === 0)],
      roles: { excluded: { with: ['south-c'] } },
    },
    {
      id: 'south',
      heldBy: ['south-a'],
      accepts: [...firm, ...limits],
      roles: { 'coast-side': { without: ['coast-c'] } },
    },
  ];
}

/** @returns the rule files of an agreement of so many terms, as a person would write them */
export function generatedFiles(terms: number, seed: number): { path: string; text: string }[] {
  const chance = new Chance(seed);
  const all = Array.from({ length: terms }, (_, index) => termOf(chance, index));
  const exceptions = exceptionsOf(chance, all);
  const agreement: Agreement = {
    format: 1,
    id: 'made-up',
    title: { en: 'Made up' },
    inForce: [{ from: '2020-01-01T00:00:00Z', until: '2021-06-01T00:00:00Z', source }],
    territory: { zone: 'land' },
    texts: [{ id: 'paper', title: 'The paper', language: 'en' }],
    vocabulary: OWN_FACTS.map((name) => ({ name, type: 'boolean' as const, meaning: 'A fact of its own' })),
    roles: Object.fromEntries(
      ROLES.map((role, index) => [
        role,
        GROUPS.slice(index * GROUPS_A_ROLE, (index + 1) * GROUPS_A_ROLE).map((group) => ({ group, source })),
      ]),
    ),
    conditions: {
      'by-north': leaf('actor.roles', 'contains', 'north-side'),
      'self-defence': {
        all: [
          leaf('response.toAttack', 'equal', true),
          leaf('response.immediateThreat', 'equal', true),
          leaf('response.proportionate', 'equal', true),
        ],
      },
    },
    terms: all,
    exceptions,
    readings: readingsOf(exceptions),
  };
  const written = (value: unknown) => stringify(value, { aliasDuplicateObjects: false });
  return [
    { path: 'groups.yaml', text: written(groups) },
    { path: 'made-up/agreement.yaml', text: written(agreement) },
    { path: 'made-up/zones.geojson', text: JSON.stringify(zones) },
  ];
}

/** The same, loaded and compiled as any rulebook is. @throws Error with what the checks found */
export function generatedRulebook(terms: number, seed: number) {
  const loaded = buildRulebook(generatedFiles(terms, seed));
  if (!loaded.ok)
    throw new Error(
      loaded.diagnostics
        .slice(0, 5)
        .map((each) => `${each.file}:${each.line} ${each.message}`)
        .join('\n'),
    );
  return loaded.rulebook;
}
