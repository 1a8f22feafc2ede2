import { deflateSync, inflateSync } from 'node:zlib';
import { formatInstant } from '../domain/time.js';
import type { Judgement, Verdict } from '../domain/verdict.js';
import type { VerdictSummary } from '../domain/verdict-summary.js';
import { OUTCOMES, type Outcome } from '../domain/words.js';

/** How a verdict lies in its tables. Pure. */

export interface NewVerdict {
  readonly id: string;
  readonly number: number;
  readonly judgement: Judgement;
  readonly summary: Pick<VerdictSummary, 'event' | 'occurred' | 'place' | 'kind' | 'actors' | 'targets'>;
  /** Every group that acted or was struck, with all that it is a member of. */
  readonly parties: readonly string[];
  readonly occurred: { readonly from: number; readonly to: number };
  readonly supersedes?: string;
  readonly judgedAt: number;
}

/** Outcomes as one number: a bit for each, in the order of OUTCOMES. */
export const outcomeBits = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((bits, outcome) => bits | (1 << OUTCOMES.indexOf(outcome)), 0);

export function verdictRow(verdict: NewVerdict) {
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
    ended: null,
    supersedes: verdict.supersedes ?? null,
    occurred_from: verdict.occurred.from,
    occurred_to: verdict.occurred.to,
    lon: summary.place?.lon ?? null,
    lat: summary.place?.lat ?? null,
    judged_at: verdict.judgedAt,
    summary: JSON.stringify(summaryOf(verdict)),
    body: deflateSync(JSON.stringify(judgement)),
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

export const readingRows = ({ number, judgement }: NewVerdict) =>
  Object.entries(judgement.readings).map(([reading, { outcome, possible, standing }]) => ({
    number,
    reading,
    outcome,
    possible: outcomeBits(possible),
    standing,
  }));

/** What a verdict is found by: its parties, and per reading the terms breached or lifted and the exceptions that lifted. */
export function markRows({ number, judgement, parties }: NewVerdict) {
  const rows = new Map<string, { number: number; reading: string; kind: string; value: string }>();
  const mark = (reading: string, kind: string, value: string) =>
    rows.set(JSON.stringify([reading, kind, value]), { number, reading, kind, value });
  for (const party of parties) mark('', 'party', party);
  for (const [reading, { candidates }] of Object.entries(judgement.readings)) {
    for (const term of candidates.filter(({ votes }) => votes).flatMap(({ terms }) => terms)) {
      if (term.state !== 'breached' && term.state !== 'lifted') continue;
      mark(reading, term.state, term.id);
      if (term.state === 'lifted')
        for (const exception of term.lifting) if (exception.holds === 'true') mark(reading, 'exception', exception.id);
    }
  }
  return [...rows.values()];
}

/** A stored row as the whole verdict. */
export function verdictOf(row: Record<string, unknown>): Verdict {
  const judgement = JSON.parse(inflateSync(row.body as Buffer).toString('utf8')) as Judgement;
  return {
    ...judgement,
    id: String(row.id),
    revision: Number(row.number),
    ...(row.supersedes === null ? {} : { supersedes: String(row.supersedes) }),
    judgedAt: formatInstant(Number(row.judged_at)),
  };
}
