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
    const now = performance.now();
    if (now - this.#told < (this.#terminal ? 100 : 5_000)) return;
    this.#told = now;
    const share = this.#total > 0 ? Math.min(1, done / this.#total) : 0;
    const seconds = Math.round((now - this.#began) / 1000);
    const percent = this.#total > 0 ? `${Math.floor(share * 100)}%`.padStart(4) : `${Math.floor(done / 1e6)} MB`;
    if (!this.#terminal) process.stderr.write(`${percent}  ${text}  ${seconds} s\n`);
    else {
      const full = Math.round(share * 30);
      process.stderr.write(`\r[${'#'.repeat(full)}${'.'.repeat(30 - full)}]${percent}  ${text}  ${seconds} s\u001b[K`);
    }
  }

  /** Clears the line for what comes after. */
  end(): void {
    if (this.#terminal) process.stderr.write('\r\u001b[K');
  }
}
