import { outcomesText } from '../domain/outcomes-text.js';
import { formatInstant } from '../domain/time.js';
import type { Judgement, Verdict } from '../domain/verdict.js';
import type { VerdictSummary } from '../domain/verdict-summary.js';
import type { Mark } from '../engine/marks.js';
import { bodyOf, readBody } from './verdict-body.js';

/** How a verdict lies in its tables. Pure. */

export interface NewVerdict {
  readonly id: string;
  readonly number: number;
  readonly judgement: Judgement;
  readonly summary: Pick<VerdictSummary, 'event' | 'occurred' | 'place' | 'kind' | 'actors' | 'targets'>;
  /** What it is found and counted by. */
  readonly marks: readonly Mark[];
  /** The code of the first-level area, where it is known. */
  readonly area: string | undefined;
  readonly occurred: { readonly from: number; readonly to: number };
  readonly supersedes?: string;
  readonly judgedAt: number;
  /** The judgement as it lies in its row, where it was packed before. */
  readonly body?: Buffer;
}

export const verdictRow = (verdict: NewVerdict) => ({
  ...verdictColumns(verdict),
  ended: null,
  body: verdict.body ?? bodyOf(verdict.judgement),
});

/** The columns that follow from the verdict and stay as they are: all but its body and its end. */
export function verdictColumns(verdict: NewVerdict) {
  const { judgement, summary } = verdict;
  return {
    number: verdict.number,
    id: verdict.id,
    incident: judgement.incident.id,
    version: judgement.incident.version,
    agreement: judgement.agreement,
    rulebook: judgement.rulebook,
    semantics: judgement.semantics,
    reading: judgement.reading,
    outcome: judgement.outcome,
    contested: judgement.contested ? 1 : 0,
    standing: judgement.readings[judgement.reading]?.standing ?? '',
    area: verdict.area ?? null,
    outcomes: outcomesText(judgement.readings),
    supersedes: verdict.supersedes ?? null,
    occurred_from: verdict.occurred.from,
    occurred_to: verdict.occurred.to,
    lon: summary.place?.lon ?? null,
    lat: summary.place?.lat ?? null,
    judged_at: verdict.judgedAt,
    summary: JSON.stringify(summaryOf(verdict)),
  };
}

function summaryOf({ id, number, judgement, summary, supersedes, judgedAt }: NewVerdict): VerdictSummary {
  const { readings, partedBy: _, ...head } = judgement;
  const short = Object.entries(readings).map(([reading, { outcome, possible, standing }]) => [
    reading,
    { outcome, possible, standing },
  ]);
  return {
    ...head,
    id,
    revision: number,
    ...(supersedes === undefined ? {} : { supersedes }),
    judgedAt: formatInstant(judgedAt),
    readings: Object.fromEntries(short),
    ...summary,
  };
}

/** A stored row as the whole verdict. */
export function verdictOf(row: Record<string, unknown>): Verdict {
  return {
    ...readBody(row.body as Buffer),
    id: String(row.id),
    revision: Number(row.number),
    ...(row.supersedes === null ? {} : { supersedes: String(row.supersedes) }),
    judgedAt: formatInstant(Number(row.judged_at)),
  };
}
