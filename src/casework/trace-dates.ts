import type { Situation } from '../engine/situation.js';
import type { RuleDate } from './dates.js';
import { goalId } from './goal.js';
import type { Original } from './mutant.js';

const DAY = 86_400_000;

/** Where an incident lies to the dates that bear on it: within a day before, from the instant on within a day, or across. */
export function datesShown(
  { agreement, registry }: Original,
  dates: readonly RuleDate[],
  situation: Situation,
  lifting: ReadonlySet<number>,
  into: Set<string>,
): void {
  const { from, to } = situation.occurrence;
  const named = groupsIn(situation);
  const forbidden = new Set(situation.kinds.flatMap((kind) => agreement.forbidding.get(kind) ?? []));
  const bears = ({ of, subject }: RuleDate): boolean => {
    if (of === 'force') return true;
    if (of === 'term')
      return agreement.terms.some((term) => term.definition.id === subject && forbidden.has(term.index));
    if (of === 'exception') return [...lifting].some((index) => agreement.exceptions[index]?.definition.id === subject);
    if (of === 'sighting') return true;
    return [...named].some((group) => registry.everPartOf(group, subject) || listed(subject, group));
  };
  const listed = (by: string, group: string) =>
    registry.groups.get(group)?.listings?.some((listing) => listing.by === by) === true;
  for (const date of dates) {
    const side =
      from < date.instant && to >= date.instant
        ? 'across'
        : to < date.instant && from >= date.instant - DAY
          ? 'before'
          : from >= date.instant && from < date.instant + DAY
            ? 'at'
            : undefined;
    if (side !== undefined && bears(date)) into.add(goalId.date(date.place, side));
  }
}

/** Every group that the report speaks of. */
function groupsIn({ candidates, holder, claims, coLocation }: Situation): Set<string> {
  const parties = [...candidates.flatMap(({ actor, target }) => [actor, target]), holder];
  const ids = [
    ...parties.flatMap(({ id, actsFor }) => [id, ...actsFor]),
    ...claims.map(({ group }) => group),
    ...(coLocation ?? []).map(({ group }) => group),
  ];
  return new Set(ids.filter((id) => id !== undefined));
}
