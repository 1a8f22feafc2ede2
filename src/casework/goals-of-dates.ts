import type { RuleDate } from './dates.js';
import { type Goal, goalId } from './goal.js';

const WANTED = {
  before: 'an act within a day before it',
  at: 'an act from that instant on, within a day',
  across: 'an act some time between before and after it',
} as const;

/** Every date with an act just before it, one from it on, and one of which it is not known on which side it lies. */
export function dateGoals(dates: readonly RuleDate[]): Goal[] {
  return dates.flatMap((date) =>
    (['before', 'at', 'across'] as const).map((side) => ({
      id: goalId.date(date.place, side),
      kind: 'date' as const,
      subject: `${date.subject} ${date.end} ${date.text}`,
      place: date.place,
      wanted: `${date.what}, \`${date.end}: ${date.text}\`, meets ${WANTED[side]}`,
    })),
  );
}
