import type { Case } from '../domain/worked-case.js';
import { decidingDates, type RuleDate } from './dates.js';
import type { Goal } from './goal.js';
import { goalsOf } from './goals.js';
import type { Original } from './mutant.js';
import { shownBy } from './trace-case.js';

/** What of an agreement its worked cases show, and what is still to be written. */
export interface Coverage {
  readonly agreement: string;
  /** The goals that some case can show, each with the cases that do. */
  readonly goals: readonly (Goal & { readonly cases: readonly string[] })[];
  /** Those that no case can. */
  readonly impossible: readonly (Goal & { readonly impossible: string })[];
  readonly dates: readonly RuleDate[];
}

/** @param cases of this agreement; a reading that a case does not name is not covered by it. */
export function coverageOf(original: Original, cases: readonly Case[]): Coverage {
  const dates = decidingDates(original);
  const goals = goalsOf(original, dates);
  const shown = new Map<string, string[]>();
  for (const each of cases)
    for (const id of shownBy(original, dates, each.incident, Object.keys(each.expect)))
      shown.set(id, [...(shown.get(id) ?? []), each.id]);
  return {
    agreement: original.source.definition.id,
    goals: goals
      .filter((goal) => goal.impossible === undefined)
      .map((goal) => ({ ...goal, cases: shown.get(goal.id) ?? [] })),
    impossible: goals.flatMap((goal) =>
      goal.impossible === undefined ? [] : [{ ...goal, impossible: goal.impossible }],
    ),
    dates,
  };
}

/** The goals that no case shows. */
export const missingFrom = (coverage: Coverage): Coverage['goals'] =>
  coverage.goals.filter((goal) => goal.cases.length === 0);
