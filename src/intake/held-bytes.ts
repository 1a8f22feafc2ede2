/** The bytes of one record while it arrives. What grows over the limit is counted and no longer held. */
export class HeldBytes {
  readonly #limit: number;
  #bytes = Buffer.allocUnsafe(4096);
  #held = 0;
  #size = 0;

  /** @param limit the most bytes that are held */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes were added, held or not. */
  get size(): number {
    return this.#size;
  }

  /** Copies, so that the chunk they came in can go. */
  add(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > this.#limit) {
      this.#held = 0;
      return;
    }
    const needed = this.#held + bytes.length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, Math.min(this.#limit, this.#bytes.length * 2)));
      this.#bytes.copy(larger, 0, 0, this.#held);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#held);
    this.#held = needed;
  }

  /** @returns the bytes, good until the next is added, or undefined where they were too many; and begins anew */
  take(): Uint8Array | undefined {
    const taken = this.#size > this.#limit ? undefined : this.#bytes.subarray(0, this.#held);
    this.#held = 0;
    this.#size = 0;
    return taken;
  }
}
