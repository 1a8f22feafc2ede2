import { z } from 'zod';
import { judgementSchema, readingVerdictSchema } from './verdict.js';

/** What lists of verdicts show: the outcome of each reading, and when, where, what and by whom. */
export const verdictSummarySchema = judgementSchema
  .omit({ readings: true, partedBy: true })
  .extend({
    id: z.string(),
    revision: z.number().int().describe('The number of the change that made it'),
    supersedes: z.string().optional(),
    judgedAt: z.string(),
    readings: z.record(z.string(), readingVerdictSchema.pick({ outcome: true, possible: true, standing: true })),
    event: z.string().optional(),
    occurred: z.strictObject({ from: z.string(), to: z.string(), extent: z.enum(['within', 'throughout']) }),
    place: z
      .strictObject({
        name: z.string().optional(),
        lon: z.number().optional(),
        lat: z.number().optional(),
        radiusKm: z.number().optional(),
      })
      .optional(),
    kind: z.array(z.string()).describe('More than one: alternatives of which one is true'),
    actors: z.array(z.string()),
    targets: z.array(z.string()),
  })
  .meta({ id: 'VerdictSummary' });

export type VerdictSummary = z.output<typeof verdictSummarySchema>;

/** A verdict in a list that was asked to include the reasons: the summary with everything the verdict says. */
export const verdictWithReasonsSchema = verdictSummarySchema
  .extend({ partedBy: judgementSchema.shape.partedBy, readings: judgementSchema.shape.readings })
  .meta({ id: 'VerdictWithReasons' });
export type VerdictWithReasons = z.output<typeof verdictWithReasonsSchema>;
