import type { OutcomeMask } from '../engine/fold.js';
import type { Move } from './move.js';
import { canRelax, relaxed } from './relaxed.js';
import { movesOf, type Trial } from './trial.js';

/** The smallest sets of changes that bring an outcome. */

/** The most changes in a set, and the most judgements made for one reading. */
export const MOST_CHANGES = 4;
export const BUDGET = 8_000;
/** After so many judgements the search lets others have a turn. */
const TURN = 100;

export interface Found {
  /** Every set of the smallest size that brings the outcome, in no order yet; none where the budget did not reach so far. */
  readonly sets: readonly (readonly Move[])[];
  readonly moves: readonly Move[];
  /** Every set of up to so many changes was tried. */
  readonly changes: number;
}

/**
 * Tries every set of one change, then of two, and so on, until some of one size bring the outcome or the budget is used up.
 * @param fits whether a changed report may be sent at all; asked only of sets that bring the outcome
 * @returns by way of a generator, so that whoever drives it can do other things in between
 */
export function* smallestChanges(
  trial: Trial,
  wanted: OutcomeMask,
  fits: (moves: readonly Move[]) => boolean,
  budget = BUDGET,
): Generator<undefined, Found> {
  const moves = movesOf(trial);
  yield;
  const facts = factsOf(moves);
  for (let size = 1; size <= Math.min(MOST_CHANGES, facts.length); size += 1) {
    const sets: (readonly Move[])[] = [];
    for (const chosen of combinations(facts, size)) {
      for (const set of bringing(trial, wanted, chosen)) {
        if (set !== undefined && fits(set)) sets.push(set);
        if (trial.judgements >= budget) return { sets: [], moves, changes: size - 1 };
        if (trial.judgements % TURN === 0) yield;
      }
    }
    if (sets.length > 0) return { sets, moves, changes: size };
  }
  return { sets: [], moves, changes: Math.min(MOST_CHANGES, facts.length) };
}

/** The moves of each fact; those that cannot be taken to be unknown first, then those of few values. */
function factsOf(moves: readonly Move[]): (readonly Move[])[] {
  const byKey = new Map<string, Move[]>();
  for (const move of moves) byKey.set(move.key, [...(byKey.get(move.key) ?? []), move]);
  const facts = [...byKey.values()];
  const whole = (fact: readonly Move[]) => fact.every(canRelax);
  const fewest = (a: readonly Move[], b: readonly Move[]) => a.length - b.length;
  return [...facts.filter((fact) => !whole(fact)).sort(fewest), ...facts.filter(whole).sort(fewest)];
}

/** Every choice of so many items, in order. */
function* combinations<T>(
  items: readonly T[],
  size: number,
  from = 0,
  chosen: readonly T[] = [],
): Generator<readonly T[]> {
  if (chosen.length === size) {
    yield chosen;
    return;
  }
  for (let at = from; at <= items.length - (size - chosen.length); at += 1)
    yield* combinations(items, size, at + 1, [...chosen, items[at] as T]);
}

/**
 * Every choice of one move for each of some facts that brings the outcome, and undefined for every step that was tried in
 * vain. Facts not chosen yet are taken to be unknown: where the outcome is not even possible then, no choice brings it.
 */
function* bringing(
  trial: Trial,
  wanted: OutcomeMask,
  facts: readonly (readonly Move[])[],
  chosen: readonly Move[] = [],
): Generator<readonly Move[] | undefined> {
  const [fact, ...rest] = facts;
  if (fact === undefined) {
    yield trial.possible(chosen) === wanted ? chosen : undefined;
    return;
  }
  const open = facts.map(([first]) => first as Move);
  if (open.every(canRelax)) {
    const mask = trial.counted(() => relaxed(trial.searched, trial.situationWith(chosen), open));
    if ((mask & wanted) === 0) return yield undefined;
  }
  for (const move of fact) yield* bringing(trial, wanted, rest, [...chosen, move]);
}

/** The most plausible first: by its least plausible change, then by all together, then by what is changed. */
export function byPlausibility(a: readonly Move[], b: readonly Move[]): number {
  const ranks = (set: readonly Move[]) => set.map(({ rank }) => rank).sort((x, y) => y - x);
  const [left, right] = [ranks(a), ranks(b)];
  for (const [index, rank] of left.entries()) if (rank !== right[index]) return rank - (right[index] ?? 0);
  const text = (set: readonly Move[]) => JSON.stringify(set.map(({ pointer, to }) => [pointer, to]));
  return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
}
