import type { Leaf } from '../domain/agreement.js';

/** For each fact a leaf, and the part of a report of which it is true. test/rulebook/vocabulary.test.ts judges every one. */

export interface VocabularyExample {
  readonly leaf: Leaf;
  /** What a report says that makes the leaf true. */
  readonly report: Readonly<Record<string, unknown>>;
  /** Where the fact comes from, if not from the report alone. */
  readonly from?: string;
}

const GROUPS = 'the report, and `memberOf` in groups.yaml';
const ROLES = 'the report, `memberOf` in groups.yaml, and `roles` of the agreement and of the reading';

const leaf = (fact: string, operator: string, value: Leaf['value'], params?: Leaf['params']): Leaf => ({
  fact,
  ...(params === undefined ? {} : { params }),
  operator,
  value,
});
const of = (report: VocabularyExample['report'], ...rest: Parameters<typeof leaf>): [string, VocabularyExample] => [
  rest[0],
  { leaf: leaf(...rest), report },
];
const from = (source: string, [name, example]: [string, VocabularyExample]): [string, VocabularyExample] => [
  name,
  { ...example, from: source },
];

const russian = { candidates: [{ actor: 'Russian Aerospace Forces' }] };
const islamArmy = { candidates: [{ actor: 'syrian-arab-army', target: 'jaish-al-islam' }] };
const held = { struck: { holder: 'jaish-al-islam' } };
const nusraInTown = {
  coLocation: [{ group: 'al-nusra', nature: 'same-town', distanceKm: 1.5, deniedBy: ['residents'] }],
};
const pleaded = { claims: [{ by: 'russia', kind: 'target', target: 'al-nusra' }] };
const town = { place: { lon: 36.8, lat: 35.86, radiusKm: 2 } };

export const VOCABULARY_EXAMPLES: ReadonlyMap<string, VocabularyExample> = new Map([
  of({ kind: 'airstrike' }, 'act.kind', 'in', ['airstrike', 'drone-strike']),
  from(
    'the kind; the list above says which classes each has',
    of({ kind: 'airstrike' }, 'act.classes', 'contains', 'aerial'),
  ),
  of(russian, 'actor.id', 'equal', 'russian-aerospace-forces'),
  from('groups.yaml', of(russian, 'actor.kind', 'equal', 'state-force')),
  from(GROUPS, of(russian, 'actor.groups', 'contains', 'russia')),
  from(ROLES, of(russian, 'actor.roles', 'contains', 'government-side')),
  of(islamArmy, 'target.id', 'equal', 'jaish-al-islam'),
  from('groups.yaml', of(islamArmy, 'target.kind', 'equal', 'armed-group')),
  from(GROUPS, of(islamArmy, 'target.groups', 'contains', 'hnc')),
  from(ROLES, of(islamArmy, 'target.roles', 'contains', 'opposition-party')),
  of({ struck: { objects: ['hospital', 'market'] } }, 'struck.objects', 'contains', 'hospital'),
  from(
    'the report; follows from the objects where it says nothing',
    of({ struck: { objects: ['hospital'] } }, 'struck.civilian', 'equal', true),
  ),
  of(held, 'struck.holder', 'equal', 'jaish-al-islam'),
  from(GROUPS, of(held, 'struck.holderGroups', 'contains', 'hnc')),
  from(ROLES, of(held, 'struck.holderRoles', 'contains', 'opposition-party')),
  of({ weapon: { class: 'aerial-bomb' } }, 'weapon.class', 'notIn', ['small-arms', 'machine-gun']),
  of({ weapon: { calibreMm: 122 } }, 'weapon.calibreMm', 'greaterThan', 100),
  of({ weapon: { system: 'T-72' } }, 'weapon.system', 'equal', 'T-72'),
  of({ weapon: { count: { min: 3 } } }, 'weapon.count', 'greaterThanInclusive', 2),
  from('the place and its radius, and zones.geojson', of(town, 'place.zones', 'contains', 'syria')),
  from('the place and its radius, and zones.geojson', of(town, 'place.distanceKm', 'lessThan', 5, { to: 'syria' })),
  from(
    'the place and its radius, the time, and presence.geojson',
    of(town, 'presence.distanceKm', 'lessThanInclusive', 20, { group: 'al-nusra', withinDays: 30 }),
  ),
  of(nusraInTown, 'coLocation.reported', 'equal', true, { group: 'al-nusra' }),
  of(nusraInTown, 'coLocation.groups', 'contains', 'al-nusra'),
  of(nusraInTown, 'coLocation.natures', 'contains', 'same-town', { group: 'al-nusra' }),
  of(nusraInTown, 'coLocation.distanceKm', 'lessThan', 2, { group: 'al-nusra' }),
  of(nusraInTown, 'coLocation.denied', 'equal', true, { group: 'al-nusra' }),
  of(pleaded, 'claims.kinds', 'contains', 'target', { byRole: 'government-side' }),
  of(pleaded, 'claims.targets', 'contains', 'al-nusra', { by: 'russia' }),
  of({ response: { toAttack: true } }, 'response.toAttack', 'equal', true),
  of({ response: { immediateThreat: true } }, 'response.immediateThreat', 'equal', true),
  of({ response: { proportionate: false } }, 'response.proportionate', 'notEqual', true),
  of({ response: { minutesAfter: 10 } }, 'response.minutesAfter', 'lessThanInclusive', 30),
  of({ access: { cleared: true } }, 'access.cleared', 'equal', true),
  of({ access: { controlledBy: 'syrian-government' } }, 'access.controlledBy', 'equal', 'syrian-government'),
  of({ access: { items: ['food'] } }, 'access.items', 'doesNotContain', 'medical'),
  of({ harm: { killed: { min: 3, max: 8 } } }, 'harm.killed', 'greaterThan', 2),
  of({ harm: { injured: 22 } }, 'harm.injured', 'greaterThanInclusive', 20),
  of({ harm: { civiliansKilled: 10 } }, 'harm.civiliansKilled', 'greaterThan', 0),
  from(
    '`occurred`, and `inForce` of the agreement',
    of({ occurred: { from: '2016-02-27T08:00:00+02:00' } }, 'time.hoursSinceStart', 'lessThan', 24),
  ),
]);
