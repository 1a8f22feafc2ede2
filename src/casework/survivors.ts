import type { Case } from '../domain/worked-case.js';
import { compileMutant } from './compile-mutant.js';
import type { Mutant, Original } from './mutant.js';
import { type Nearby, Neighbourhood } from './nearby.js';
import { answers } from './skeleton.js';

/** For a mutant that no case noticed: a report that the rules and the mutant answer differently. */
export interface Telling extends Nearby {
  readonly differences: readonly { readonly reading: string; readonly rules: unknown; readonly mutant: unknown }[];
}

/** How many reports are tried for each survivor. */
const MOST_TRIED = 1_500;

/** Looks for the cases still to be written. */
export class Survivors {
  readonly #original: Original;
  readonly #around: Neighbourhood;
  readonly #answered = new Map<string, ReturnType<typeof answers>>();

  constructor(original: Original, cases: readonly Case[]) {
    this.#original = original;
    this.#around = new Neighbourhood(original, cases);
  }

  /** @returns undefined where none of those tried tells the mutant from the rules. */
  telling(mutant: Mutant): Telling | undefined {
    const mutated = compileMutant(this.#original, mutant.change);
    const words = [...mutant.says.matchAll(/`([^`]+)`/g), ...mutant.place.path.map((step) => ['', String(step)])]
      .map((match) => String(match[1]))
      .filter((each) => each.includes('-'));
    const likely = (incident: unknown) => {
      const text = JSON.stringify(incident);
      return words.some((each) => text.includes(each));
    };
    for (const near of this.#around.around(likely, MOST_TRIED)) {
      const after = answers(mutated, near.incident);
      const differences = [...this.#answersOf(near)].flatMap(([reading, rules]) => {
        const other = after.get(reading);
        return JSON.stringify(rules) === JSON.stringify(other) ? [] : [{ reading, rules, mutant: other }];
      });
      if (differences.length > 0) return { ...near, differences };
    }
    return undefined;
  }

  #answersOf({ incident }: Nearby) {
    const key = JSON.stringify(incident);
    const known = this.#answered.get(key) ?? answers(this.#original, incident);
    this.#answered.set(key, known);
    return known;
  }
}
