import { z } from 'zod';
import { addedSchema } from '../domain/added.js';
import { list } from '../domain/field.js';
import { claimSchema, incidentSchema, placeSchema } from '../domain/incident.js';
import { judgementSchema, verdictSchema } from '../domain/verdict.js';
import { verdictSummarySchema, verdictWithReasonsSchema } from '../domain/verdict-summary.js';

/**
 * Reports and verdicts as they are answered: as they are stored to a key that may see all, and with less to others
 * (domain/shown.ts). Only answers that ask for whole views are of the stored shapes.
 */

const coarse = z
  .literal(true)
  .optional()
  .describe(
    'The place is made coarse, as the key is not for `locations:exact`: a disc around all of a cell of a fixed grid',
  );

const shownPlace = placeSchema.safeExtend({ coarse });

export const shownReport = incidentSchema
  .extend({
    reportId: incidentSchema.shape.reportId.optional(),
    place: shownPlace.nullish(),
    claims: list(claimSchema.extend({ place: shownPlace.nullish() }), 100).nullish(),
  })
  .describe('As it was sent; without `incidents:read` only what is told of others’ reports, without names and words')
  .meta({ id: 'ShownReport' });

export const shownAdded = addedSchema
  .extend({
    place: addedSchema.shape.place.extend({ coarse }),
    name: addedSchema.shape.name.optional(),
  })
  .meta({ id: 'ShownAdded' });

const incident = judgementSchema.shape.incident.extend({
  reportId: z.string().optional().describe('Absent without `incidents:read`'),
  hash: z.string().optional().describe('Of the report; absent without `incidents:read` or `locations:exact`'),
});
const place = verdictSummarySchema.shape.place.unwrap().extend({ coarse }).optional();

export const shownVerdict = verdictSchema.extend({ incident }).meta({ id: 'ShownVerdict' });
export const shownSummary = verdictSummarySchema.extend({ incident, place }).meta({ id: 'ShownVerdictSummary' });
export const shownVerdictWithReasons = verdictWithReasonsSchema
  .extend({ incident, place })
  .meta({ id: 'ShownVerdictWithReasons' });

/** A field that only `incidents:read` shows. */
export const ofReports = <T extends z.ZodType>(schema: T) => schema.optional();
