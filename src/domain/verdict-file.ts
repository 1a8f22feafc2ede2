import { z } from 'zod';
import { addedSchema } from './added.js';
import { instantText } from './field.js';
import { incidentSchema } from './incident.js';
import { verdictSchema } from './verdict.js';

/**
 * One verdict as a file that can be checked without a database and without rule files: what was reported, by which rules it
 * was judged, and what came out. The reporter's account is not in it: nobody needs it to check the verdict.
 */

export const VERDICT_FILE = 'truce-verdict';
/** Raised when the form of the file changes. */
export const VERDICT_FILE_VERSION = 1;
export const VERDICT_FILE_TYPE = 'application/vnd.truce.verdict+json';

const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 lower-case hexadecimal digits');

export const verdictFileSchema = z
  .strictObject({
    format: z.literal(VERDICT_FILE),
    version: z.literal(VERDICT_FILE_VERSION),
    program: z.string().describe('The version of Truce that wrote the file'),
    semantics: z.number().int().describe('The semantics that the verdict was judged by'),
    verdict: verdictSchema.describe('Whole, with its reasons'),
    incident: z.strictObject({
      id: z.string(),
      version: z.number().int().min(1),
      hash: hash.describe('Of the report'),
      report: incidentSchema.describe('As it was sent'),
      added: addedSchema.nullable().describe('What Truce added before judging; null = nothing'),
      redactions: z
        .array(
          z.strictObject({
            number: z.number().int().min(1).describe('What went at once has one number'),
            pointer: z.string(),
            at: instantText,
            before: hash.describe('Of the report before it'),
            after: hash.describe('And after it'),
          }),
        )
        .min(1)
        .optional()
        .describe(
          'What was redacted of the report since: then its hash, as it was sent, cannot be checked any more, only that the report is what the redactions left',
        ),
    }),
    rulebook: z.strictObject({
      hash: hash.describe('Of the source'),
      source: z.unknown().describe('Groups, agreements, zones and sightings, as parsed from the rule files'),
    }),
    sha256: hash.describe('Of everything else in the file, as canonical JSON (RFC 8785)'),
  })
  .meta({ id: 'VerdictFile' });

export type VerdictFile = z.output<typeof verdictFileSchema>;
