import fc from 'fast-check';
import type { Agreement, Exception, RoleEntry, Term } from '../../src/domain/agreement.js';
import { agreementSchema } from '../../src/domain/agreement.js';
import { type Group, groupsSchema } from '../../src/domain/group.js';
import type { CompiledAgreement } from '../../src/engine/compiled-agreement.js';
import { compileRulebook, type Rulebook } from '../../src/engine/rulebook.js';
import { actLeaf, anyCondition, anyLeaf, GROUP_IDS, ROLE_IDS } from '../engine/support/random-conditions.js';
import { type Names, readingArb } from '../engine/support/random-readings.js';

/** Random rulebooks: small, but with everything a reading can do. */
export interface RandomRulebook {
  readonly groups: readonly Group[];
  readonly definition: Agreement;
  readonly zones: unknown;
}

/** Days on which memberships, roles, terms and the agreement itself begin and end. */
export const DAYS = [2, 3, 4, 5, 6, 7, 8].map((day) => `2020-01-0${day}T00:00:00Z`);
const source = 'made up';

const windowArb = (weight: number) =>
  fc.oneof(
    { weight: 2 * weight, arbitrary: fc.constant({}) },
    fc.constantFrom(...DAYS).map((from) => ({ from })),
    fc.constantFrom(...DAYS).map((until) => ({ until })),
    fc
      .uniqueArray(fc.nat(DAYS.length - 1), { minLength: 2, maxLength: 2 })
      .map((pair) => pair.sort().map((index) => DAYS[index] as string))
      .map(([from, until]) => ({ from: from as string, until: until as string })),
  );

const groupArb = (index: number): fc.Arbitrary<Group> =>
  fc
    .record({
      kind: fc.constantFrom('state' as const, 'armed-group' as const),
      memberOf: index === 0 ? fc.constant<number[]>([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength: 2 }),
      windows: fc.tuple(windowArb(3), windowArb(3)),
      listed: fc.option(windowArb(1), { freq: 3 }),
    })
    .map(({ kind, memberOf, windows, listed }) => ({
      id: GROUP_IDS[index] as string,
      kind,
      names: { en: [`Group ${index + 1}`] },
      memberOf: memberOf.map((to, at) => ({ group: GROUP_IDS[to] as string, source, ...windows[at] })),
      ...(listed === null ? {} : { listings: [{ by: 'council', from: '2020-01-01T00:00:00Z', source, ...listed }] }),
    }));

const square = (id: string, west: number, south: number, east: number, north: number, accuracyKm: number) => ({
  type: 'Feature',
  id,
  properties: { id, accuracyKm },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});

/** The territory, a zone that lies half across it, and a post. */
const zonesArb = fc.constantFrom(0, 5).map((accuracyKm) => ({
  type: 'FeatureCollection',
  features: [
    square('land', 0, 0, 2, 2, accuracyKm),
    square('north', 0, 1, 2, 3, 0),
    {
      type: 'Feature',
      id: 'post',
      properties: { id: 'post', accuracyKm: 0 },
      geometry: { type: 'Point', coordinates: [1, 1] },
    },
  ],
}));

const clause = { text: 'paper', at: '1', says: 'something' };
const roleNames = (names: Names) => fc.uniqueArray(fc.constantFrom(...names.roles), { minLength: 1, maxLength: 2 });

const termArb = (id: string, names: Names): fc.Arbitrary<Term> =>
  fc
    .record({
      binds: roleNames(names),
      protects: fc.oneof(
        { weight: 4, arbitrary: roleNames(names) },
        fc.constant('anyone' as const),
        names.named.length === 0
          ? fc.constant('anyone' as const)
          : fc.constantFrom(...names.named).map((condition) => ({ condition })),
      ),
      forbids: fc.oneof({ weight: 3, arbitrary: actLeaf }, { weight: 1, arbitrary: names.condition }),
      window: windowArb(5),
    })
    .map(({ window, ...rest }) => ({ id, clause, ...rest, ...window }));

const exceptionArb = (index: number, terms: readonly string[], names: Names): fc.Arbitrary<Exception> =>
  fc
    .record({
      shields: fc.uniqueArray(fc.constantFrom(...terms), { minLength: 1, maxLength: 2 }),
      defeats: index === 0 ? fc.constant<number[]>([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength: 1 }),
      kind: fc.constantFrom('carve-out' as const, 'loophole' as const, 'justification' as const, 'limit' as const),
      when: names.condition,
      window: windowArb(6),
    })
    .map(({ shields, defeats, kind, when, window }) => ({
      id: `e${index + 1}`,
      kind: defeats.length === 0 && kind === 'limit' ? ('loophole' as const) : kind,
      ...(kind === 'limit' && defeats.length > 0 ? {} : { shields }),
      ...(defeats.length > 0 ? { defeats: defeats.map((each) => `e${each + 1}`) } : {}),
      when,
      ...window,
    }));

const roleEntryArb = (count: number): fc.Arbitrary<RoleEntry> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...GROUP_IDS.slice(0, count)), windowArb(4))
        .map(([group, window]) => ({ group, source, ...window })),
    },
    { weight: 1, arbitrary: windowArb(2).map((window) => ({ listedBy: 'council', source, ...window })) },
  );

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A whole rulebook of one agreement. */
export const randomRulebook: fc.Arbitrary<RandomRulebook> = fc
  .record({
    groups: fc.integer({ min: 4, max: 8 }),
    roles: fc.integer({ min: 2, max: 4 }),
    terms: fc.integer({ min: 2, max: 5 }),
    exceptions: fc.integer({ min: 0, max: 5 }),
    readings: fc.integer({ min: 1, max: 3 }),
  })
  .chain((sizes) => {
    const groups: readonly string[] = GROUP_IDS.slice(0, sizes.groups);
    const roles: readonly string[] = ROLE_IDS.slice(0, sizes.roles);
    const leaf = anyLeaf(groups, roles);
    const condition = anyCondition(leaf, ['c1', 'c2']);
    const names: Names = { groups, roles, named: ['c1', 'c2'], condition };
    const terms = range(sizes.terms).map((index) => `t${index + 1}`);
    const exceptions = range(sizes.exceptions).map((index) => `e${index + 1}`);
    return fc
      .record({
        groups: fc.tuple(...groups.map((_, index) => groupArb(index))),
        zones: zonesArb,
        roles: fc.tuple(...roles.map(() => fc.array(roleEntryArb(sizes.groups), { minLength: 1, maxLength: 3 }))),
        named: fc.tuple(anyCondition(leaf, []), anyCondition(leaf, ['c1'])),
        terms: fc.tuple(...terms.map((id) => termArb(id, names))),
        exceptions: fc.tuple(...exceptions.map((_, index) => exceptionArb(index, terms, names))),
        readings: fc.tuple(
          ...range(sizes.readings).map((index) => readingArb(`reading-${index + 1}`, terms, exceptions, names)),
        ),
        from: fc.constantFrom('2019-12-31T00:00:00Z', '2019-12-31T00:00:00Z', DAYS[0] as string),
        until: fc.option(fc.constantFrom(...DAYS.slice(4)), { freq: 1 }),
      })
      .map(
        (made): RandomRulebook => ({
          groups: made.groups,
          zones: made.zones,
          definition: {
            format: 1,
            id: 'made-up',
            title: { en: 'Made up' },
            inForce: [{ from: made.from, source, ...(made.until === null ? {} : { until: made.until }) }],
            territory: { zone: 'land' },
            texts: [{ id: 'paper', title: 'Paper', language: 'en' }],
            vocabulary: [
              { name: 'flag', type: 'boolean', meaning: 'a flag' },
              { name: 'level', type: 'number', meaning: 'a level' },
              { name: 'mode', type: 'text', meaning: 'a mode' },
              { name: 'tags', type: 'set', meaning: 'tags' },
            ],
            roles: Object.fromEntries(roles.map((role, index) => [role, made.roles[index] ?? []])),
            conditions: { c1: made.named[0], c2: made.named[1] },
            terms: made.terms,
            exceptions: made.exceptions,
            readings: made.readings,
          },
        }),
      );
  });

/** Compiles a random rulebook, having checked that it is one that files could hold. */
export function compileRandom(
  { groups, definition, zones }: RandomRulebook,
  checked = true,
): { rulebook: Rulebook; agreement: CompiledAgreement } {
  if (checked) {
    agreementSchema.parse(definition);
    groupsSchema.parse({ format: 1, groups });
  }
  const rulebook = compileRulebook({ groups, agreements: [{ definition, zones }] }, 'sha256:made-up');
  return { rulebook, agreement: rulebook.agreements.get(definition.id) as CompiledAgreement };
}
