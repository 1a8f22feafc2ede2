/** A small source of chance that a number starts (mulberry32), so that every run can be repeated. */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, and never, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError('nothing to pick from');
    return values[this.below(values.length)] as T;
  }

  /** True with the given chance, from 0 to 1. */
  sometimes(chance: number): boolean {
    return this.next() < chance;
  }

  shuffled<T>(values: readonly T[]): T[] {
    const left = [...values];
    const mixed: T[] = [];
    while (left.length > 0) mixed.push(...left.splice(this.below(left.length), 1));
    return mixed;
  }
}
