import type { NewVerdict } from '../store/verdict-rows.js';

/** What actions tell of their work to whoever counts. Nothing of what a report says is told. */
export interface Meter {
  /** An incident was judged. @param seconds of the clock; judging does not pause, so this is processor time too */
  judged(seconds: number): void;
  /** Verdicts were stored, and are committed. */
  stored(verdicts: readonly Pick<NewVerdict, 'judgement'>[]): void;
}

/** Does some judging of one incident and tells the meter, where there is one, how long it took. */
export function timed<T>(meter: Meter | undefined, judge: () => T): T {
  if (meter === undefined) return judge();
  const start = performance.now();
  const judged = judge();
  meter.judged((performance.now() - start) / 1000);
  return judged;
}
