import type { VerdictSummary } from '../domain/verdict-summary.js';

/** A verdict as it leaves the house in a file, with what a reader needs who has nothing but the file. */

export interface ExportedSource {
  /** Absent where it is withheld. */
  readonly name?: string;
  readonly url?: string;
  /** Under which terms the source lets its reports be used; absent = not said. */
  readonly licence?: string;
}

export interface ExportedVerdict {
  readonly summary: VerdictSummary;
  /** The code of the first-level area, where it is known. */
  readonly area?: string;
  /** Of the report that was judged. */
  readonly sources: readonly ExportedSource[];
}

/** What holds for a whole file. */
export interface ExportFrame {
  /** The revision that the file shows. */
  readonly asOf: number;
  /** Where the service was asked, such as http://127.0.0.1:4370. */
  readonly origin: string;
}

/** Where a verdict can be read with its reasons. */
export const linkOf = ({ id }: VerdictSummary, { origin }: ExportFrame): string => `${origin}/v1/verdicts/${id}`;
