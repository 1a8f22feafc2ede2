/** Deeper brackets are only counted: no report has them, and what is sent must not grow what is held. */
const DEEPEST = 256;

/** Which brackets are open, in order. */
export class OpenBrackets {
  readonly #kinds: number[] = [];
  #deeper = 0;

  get none(): boolean {
    return this.#kinds.length === 0;
  }

  /** The byte that opened the innermost; undefined where none is open, or so many that they are only counted. */
  get innermost(): number | undefined {
    return this.#deeper > 0 ? undefined : this.#kinds.at(-1);
  }

  has(kind: number): boolean {
    return this.#deeper > 0 || this.#kinds.includes(kind);
  }

  /** @param kind the byte that opens */
  open(kind: number): void {
    if (this.#kinds.length < DEEPEST) this.#kinds.push(kind);
    else this.#deeper += 1;
  }

  /** Closes the innermost of a kind, and what is open within it; nothing where none is. */
  close(kind: number): void {
    if (this.#deeper > 0) {
      this.#deeper -= 1;
      return;
    }
    const at = this.#kinds.lastIndexOf(kind);
    if (at >= 0) this.#kinds.length = at;
  }

  clear(): void {
    this.#kinds.length = 0;
    this.#deeper = 0;
  }
}
