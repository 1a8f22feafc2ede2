import fc from 'fast-check';
import type { Incident } from '../../src/domain/incident.js';
import { CLAIM_POOL, GROUP_IDS, KIND_POOL, NATURE_POOL, OBJECT_POOL } from '../engine/support/random-conditions.js';

/** Random reports over the world of random-rulebook: known, bounded, unknown and null facts, alternatives, strange names. */

const maybe = <T>(arbitrary: fc.Arbitrary<T>, known = 2) =>
  fc.oneof({ weight: known, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(undefined, null) });

const group = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...GROUP_IDS.slice(0, 4)) },
  { weight: 2, arbitrary: fc.constantFrom('GROUP 2', 'Group 3') },
  { weight: 1, arbitrary: fc.constantFrom('Nobody knows them', 'Xyzzy Brigade') },
);

/** An hour of the first ten days of 2020, or the last moment before one. */
const instant = fc
  .tuple(fc.integer({ min: 0, max: 36 }), fc.constantFrom(0, 0, 0, 1))
  .map(([quarter, early]) => Date.UTC(2020, 0, 1) + quarter * 6 * 3_600_000 - early);
const written = (at: number) => new Date(at).toISOString();

const occurred = fc.oneof(
  { weight: 2, arbitrary: instant.map((at) => ({ from: written(at) })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(instant, instant, fc.constantFrom('within' as const, 'within' as const, 'throughout' as const))
      .map(([a, b, extent]) => ({ from: written(Math.min(a, b)), to: written(Math.max(a, b)), extent })),
  },
);

export const POINTS = [
  [1, 0.5],
  [1, 1.5],
  [1, 2.5],
  [0.02, 0.5],
  [-0.02, 0.5],
  [5, 5],
  [1, 1],
  [1.99, 1.01],
] as const;
const place = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constant(POINTS[0]) }, fc.constantFrom(...POINTS)),
    fc.constantFrom(undefined, 0, 0, 0, 1, 1, 30, 200),
    fc.constantFrom(undefined, undefined, undefined, ['land']),
    fc.integer({ min: 0, max: 5 }),
  )
  .map(([[lon, lat], radiusKm, within, bare]) => ({
    ...(bare === 0 ? { name: 'somewhere' } : { lon, lat, ...(radiusKm === undefined ? {} : { radiusKm }) }),
    ...(within === undefined ? {} : { within }),
  }));

const quantity = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 5, 7, 10, 12) },
  fc.tuple(fc.constantFrom(0, 1, 4), fc.constantFrom(5, 8, 20)).map(([min, max]) => ({ min, max })),
  fc.constantFrom(1, 5).map((min) => ({ min })),
  fc.constantFrom(1, 9).map((max) => ({ max, min: null })),
);

const ownFacts = fc.record(
  {
    flag: fc.oneof(fc.boolean(), fc.boolean(), fc.constant(null)),
    level: fc.oneof(quantity, fc.constant(null)),
    mode: fc.constantFrom('day', 'night', 'dusk', null),
    tags: fc.constantFrom([], ['red'], ['blue', 'red'], null),
  },
  { requiredKeys: [] },
);

const candidate = fc.record(
  {
    actor: maybe(group, 4),
    target: maybe(group, 3),
    grade: fc.constantFrom('confirmed' as const, 'likely' as const, 'alleged' as const, 'unlikely' as const, null),
    actsFor: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.array(group, { maxLength: 2 })),
    facts: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, ownFacts),
  },
  { requiredKeys: ['actor', 'target'] },
);

const coLocation = fc.record(
  {
    group,
    nature: maybe(fc.constantFrom(...NATURE_POOL), 4),
    distanceKm: maybe(quantity),
    deniedBy: fc.constantFrom(undefined, ['somebody']),
  },
  { requiredKeys: ['group'] },
);
const claim = fc.record(
  { by: group, kind: fc.constantFrom(...CLAIM_POOL), target: maybe(group) },
  { requiredKeys: ['by', 'kind'] },
);

const kind = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KIND_POOL) },
  fc.uniqueArray(fc.constantFrom(...KIND_POOL), { minLength: 1, maxLength: 3 }),
);

/** undefined keys are taken out, as they never arrive in JSON. */
const asSent = (value: unknown): Incident => JSON.parse(JSON.stringify(value)) as Incident;

/** A report with little left out, or with anything left out. */
export const randomIncident: fc.Arbitrary<Incident> = fc
  .record({
    occurred,
    kind,
    happened: fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom(undefined, null, 'likely', 'alleged') },
      fc.constant('disproved'),
    ),
    attribution: fc.constantFrom(undefined, undefined, 'oneOf', 'each'),
    candidates: fc.oneof(
      { weight: 3, arbitrary: fc.tuple(candidate) },
      fc.array(candidate, { minLength: 2, maxLength: 3 }),
    ),
    place: maybe(place, 8),
    struck: maybe(
      fc.record({
        objects: maybe(fc.uniqueArray(fc.constantFrom(...OBJECT_POOL), { maxLength: 2 })),
        civilian: maybe(fc.boolean()),
        holder: maybe(group),
      }),
    ),
    weapon: maybe(
      fc.record({ class: maybe(fc.constantFrom('aerial-bomb', 'mortar', 'tank')), calibreMm: maybe(quantity) }),
    ),
    harm: maybe(fc.record({ killed: maybe(quantity) })),
    claims: maybe(fc.array(claim, { maxLength: 2 }), 1),
    coLocation: maybe(fc.array(coLocation, { maxLength: 2 }), 1),
    response: maybe(fc.record({ toAttack: maybe(fc.boolean()), minutesAfter: maybe(quantity) })),
    access: maybe(fc.record({ cleared: maybe(fc.boolean()), items: maybe(fc.subarray(['food', 'medical'])) })),
    facts: maybe(ownFacts, 4),
  })
  .map((report) => asSent({ reportId: 'random', ...report }));
