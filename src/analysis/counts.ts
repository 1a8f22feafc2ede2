import { OUTCOMES, type OutcomeOrOpen } from '../domain/words.js';
import type { MarkCount } from '../store/count-marks.js';
import type { Unit } from '../store/counted-verdicts.js';

/** Sums that the ledger and the summary share. Pure. */

export type OutcomeCounts = Record<OutcomeOrOpen, number>;

/** How often each outcome came out, with what the undetermined ones are made of. */
export interface Outcomes {
  readonly byOutcome: OutcomeCounts;
  /** Undetermined, with a violation among what is possible; the rest of the undetermined is cleared either way. */
  readonly mayBeViolation: number;
  readonly clearedEitherWay: number;
  /** Those with a firm outcome: the second denominator. */
  readonly decided: number;
}

const NO_OUTCOMES = Object.fromEntries([...OUTCOMES, 'undetermined'].map((each) => [each, 0])) as OutcomeCounts;

/** @param mayBe of the undetermined ones how many may be a violation */
export function outcomesOf(counts: Partial<OutcomeCounts>, mayBe: number): Outcomes {
  const byOutcome = { ...NO_OUTCOMES, ...counts };
  return {
    byOutcome,
    mayBeViolation: mayBe,
    clearedEitherWay: byOutcome.undetermined - mayBe,
    decided: OUTCOMES.reduce((sum, outcome) => sum + byOutcome[outcome], 0),
  };
}

/** The outcomes among counts of marks of one reading: `outcome`, and `may` of a violation. */
export function outcomesAmong(counts: readonly Pick<MarkCount, 'kind' | 'value' | 'count'>[]): Outcomes {
  const byOutcome: Partial<OutcomeCounts> = {};
  let mayBe = 0;
  for (const { kind, value, count } of counts) {
    if (kind === 'outcome') byOutcome[value as OutcomeOrOpen] = (byOutcome[value as OutcomeOrOpen] ?? 0) + count;
    if (kind === 'may' && value === 'violation') mayBe += count;
  }
  return outcomesOf(byOutcome, mayBe);
}

/** How many verdicts counts add up to. */
export const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

/** How many of those of a kind are dated only roughly. */
export const roughAmong = (marks: readonly MarkCount[], kind: MarkCount['kind']): number =>
  marks.filter((mark) => mark.kind === kind).reduce((total, { rough }) => total + rough, 0);

/** The items in lists, by a key, in the order in which keys first come. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return groups;
}

/** By slice, in order; what is not known comes last. */
export function sliced(marks: readonly MarkCount[]): [string | number | null, MarkCount[]][] {
  return [...grouped(marks, ({ slice }) => slice)].sort(([a], [b]) =>
    a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
  );
}

/** What a count says of itself, so that no number stands without its unit. */
export const unitText = (unit: Unit): string =>
  unit === 'incidents'
    ? 'an incident is one report, in its current version; several reports may tell of one event'
    : 'an event is every report tied to it, counted once; reports of one event may come to different outcomes, so that sums may exceed the whole';
