import type { Difference } from '../domain/differences.js';
import type { SecondOpinion } from '../engine/second-opinion.js';

/** A verdict that was judged again: what differs, and what a second engine says. */
export interface CheckedVerdict {
  readonly verdictId: string;
  readonly rulebook: string;
  readonly semantics: number;
  /** Why it could not be judged again; absent where it was. */
  readonly notReplayed?: string;
  /**
   * What was redacted of its report, as pointers; absent where nothing was. The hash of the report as it was sent can no
   * longer be checked then.
   */
  readonly redacted?: readonly string[];
  /** None where all is as it was stored. */
  readonly differences: readonly Difference[];
  /** For each reading; absent when it was not asked for. */
  readonly secondOpinion?: readonly SecondOpinion[];
}
