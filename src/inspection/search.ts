import { and, FALSE, not, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import { type Expression, LiveAtoms } from '../engine/expression.js';
import type { TruthSource } from '../engine/view.js';
import type { Assignment, Model, Reach } from './model.js';

/** Looks for an incident of which something is true, among all that an agreement can tell apart. */

/** What is looked for: how it stands with what is chosen so far and, while that is open, an atom that it hangs on. */
export interface Goal {
  look(assignment: Assignment): { readonly truth: Truth; readonly atom?: number | undefined };
}

export type Sought =
  | { readonly is: 'found'; readonly assignment: Assignment }
  /** Every choice was tried, or shown not to matter; `lasting` where only an act that lasts across several times would do. */
  | { readonly is: 'none'; readonly lasting?: true }
  /** Given up: there were too many choices. */
  | { readonly is: 'undecided' };

/** How many choices one search may try, and all searches of an agreement together. Counted, not timed, so that the findings are always the same. */
export const MOST_TRIED = 20_000;
export class Budget {
  left: number;
  constructor(left: number) {
    this.left = left;
  }
}

/** Tries every choice within reach until the goal is true of one; a choice that makes it false is left at once. */
export function seek(model: Model, goal: Goal, budget: Budget, reach: Reach, most = MOST_TRIED): Sought {
  const assignment = model.blank();
  let tried = 0;
  let gaveUp = false;
  const visit = (): boolean => {
    if (++tried > most || --budget.left < 0) {
      gaveUp = true;
      return false;
    }
    const { truth, atom } = goal.look(assignment);
    if (truth !== UNKNOWN) return truth === TRUE;
    const variable = atom === undefined ? undefined : model.nextFor(atom, assignment);
    if (variable === undefined) {
      gaveUp = true;
      return false;
    }
    const options = model.optionsOf(variable, assignment, reach);
    for (let option = 0; option < options && !gaveUp; option++) {
      assignment[variable] = option;
      if (visit()) return true;
    }
    assignment[variable] = -1;
    return false;
  };
  if (visit()) return { is: 'found', assignment };
  return { is: gaveUp ? 'undecided' : 'none' };
}

/** A truth that can be read from a source, with an unknown atom that it hangs on. */
export interface Formula {
  truth(source: TruthSource): Truth;
  live(source: TruthSource): number | undefined;
}

/** A compiled condition. */
export const expressed = (expression: Expression): Formula => ({
  truth: (source) => expression.truth(source),
  live: (source) => {
    const live = new LiveAtoms(1);
    expression.live(source, live);
    return [...live][0];
  },
});

/** One leaf. */
export const leafIs = (atom: number): Formula => ({
  truth: (source) => source.truth(atom),
  live: (source) => (source.truth(atom) === UNKNOWN ? atom : undefined),
});

export const negated = (part: Formula): Formula => ({
  truth: (source) => not(part.truth(source)),
  live: (source) => part.live(source),
});

export const every = (parts: readonly Formula[]): Formula => ({
  truth: (source) => {
    let least: Truth = TRUE;
    for (const part of parts) {
      least = and(least, part.truth(source));
      if (least === FALSE) break;
    }
    return least;
  },
  live: (source) => firstLive(parts, source),
});

export const some = (parts: readonly Formula[]): Formula => negated(every(parts.map(negated)));

function firstLive(parts: readonly Formula[], source: TruthSource): number | undefined {
  for (const part of parts) {
    const atom = part.truth(source) === UNKNOWN ? part.live(source) : undefined;
    if (atom !== undefined) return atom;
  }
  return undefined;
}
