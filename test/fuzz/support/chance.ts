/** Chance that is the same for the same seed, so that what a fuzz found can be found again. */
export class Chance {
  #state: number;

  /** @param seed any whole numbers; each row of them is a chance of its own */
  constructor(...seed: readonly number[]) {
    this.#state = seed.reduce((state, each) => Math.imul(state ^ each, 0x9e3779b1) + 0x85ebca6b, 0x2545f491) | 0;
    for (let round = 0; round < 4; round += 1) this.next();
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  yes(probability = 0.5): boolean {
    return this.next() < probability;
  }

  oneOf<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('there is nothing to choose from');
    return list[this.below(list.length)] as T;
  }

  /** Some of a list, in its order. */
  some<T>(list: readonly T[], probability = 0.5): T[] {
    return list.filter(() => this.yes(probability));
  }
}
