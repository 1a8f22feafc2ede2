import type { Move } from '../../src/counterfactual/move.js';
import type { Trial } from '../../src/counterfactual/trial.js';
import { movesOf } from '../../src/counterfactual/trial.js';
import type { OutcomeMask } from '../../src/engine/fold.js';

/** Every set of a size, each judged: nothing is passed over. The smallest sets that bring an outcome, up to a size. */
export function naiveSmallest(trial: Trial, wanted: OutcomeMask, most: number): readonly (readonly Move[])[] {
  const moves = movesOf(trial);
  for (let size = 1; size <= most; size += 1) {
    const found = setsOf(moves, size).filter((set) => trial.possible(set) === wanted);
    if (found.length > 0) return found;
  }
  return [];
}

function setsOf(moves: readonly Move[], size: number): (readonly Move[])[] {
  if (size === 0) return [[]];
  return moves.flatMap((move, index) =>
    setsOf(
      moves.slice(index + 1).filter((other) => other.key !== move.key),
      size - 1,
    ).map((rest) => [move, ...rest]),
  );
}

/** Sets in an order that hangs on nothing, each written as text. */
export const written = (sets: readonly (readonly Move[])[]): string[] =>
  sets.map((set) => JSON.stringify(set.map(({ pointer, to }) => [pointer, to]).sort())).sort();
