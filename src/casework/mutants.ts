import type { Rulebook } from '../engine/rulebook.js';
import type { Mutant, Original } from './mutant.js';
import { mutateCondition } from './mutate-conditions.js';
import { mutateDates } from './mutate-dates.js';
import { mutateGroups } from './mutate-groups.js';
import { mutateReadings } from './mutate-readings.js';
import { mutateExceptions, mutateTerms } from './mutate-terms.js';
import { mutateZones } from './mutate-zones.js';

/**
 * What the mutants of an agreement are made from.
 * @throws RangeError where the rulebook has no agreement of that id.
 */
export function originalOf(rulebook: Rulebook, id: string): Original {
  const agreement = rulebook.agreements.get(id);
  const source = rulebook.source.agreements.find((each) => each.definition.id === id);
  if (agreement === undefined || source === undefined) throw new RangeError(`the rulebook has no agreement ${id}`);
  return { agreement, source, groups: rulebook.source.groups, registry: rulebook.registry };
}

/** @returns every mutant of an agreement, each id once, always in the same order. */
export function mutantsOf(original: Original): Mutant[] {
  const { conditions = {} } = original.source.definition;
  const found = [
    ...Object.entries(conditions).flatMap(([name, condition]) =>
      mutateCondition(original, ['conditions', name], condition),
    ),
    ...mutateTerms(original),
    ...mutateExceptions(original),
    ...mutateReadings(original),
    ...mutateGroups(original),
    ...mutateDates(original),
    ...mutateZones(original),
  ];
  return [...new Map(found.map((mutant) => [mutant.id, mutant])).values()];
}
