import fc from 'fast-check';
import type { Condition, Doubt, Presumption, Reading } from '../../../src/domain/agreement.js';
import { claimCondition, GROUP_IDS, heldCondition, NATURE_POOL } from './random-conditions.js';

/** Random readings: acceptances of every kind, changes of roles and terms, presumptions that never disagree, doubts. */
export interface Names {
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly named: readonly string[];
  readonly condition: fc.Arbitrary<Condition>;
}

const someGroups = (count: number, minLength = 0) =>
  fc.uniqueArray(fc.constantFrom(...GROUP_IDS.slice(0, count)), { minLength, maxLength: 2 });

const why = 'because';
const held = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  heldCondition.map((unless) => ({ unless })),
  heldCondition.map((when) => ({ when })),
);
/** Presumptions and doubts of facts, at most one of each subject, so that none disagree. */
const presumedFact = (groups: readonly string[]): fc.Arbitrary<Presumption> =>
  fc
    .tuple(
      fc.oneof(
        fc.boolean().map((is) => ({ fact: 'struck.civilian', is })),
        fc.boolean().map((is) => ({ fact: 'flag', is })),
        fc.boolean().map((is) => ({ fact: 'response.toAttack', is })),
        fc.constantFrom('day', 'night').map((is) => ({ fact: 'mode', is })),
        fc.constantFrom(5, 10).map((is) => ({ fact: 'level', is })),
        fc.constantFrom(...groups).map((is) => ({ fact: 'actor.id', is })),
        fc.constantFrom(...groups).map((is) => ({ fact: 'target.id', is })),
        fc
          .tuple(fc.constantFrom(...groups), fc.constantFrom(...NATURE_POOL))
          .map(([group, contains]) => ({ fact: 'coLocation.natures', params: { group }, contains })),
      ),
      held,
    )
    .map(([presumption, conditions]) => ({ ...presumption, ...conditions, why }) as Presumption);

const DOUBTABLE = ['actor.id', 'target.id', 'flag', 'struck.civilian', 'struck.objects', 'act.kind'] as const;
const doubtArb: fc.Arbitrary<Doubt> = fc
  .tuple(fc.constantFrom(...DOUBTABLE), claimCondition)
  .map(([fact, when]) => ({ fact, when, why }));

const subjectOf = (each: Presumption) =>
  'exception' in each ? each.exception : `${each.fact} ${JSON.stringify(each.params ?? {})}`;

export function readingArb(
  id: string,
  terms: readonly string[],
  exceptions: readonly string[],
  names: Names,
): fc.Arbitrary<Reading> {
  const pick = <T extends string>(values: readonly T[], maxLength = 5) =>
    values.length === 0 ? fc.constant<T[]>([]) : fc.uniqueArray(fc.constantFrom(...values), { maxLength });
  const stance = fc.oneof(
    { weight: 4, arbitrary: fc.constant('always' as const) },
    { weight: 1, arbitrary: fc.constant('never' as const) },
    { weight: 1, arbitrary: fc.constant('undecided' as const) },
    { weight: 2, arbitrary: names.condition.map((when) => ({ when })) },
  );
  const rolesChange = fc.record({ with: someGroups(names.groups.length), without: someGroups(names.groups.length) });
  return fc
    .record({
      stances: fc.array(stance, { minLength: exceptions.length, maxLength: exceptions.length }),
      roles: fc.option(fc.tuple(fc.constantFrom(...names.roles), rolesChange), { freq: 1 }),
      added: fc.option(pick(terms, 1), { freq: 3 }),
      dropped: fc.option(pick(terms, 1), { freq: 3 }),
      ofExceptions: fc.tuple(pick(exceptions, 2), fc.tuple(fc.boolean(), fc.boolean()), fc.tuple(held, held)),
      ofFacts: fc.uniqueArray(presumedFact(names.groups), { maxLength: 2, selector: subjectOf }),
      doubts: fc.oneof(
        { weight: 3, arbitrary: fc.constant<Doubt[]>([]) },
        fc.uniqueArray(doubtArb, { maxLength: 1, selector: (each) => each.fact }),
      ),
    })
    .map(({ stances, roles, added, dropped, ofExceptions: [presumed, is, conditions], ofFacts, doubts }) => ({
      id,
      accepts: exceptions.flatMap((exception, index): Reading['accepts'] => {
        const each = stances[index];
        if (each === 'always') return [exception];
        return each === undefined || each === 'never' || each === 'undecided' ? [] : [{ exception, when: each.when }];
      }),
      undecided: exceptions.filter((_, index) => stances[index] === 'undecided'),
      ...(roles === null ? {} : { roles: { [roles[0]]: roles[1] } }),
      terms: { with: added ?? [], without: (dropped ?? []).filter((each) => !(added ?? []).includes(each)) },
      presumes: [
        ...presumed.map((exception, index) => ({ exception, is: is[index] ?? false, ...conditions[index], why })),
        ...ofFacts,
      ],
      doubts,
    }));
}
