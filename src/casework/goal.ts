import type { Path } from '../authored/diagnostic.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import { fileOf, type Original, type Place } from './mutant.js';
import type { Truths } from './possible-truths.js';

/** What a set of cases should show of an agreement. */

export const GOAL_KINDS = [
  'term',
  'exception',
  'limit',
  'condition',
  'leaf',
  'acceptance',
  'presumption',
  'doubt',
  'date',
] as const;
export type GoalKind = (typeof GOAL_KINDS)[number];

export interface Goal {
  /** Unique in its agreement and stable. */
  readonly id: string;
  readonly kind: GoalKind;
  /** What it is asked of: `attack-on-opposition`. */
  readonly subject: string;
  readonly place: Place;
  /** The case to be written, after "no case where": "`on-no-roster` is unknown: leave out who was struck". */
  readonly wanted: string;
  /** Why no case can show it. */
  readonly impossible?: string | undefined;
}

export const TRUTHS: readonly Truth[] = [TRUE, FALSE, UNKNOWN];
export const TERM_PARTS = ['covered', 'protected', 'lifted', 'breached'] as const;
export type TermPart = (typeof TERM_PARTS)[number];

/** The ids by which what a case shows is found again among the goals. */
export const goalId = {
  term: (id: string, part: TermPart, truth: Truth) => `term ${id} ${part} ${word(truth)}`,
  exception: (id: string, truth: Truth) => `exception ${id} ${word(truth)}`,
  condition: (name: string, truth: Truth) => `condition ${name} ${word(truth)}`,
  leaf: (atom: number, truth: Truth) => `leaf ${atom} ${word(truth)}`,
  acceptance: (reading: string, id: string, state: string) => `acceptance ${reading} ${id} ${state}`,
  held: (what: 'presumption' | 'doubt', reading: string, index: number, state: string) =>
    `${what} ${reading} ${index} ${state}`,
  date: (place: Place, side: string) => `date ${place.file} ${place.path.join('.')} ${side}`,
};

export const word = (truth: Truth): 'true' | 'false' | 'unknown' =>
  truth === TRUE ? 'true' : truth === FALSE ? 'false' : 'unknown';

export const BECAUSE_OF_ITS_PARTS = 'its parts can come to no such truth';

/** One goal for each truth of something. */
export function goalsForTruths(
  original: Original,
  kind: GoalKind,
  subject: string,
  path: Path,
  truths: Truths,
  about: { id: (truth: Truth) => string; wanted: (truth: Truth) => string; impossible?: string | undefined },
): Goal[] {
  return TRUTHS.map((truth) => ({
    id: about.id(truth),
    kind,
    subject,
    place: { file: fileOf(original), path },
    wanted: about.wanted(truth),
    impossible: truths.has(truth) ? undefined : (about.impossible ?? BECAUSE_OF_ITS_PARTS),
  }));
}
