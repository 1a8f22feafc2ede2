import { z } from 'zod';
import { slug } from './group.js';
import { incidentSchema } from './incident.js';
import { GRADES, OUTCOMES } from './words.js';

/** A cases file: worked incidents with the outcome a careful lawyer would give under each reading. */

const outcome = z.enum([...OUTCOMES, 'undetermined']);

export const expectationSchema = z.strictObject({
  outcome,
  terms: z.array(slug).optional().describe('The terms that are breached'),
  by: z.array(slug).optional().describe('The exceptions that lift a term'),
  possible: z.array(z.enum(OUTCOMES)).min(1, 'must not be empty').optional(),
  missing: z
    .array(z.string())
    .optional()
    .describe('Must be among what is missing: facts, attribution, occurred, place or exception:<id>'),
  dependsOn: z.array(z.union([slug, z.strictObject({ exception: slug, otherwise: outcome })])).optional(),
  standing: z.enum([...GRADES, 'disproved']).optional(),
});
export type Expectation = z.output<typeof expectationSchema>;

export const caseSchema = z.strictObject({
  id: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  title: z.string().min(1, 'must not be empty'),
  basis: z.enum(['constructed', 'historical']),
  about: z.string().optional().describe('What the case is there to show'),
  incident: incidentSchema,
  expect: z.record(slug, expectationSchema),
});

export const casesSchema = z
  .strictObject({ agreement: slug, cases: z.array(caseSchema).min(1, 'must not be empty') })
  .meta({ id: 'Cases' });
export type CasesFile = z.output<typeof casesSchema>;
export type Case = CasesFile['cases'][number];
