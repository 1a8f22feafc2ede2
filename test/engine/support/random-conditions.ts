import fc from 'fast-check';
import type { Condition, Leaf } from '../../../src/domain/agreement.js';

/** Random leaves and conditions over a small world of groups, roles, zones and facts. */

export const GROUP_IDS = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8'] as const;
export const ROLE_IDS = ['r1', 'r2', 'r3', 'r4'] as const;
export const KIND_POOL = ['airstrike', 'shelling', 'siege', 'flight', 'looting', 'clash'] as const;
export const OBJECT_POOL = ['hospital', 'position', 'vehicle'] as const;
export const NATURE_POOL = ['same-town', 'same-building', 'none'] as const;
export const CLAIM_POOL = ['self-defence', 'denial', 'target'] as const;
export const NUMBER_POOL = [1, 5, 10] as const;

const leaf = (fact: string, operator: string, value: Leaf['value'], params?: Leaf['params']): Leaf =>
  params === undefined ? { fact, operator, value } : { fact, operator, value, params };

const someOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const containment = fc.constantFrom('contains', 'contains', 'doesNotContain');
const equality = fc.constantFrom('equal', 'equal', 'notEqual');
const order = fc.constantFrom('lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive');

const setLeaf = (fact: string, members: readonly string[], params?: fc.Arbitrary<Leaf['params']>): fc.Arbitrary<Leaf> =>
  fc
    .tuple(containment, someOf(members), params ?? fc.constant(undefined))
    .map(([operator, value, given]) => leaf(fact, operator, value, given));

const textLeaf = (fact: string, values: readonly string[]): fc.Arbitrary<Leaf> =>
  fc.oneof(
    fc.tuple(equality, someOf(values)).map(([operator, value]) => leaf(fact, operator, value)),
    fc
      .tuple(fc.constantFrom('in', 'notIn'), fc.uniqueArray(someOf(values), { minLength: 1, maxLength: 2 }))
      .map(([operator, value]) => leaf(fact, operator, value)),
  );

const booleanLeaf = (fact: string, params?: fc.Arbitrary<Leaf['params']>): fc.Arbitrary<Leaf> =>
  fc
    .tuple(equality, fc.boolean(), params ?? fc.constant(undefined))
    .map(([operator, value, given]) => leaf(fact, operator, value, given));

const numberLeaf = (
  fact: string,
  values: readonly number[],
  params?: fc.Arbitrary<Leaf['params']>,
): fc.Arbitrary<Leaf> =>
  fc
    .tuple(fc.oneof(order, order, equality), someOf(values), params ?? fc.constant(undefined))
    .map(([operator, value, given]) => leaf(fact, operator, value, given));

const CLASS_POOL = ['attack', 'aerial', 'access'];

/** Leaves that say what was done. */
export const actLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.constant(leaf('act.classes', 'contains', 'attack')),
  setLeaf('act.classes', CLASS_POOL),
  textLeaf('act.kind', KIND_POOL),
);

/** Any leaf. Groups above the registry's size are left out. */
export function anyLeaf(groups: readonly string[], roles: readonly string[]): fc.Arbitrary<Leaf> {
  const group = someOf(groups).map((each): Leaf['params'] => ({ group: each }));
  const groupOrRole = fc.oneof(
    { weight: 3, arbitrary: group },
    someOf(roles).map((role): Leaf['params'] => ({ role })),
  );
  const by = fc.oneof(
    fc.constant(undefined),
    someOf(groups).map((each): Leaf['params'] => ({ by: each })),
    someOf(roles).map((each): Leaf['params'] => ({ byRole: each })),
  );
  const parties = (['actor', 'target'] as const).flatMap((party) => [
    textLeaf(`${party}.id`, groups),
    setLeaf(`${party}.groups`, groups),
    setLeaf(`${party}.roles`, roles),
  ]);
  return fc.oneof(
    ...parties,
    textLeaf('target.kind', ['state', 'armed-group']),
    actLeaf,
    setLeaf('struck.objects', OBJECT_POOL),
    booleanLeaf('struck.civilian'),
    textLeaf('struck.holder', groups),
    setLeaf('struck.holderRoles', roles),
    setLeaf('struck.holderGroups', groups),
    textLeaf('weapon.class', ['aerial-bomb', 'mortar']),
    numberLeaf('weapon.calibreMm', NUMBER_POOL),
    numberLeaf('harm.killed', NUMBER_POOL),
    setLeaf('place.zones', ['land', 'north']),
    fc
      .tuple(order, fc.constantFrom(50, 150), fc.constantFrom('post', 'north'))
      .map(([operator, value, to]) => leaf('place.distanceKm', operator, value, { to })),
    setLeaf('coLocation.natures', NATURE_POOL, groupOrRole),
    setLeaf('coLocation.groups', groups),
    numberLeaf('coLocation.distanceKm', [1, 5], group),
    booleanLeaf('coLocation.denied', group),
    setLeaf('claims.kinds', CLAIM_POOL, by),
    setLeaf('claims.targets', groups, by),
    booleanLeaf('response.toAttack'),
    numberLeaf('response.minutesAfter', NUMBER_POOL),
    booleanLeaf('access.cleared'),
    setLeaf('access.items', ['food', 'medical']),
    numberLeaf('time.hoursSinceStart', [12, 48]),
    booleanLeaf('flag'),
    booleanLeaf('flag'),
    numberLeaf('level', NUMBER_POOL),
    textLeaf('mode', ['day', 'night']),
    setLeaf('tags', ['red', 'blue']),
  );
}

/** A condition of at most two levels of all, any and not, with references to the named ones. */
export function anyCondition(leafArb: fc.Arbitrary<Leaf>, named: readonly string[]): fc.Arbitrary<Condition> {
  const simple: fc.Arbitrary<Condition> =
    named.length === 0
      ? leafArb
      : fc.oneof(
          { weight: 5, arbitrary: leafArb },
          someOf(named).map((condition) => ({ condition })),
        );
  const inner: fc.Arbitrary<Condition> = fc.oneof(
    { weight: 4, arbitrary: simple },
    { weight: 1, arbitrary: simple.map((not): Condition => ({ not })) },
  );
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 4, arbitrary: inner },
    { weight: 2, arbitrary: list.map((all): Condition => ({ all })) },
    { weight: 2, arbitrary: list.map((any): Condition => ({ any })) },
    { weight: 1, arbitrary: list.map((any): Condition => ({ not: { any } })) },
    { weight: 1, arbitrary: fc.tuple(list, list).map(([any, all]): Condition => ({ all: [{ any }, { all }] })) },
  );
}

/** Conditions that presumptions and doubts may put: leaves that a monitor always answers, or a bare own fact. */
export const heldCondition: fc.Arbitrary<Leaf> = fc.oneof(
  fc.constantFrom(...CLAIM_POOL).map((kind) => leaf('claims.kinds', 'contains', kind)),
  fc.constant(leaf('coLocation.reported', 'equal', true)),
  fc.constant(leaf('flag', 'equal', true)),
);
export const claimCondition: fc.Arbitrary<Leaf> = fc
  .constantFrom(...CLAIM_POOL)
  .map((kind) => leaf('claims.kinds', 'contains', kind));
