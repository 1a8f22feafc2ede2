import type { ReadingVerdict } from './verdict.js';
import { GRADES, type Grade, OUTCOMES, type Outcome, type OutcomeOrOpen } from './words.js';

/** What the reports of one event come to together, in one reading of one agreement (docs/decisions/0011-events.md). Pure. */

/** One report's verdict in the reading; `outside` where the agreement was surely not touched, so no verdict was given. */
export type Told = (Pick<ReadingVerdict, 'possible' | 'standing'> & { readonly presumes: boolean }) | 'outside';

export interface Together {
  readonly outcome: OutcomeOrOpen;
  readonly possible: Outcome[];
  readonly standing: ReadingVerdict['standing'];
  /** Nothing is left possible by the verdict of every one of the reports. */
  readonly contradictory: boolean;
  /** How many reports were counted. */
  readonly reports: number;
}

/** What an agreement that is surely not touched can still come to. */
const OUTSIDE: readonly Outcome[] = ['no_violation', 'out_of_scope', 'not_in_force'];

const possibleOf = (told: Told): readonly Outcome[] => (told === 'outside' ? OUTSIDE : told.possible);
const presumes = (told: Told) => told !== 'outside' && told.presumes;
const isOutside = (told: Told) => told === 'outside';
const ordered = (outcomes: Iterable<Outcome>): Outcome[] => {
  const found = new Set(outcomes);
  return OUTCOMES.filter((outcome) => found.has(outcome));
};
const shared = (all: readonly Told[]) =>
  OUTCOMES.filter((outcome) => all.every((told) => possibleOf(told).includes(outcome)));
const either = (all: readonly Told[]) => ordered(all.flatMap(possibleOf));

/**
 * All reports taken as true of one act: only what every one of them leaves possible. Where nothing is, they contradict each
 * other, and all that any of them leaves possible stays open: at least the outcomes of two reports, so never a firm answer.
 * What a report came to by a presumption does not narrow what another leaves open, because the other may know better; nor
 * does a report for which the agreement was not touched, but it contradicts those that say it was.
 * @param reports those that stand; at least one has a verdict
 */
export function together(reports: readonly Told[]): Together {
  const { possible, contradictory } = answerOf(reports);
  const [only] = possible;
  const outcome = possible.length === 1 && only !== undefined ? only : 'undetermined';
  return { outcome, possible, standing: standingOf(reports), contradictory, reports: reports.length };
}

function answerOf(reports: readonly Told[]): { readonly possible: Outcome[]; readonly contradictory: boolean } {
  const judged = reports.filter((told) => !isOutside(told));
  const common = shared(judged);
  const outside = judged.length < reports.length && !common.some((outcome) => OUTSIDE.includes(outcome));
  if (common.length === 0 || outside) return { possible: either(reports), contradictory: true };
  const alike = judged.every((told) => ordered(possibleOf(told)).length === common.length);
  const established = judged.filter((told) => !presumes(told));
  if (alike || established.length === judged.length) return { possible: common, contradictory: false };
  return { possible: established.length > 0 ? shared(established) : either(judged), contradictory: false };
}

/**
 * The strongest grade at which the reports of that grade or a better one come to the same answer by themselves; so a weak
 * report beside a strong one takes nothing away, and one that the answer needs does. Where one report says that the act did
 * not happen and another that it did, no more than `alleged`.
 */
function standingOf(reports: readonly Told[]): ReadingVerdict['standing'] {
  const graded = reports.flatMap((told) =>
    told === 'outside' || told.standing === 'disproved' ? [] : [{ told, rank: GRADES.indexOf(told.standing) }],
  );
  if (graded.length === 0) return 'disproved';
  const whole = answerOf(reports);
  const ranks = [...new Set(graded.map(({ rank }) => rank))].sort((a, b) => b - a);
  const enough = (rank: number) => {
    const part = [...graded.filter((each) => each.rank >= rank).map(({ told }) => told), ...reports.filter(isOutside)];
    return JSON.stringify(answerOf(part)) === JSON.stringify(whole);
  };
  const rank = ranks.find(enough) ?? (ranks.at(-1) as number);
  const denied = reports.some((told) => told !== 'outside' && told.standing === 'disproved');
  return GRADES[denied ? Math.min(rank, GRADES.indexOf('alleged')) : rank] as Grade;
}
