import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import type { Meter } from './meter.js';

/** What every action works on. Wired in app.ts, and in tests. */
export interface Service {
  readonly database: Database;
  /** The rulebook that is being served. A request takes it once and uses it throughout. */
  rulebook(): Rulebook;
  /**
   * Takes over the rulebook that went live, as `rulebook()` gives it from then on.
   * @throws Problem `not-ready` where this program cannot judge by it
   */
  readonly follow?: (hash: string) => Promise<Rulebook>;
  /** Told of what is judged and stored, where somebody counts. */
  readonly meter?: Meter;
  /** Milliseconds since 1970: the clock of the record, never of the judgement. */
  now(): number;
}
