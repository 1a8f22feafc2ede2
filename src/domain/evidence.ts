import { z } from 'zod';
import { instantText, list, MAX_TEXT, text } from './field.js';
import { reference, sha256 } from './reference.js';

/** Evidence: references to what shows an act, with a hash of the bytes and who has held them. Never read by a rule. */

const EVIDENCE_KINDS = [
  'photo',
  'video',
  'audio',
  'document',
  'satellite-image',
  'post',
  'testimony',
  'remnant',
  'record',
  'other',
] as const;

/** One step of a chain of custody: who did what with the material, and when. */
export const custodySchema = z
  .strictObject({
    at: instantText,
    by: text(200).describe('Who held, took, copied or checked it'),
    note: text(MAX_TEXT).describe('What was done'),
  })
  .meta({ id: 'Custody' });
export type Custody = z.output<typeof custodySchema>;

export const evidenceSchema = z
  .strictObject({
    uri: reference.describe('Where it lies; shown and never fetched'),
    sha256,
    kind: z.enum(EVIDENCE_KINDS),
    mediaType: z
      .string()
      .max(120, 'must have at most 120 characters')
      .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/, 'must be a media type such as video/mp4')
      .nullish(),
    takenAt: instantText.nullish(),
    note: text(MAX_TEXT).nullish(),
    custody: list(custodySchema, 100).nullish().describe('Who has held it, the first first'),
  })
  .meta({ id: 'EvidenceReference' });
export type Evidence = z.output<typeof evidenceSchema>;
