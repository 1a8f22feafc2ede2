import { z } from 'zod';
import type { SubmitAnswer } from '../actions/submit-many.js';
import type { Taken } from '../actions/submit-stream.js';
import { Problem, problemSchema } from '../domain/problem.js';
import { shownToSender } from '../domain/shown.js';
import type { View } from '../domain/shown-view.js';
import { warningSchema } from '../domain/verdict.js';
import { OUTCOMES } from '../domain/words.js';
import type { UnknownWords } from '../intake/unknown-words.js';
import { possibleDuplicates, revision } from './answers.js';

/** The lines of a batch's answer: one for each record, then the summary. */

const outcome = z.enum([...OUTCOMES, 'undetermined']);
const whole = z.number().int().min(0);
const count = (description: string) => whole.describe(description);

export const batchLine = z
  .strictObject({
    line: z.number().int().min(1).describe('The line it begins on; of a JSON array the number of the element'),
    status: z
      .union([z.literal(201), z.literal(200), z.literal(204), z.literal(409), z.literal(422)])
      .describe('201 stored and judged, 200 was there before, 204 no report and passed over, otherwise refused'),
    id: z.string().optional().describe('Of the incident'),
    outcome: outcome.optional().describe('Of the headline reading, where exactly one agreement is touched'),
    outcomes: z
      .record(z.string(), z.record(z.string(), outcome))
      .optional()
      .describe('By agreement, then by reading; what is not named is surely not touched'),
    warnings: z.array(warningSchema).optional(),
    possibleDuplicateOf: possibleDuplicates.optional(),
    skipped: z.string().optional().describe('Why the record is no report'),
    problem: problemSchema.optional(),
  })
  .meta({ id: 'BatchLine' });
type BatchLine = z.output<typeof batchLine>;

export const batchSummary = z
  .strictObject({
    summary: z.strictObject({
      read: count('Records of the input'),
      stored: count('New in the record'),
      unchanged: count('Were there before, with the same content'),
      refused: count('Not stored; each has a line that says why'),
      skipped: count('No reports by the profile’s own rule'),
      complete: z.literal(true),
      rulebook: z.string().describe('What was live at the end; each verdict says which rulebook judged it'),
      unknownColumns: z
        .array(z.strictObject({ column: z.string(), nearest: z.array(z.string()) }))
        .optional()
        .describe('Of CSV: columns that the profile does not know; they were not read'),
      unknownValues: z
        .array(z.strictObject({ column: z.string(), value: z.string(), count: whole, nearest: z.array(z.string()) }))
        .optional()
        .describe('Of CSV: values that the profile does not know, the most frequent first'),
      moreUnknownValues: whole.optional().describe('How often a value that is not listed was not known'),
      revision,
    }),
  })
  .meta({ id: 'BatchSummary' });

export const batchStop = z
  .strictObject({ problem: problemSchema })
  .meta({ id: 'BatchStop' })
  .describe('In place of the summary: reading stopped here, and the problem says why');

/** The line of one record. */
export function lineOf(taken: Taken): BatchLine {
  const { line } = taken;
  if ('skipped' in taken) return { line, status: 204, skipped: taken.skipped };
  if ('answer' in taken) return { line, ...answered(taken.answer) };
  const faults = taken.faults;
  const detail = `The record was not stored: it has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`;
  return { line, status: 422, problem: new Problem('bad-incident', detail, { faults }).document() };
}

function answered(answer: SubmitAnswer): Omit<BatchLine, 'line'> {
  if ('problem' in answer) return { status: answer.status, problem: answer.problem.document() };
  const { status, incident, verdicts, warnings } = answer;
  const outcomes = verdicts.map(({ agreement, readings }) => [
    agreement,
    Object.fromEntries(Object.entries(readings).map(([reading, { outcome }]) => [reading, outcome])),
  ]);
  return {
    status,
    id: incident.id,
    ...(verdicts.length === 1 && verdicts[0] !== undefined ? { outcome: verdicts[0].outcome } : {}),
    outcomes: Object.fromEntries(outcomes),
    ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
    ...(incident.possibleDuplicateOf === undefined ? {} : { possibleDuplicateOf: [...incident.possibleDuplicateOf] }),
  };
}

/**
 * A line as its sender may see it. A list of warnings of which none is left goes too: where it stood, there was one that
 * speaks of reports of others.
 */
export function shownLine(line: BatchLine, view: View): BatchLine {
  const { warnings = [], ...rest } = shownToSender(line, view);
  return warnings.length === 0 ? rest : { ...rest, warnings };
}

/** Counts lines by what became of them. */
export class BatchTally {
  #counts = { read: 0, stored: 0, unchanged: 0, refused: 0, skipped: 0 };

  add({ status }: BatchLine): void {
    this.#counts.read += 1;
    if (status === 201) this.#counts.stored += 1;
    else if (status === 200) this.#counts.unchanged += 1;
    else if (status === 204) this.#counts.skipped += 1;
    else this.#counts.refused += 1;
  }

  summary(rulebook: string, revision: number, unknown: UnknownWords | undefined): z.output<typeof batchSummary> {
    const words = unknown === undefined ? {} : unknownIn(unknown);
    return { summary: { ...this.#counts, complete: true, rulebook, ...words, revision } };
  }
}

const unknownIn = ({ columns, values, more }: UnknownWords) => ({
  unknownColumns: columns.map(({ column, nearest }) => ({ column, nearest: [...nearest] })),
  unknownValues: values.map(({ column, value = '', count, nearest }) => ({
    column,
    value,
    count,
    nearest: [...nearest],
  })),
  ...(more > 0 ? { moreUnknownValues: more } : {}),
});
