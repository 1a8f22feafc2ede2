import { z } from 'zod';
import type { Made } from '../actions/publish-candidate.js';
import type { Diagnostic } from '../authored/diagnostic.js';
import type { CaseResult } from '../casework/run-cases.js';
import { PUBLICATION_KINDS, type Publication } from '../domain/publication.js';
import { formatInstant } from '../domain/time.js';

/** The shapes of answers about rulebooks. */

export const rulebookHash = z
  .string()
  .describe('The hash of a rulebook: SHA-256 over its canonical JSON')
  .meta({ examples: ['sha256:0adaf80d530985fa54d1773b3933aa9d48185f2b800949cf72605153a26ed718'] });
const time = z.string().meta({ format: 'date-time' });

export const publicationAnswer = z
  .strictObject({
    number: z.number().int().min(1),
    hash: rulebookHash,
    previous: rulebookHash.optional().describe('What was live before'),
    kind: z
      .enum(PUBLICATION_KINDS)
      .describe('The first of a database, by somebody, by a saved file, or one that was live before'),
    who: z.string(),
    why: z.string(),
    at: time,
    folder: z.string().optional().describe('The folder of rule files it came from, where it came from one'),
  })
  .meta({ id: 'Publication' });

export const publicationOf = ({ at, ...rest }: Publication) => ({ ...rest, at: formatInstant(at) });

export const diagnosticAnswer = z
  .looseObject({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    file: z.string().describe('Relative to the rules folder'),
    line: z.number().int().min(1),
    column: z.number().int().min(1),
    path: z.string().meta({ examples: ['$.terms[0].binds'] }),
    message: z.string(),
    help: z.string().optional(),
    nearest: z.array(z.string()).optional(),
    excerpt: z.string().optional().describe('The line of the file'),
  })
  .meta({ id: 'Diagnostic' });

export const diagnosticOf = (diagnostic: Diagnostic) => ({
  ...diagnostic,
  ...(diagnostic.nearest === undefined ? {} : { nearest: [...diagnostic.nearest] }),
});

export const failedCaseAnswer = z
  .strictObject({
    agreement: z.string(),
    id: z.string(),
    differences: z.array(
      z.strictObject({
        reading: z.string(),
        key: z.string(),
        expected: z.unknown(),
        got: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'FailedCase' });

export const failedCaseOf = ({ agreement, id, differences }: CaseResult) => ({
  agreement,
  id,
  differences: differences.map(({ reading, key, expected, got }) => ({
    reading,
    key,
    expected: expected ?? null,
    got: got ?? null,
  })),
});

export const publishedAnswer = z
  .strictObject({
    rulebook: rulebookHash.describe('What is live now'),
    published: z.boolean().describe('False where it was live already and nothing was changed'),
    publication: publicationAnswer.optional(),
    reassessment: z.string().optional().describe('What is judged again because of it'),
  })
  .meta({ id: 'Published' });

export const publishedOf = ({ rulebook, published, publication, reassessment }: Made) => ({
  rulebook: rulebook.hash,
  published,
  ...(publication === undefined ? {} : { publication: publicationOf(publication) }),
  ...(reassessment === undefined ? {} : { reassessment: reassessment.id }),
});

/** Who publishes what for which reason; the reporter of the key is noted beside the name that is said. */
export const saidFields = {
  who: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters').describe('In whose name'),
  why: z.string().min(1, 'must not be empty').max(2000, 'must have at most 2000 characters').describe('For the record'),
  ifLive: z
    .string()
    .max(80, 'must have at most 80 characters')
    .optional()
    .describe('The hash that the editor believes to be live; where another is, nothing is changed'),
};
export const keptHash = z
  .string()
  .min(4, 'must be a hash, or at least the first four of its digits')
  .max(80, 'must have at most 80 characters')
  .describe('The hash of a kept rulebook, or the beginning of one that no other begins with');
