import { z } from 'zod';
import { custodySchema, evidenceSchema } from '../domain/evidence.js';
import { ofReports } from './shown-answers.js';

/** The shapes of records and of evidence as they are answered. */

const time = z.string().meta({ format: 'date-time' });
const change = z.number().int().min(0).describe('The change that it was');

/** What is known of any record. */
export const kept = {
  id: z.string(),
  hash: ofReports(z.string()).describe('SHA-256 over the canonical JSON of what was sent, its type and its subject'),
  recordedAt: time,
  revision: change,
};
const step = z.strictObject({
  ...custodySchema.shape,
  id: z.string().optional(),
  hash: z.string().optional(),
  recordedAt: time.optional(),
  revision: change.optional(),
});
export const evidence = z
  .strictObject({
    ...evidenceSchema.shape,
    uri: ofReports(evidenceSchema.shape.uri),
    sha256: ofReports(evidenceSchema.shape.sha256),
    ...kept,
    incident: z.string(),
    custody: ofReports(z.array(step)).describe('Who has held it: as it was sent, then what was added since'),
  })
  .meta({ id: 'Evidence' });
