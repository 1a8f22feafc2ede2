import { type Comparison, makeComparison } from '../comparison/comparison.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { KeptRulebooks } from './kept-rulebooks.js';

/** How many are held; verdicts of one record were judged by few rulebooks. */
const MOST_HELD = 8;

/** A rulebook that verdicts were judged by, held against the one that is live. */
export interface Compared {
  readonly before: Rulebook;
  readonly comparison: Comparison;
}

/** Comparisons of the rulebooks that verdicts name with the one that is live, made when they are first asked for. */
export class Comparisons {
  readonly #kept: KeptRulebooks;
  readonly #live: Rulebook;
  readonly #held = new Map<string, Compared | undefined>();

  constructor(kept: KeptRulebooks, live: Rulebook) {
    this.#kept = kept;
    this.#live = live;
  }

  /** @returns undefined where the rulebook of that hash cannot be built again */
  async with(hash: string): Promise<Compared | undefined> {
    if (this.#held.has(hash)) return this.#held.get(hash);
    const { rulebook: before } = await this.#kept.get(hash);
    const compared = before === undefined ? undefined : { before, comparison: makeComparison(before, this.#live) };
    if (this.#held.size >= MOST_HELD) this.#held.delete(this.#held.keys().next().value as string);
    this.#held.set(hash, compared);
    return compared;
  }
}
