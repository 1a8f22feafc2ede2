import type { CheckedVerdict } from '../actions/checked-verdict.js';
import type { Sampling, SecondOpinion } from '../engine/second-opinion.js';

/** What a verification came to, counted while it runs. */
export class VerifyTally {
  replayed = 0;
  /** Not judged again, because a fact of the report was redacted: no difference, and not fine print either. */
  redacted = 0;
  /** Judged again from a report of which something was redacted that no rule reads: its hash could not be checked. */
  hashGone = 0;
  differences = 0;
  checked = 0;
  disagreements = 0;
  readonly notReplayed = new Map<string, number>();
  /** Verdicts under one reading: firm ones, open ones, and those of which every completion was run. */
  readonly readings = { firm: 0, undetermined: 0, exhaustive: 0 };
  /** The fewest completions run for a firm reading that has more than were run; undefined where all were run. */
  fewest: number | undefined;

  /** @returns whether there is anything to tell of it */
  add({ notReplayed, redacted, differences, secondOpinion = [] }: CheckedVerdict): boolean {
    const gone = redacted !== undefined && notReplayed !== undefined && differences.length === 0;
    if (notReplayed === undefined) this.replayed += 1;
    else if (gone) this.redacted += 1;
    else this.notReplayed.set(notReplayed, (this.notReplayed.get(notReplayed) ?? 0) + 1);
    if (redacted !== undefined && notReplayed === undefined) this.hashGone += 1;
    this.differences += differences.length;
    for (const opinion of secondOpinion) this.#addOpinion(opinion);
    return (
      (notReplayed !== undefined && !gone) || differences.length > 0 || secondOpinion.some(({ agrees }) => !agrees)
    );
  }

  #addOpinion({ outcome, checked, exhaustive, agrees, disagreements }: SecondOpinion): void {
    const firm = outcome !== 'undetermined';
    this.readings[firm ? 'firm' : 'undetermined'] += 1;
    if (exhaustive) this.readings.exhaustive += 1;
    else if (firm) this.fewest = Math.min(this.fewest ?? checked, checked);
    this.checked += checked;
    if (!agrees) this.disagreements += Math.max(1, disagreements.length);
  }

  /** Whether every verdict was judged again, but for those of which facts were redacted, and nothing differed. */
  fine(verdicts: number): boolean {
    return this.replayed + this.redacted === verdicts && this.differences === 0 && this.disagreements === 0;
  }
}

export interface Verified {
  readonly verdicts: number;
  readonly tally: VerifyTally;
  /** Runs of json-rules-engine; undefined where it was not asked. */
  readonly ran: number | undefined;
  readonly sampling: Sampling | undefined;
  /** What else is told of it, such as the revision or the hashes of a file. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly seconds: number;
}

/** The counts of contract/verdict.md, with what they are made of beside them. */
export function verifiedJson({ verdicts, tally, ran, sampling, about, seconds }: Verified): Record<string, unknown> {
  const { replayed, redacted, hashGone, differences, checked, disagreements, readings, fewest } = tally;
  return {
    verdicts,
    replayed,
    redacted,
    hashGone,
    differences,
    notReplayed: Object.fromEntries(tally.notReplayed),
    secondOpinion: {
      checked,
      disagreements,
      asked: sampling !== undefined,
      ...(sampling === undefined
        ? {}
        : {
            runs: ran,
            readings,
            completions: sampling.samples,
            allBelow: sampling.exhaustiveBelow,
            fewestOfFirm: fewest,
          }),
    },
    ...about,
    seconds,
  };
}
