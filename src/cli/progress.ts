/** How far a long job is, on standard error: one line that is written over on a terminal, else a line now and then. */
export class Progress {
  readonly #total: number;
  readonly #terminal: boolean;
  readonly #began = performance.now();
  #told = performance.now();

  constructor(total: number) {
    this.#total = total;
    this.#terminal = process.stderr.isTTY === true;
  }

  /**
   * @param done in the unit of the total, which is bytes where the total is not known
   * @param text what to say beside the bar
   */
  show(done: number, text: string): void {
    const seconds = this.#due();
    if (seconds === undefined) return;
    const share = this.#total > 0 ? Math.min(1, done / this.#total) : 0;
    const percent = this.#total > 0 ? `${Math.floor(share * 100)}%`.padStart(4) : `${Math.floor(done / 1e6)} MB`;
    if (!this.#terminal) process.stderr.write(`${percent}  ${text}  ${seconds} s\n`);
    else {
      const full = Math.round(share * 30);
      process.stderr.write(`\r[${'#'.repeat(full)}${'.'.repeat(30 - full)}]${percent}  ${text}  ${seconds} s\u001b[K`);
    }
  }

  /** Where nobody knows how much there is to do. @param text how far it is */
  tell(text: string): void {
    const seconds = this.#due();
    if (seconds === undefined) return;
    process.stderr.write(this.#terminal ? `\r${text}  ${seconds} s\u001b[K` : `${text}  ${seconds} s\n`);
  }

  /** Seconds since it began; undefined where it was told only just now. */
  #due(): number | undefined {
    const now = performance.now();
    if (now - this.#told < (this.#terminal ? 100 : 5_000)) return undefined;
    this.#told = now;
    return Math.round((now - this.#began) / 1000);
  }

  /** Clears the line for what comes after. */
  end(): void {
    if (this.#terminal) process.stderr.write('\r\u001b[K');
  }
}
