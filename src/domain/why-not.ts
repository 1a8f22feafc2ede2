import { z } from 'zod';
import { OUTCOMES } from './words.js';

/** What would have to be otherwise for another outcome: the answer to `--why-not` (docs/why-not.md). */

const outcome = z.enum(OUTCOMES);
const outcomeOrOpen = z.enum([...OUTCOMES, 'undetermined']);
const truth = z.enum(['true', 'false', 'unknown', 'not asked']);

const flip = z.union([
  z.strictObject({
    term: z.string(),
    from: z.enum(['breached', 'lifted', 'unprotected', 'open', 'near', 'not covered']),
    to: z.enum(['breached', 'lifted', 'unprotected', 'open', 'near', 'not covered']),
  }),
  z.strictObject({
    exception: z.string().describe('An exception or a limit'),
    kind: z.enum(['carve-out', 'justification', 'loophole', 'limit']),
    from: truth.describe('Whether it held before'),
    to: truth,
  }),
  z.strictObject({ of: z.enum(['in force', 'in the territory']), from: truth, to: truth }),
]);

const change = z.strictObject({
  kind: z
    .enum(['learned', 'changed'])
    .describe('learned: something the report leaves open is told; changed: something it says is otherwise'),
  fact: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  candidate: z.number().int().optional(),
  pointer: z.string().describe('Into the report; `-` at its end stands for one more entry of the list'),
  from: z.unknown().describe('What the report says; null where it says nothing'),
  to: z.unknown().describe('What it would say; null where the entry is taken out'),
  flips: z
    .array(flip)
    .describe('What this change does to terms, exceptions and limits: what would be otherwise without it'),
});

const alternative = z.strictObject({
  changes: z.array(change).min(1),
  readings: z
    .record(z.string(), z.strictObject({ outcome: outcomeOrOpen, possible: z.array(outcome) }))
    .describe('What every reading makes of the changed report'),
  hash: z.string().describe('The content hash of the changed report'),
});

export const IMPOSSIBLE = ['no-exception-accepted', 'no-term-counted', 'always-in-force'] as const;

export const readingWhyNotSchema = z.strictObject({
  reading: z.string(),
  outcome: outcomeOrOpen.describe('As judged'),
  possible: z.array(outcome),
  answer: z
    .enum(['found', 'already', 'none-found', 'impossible'])
    .describe('none-found: not within the changes that were tried, which does not mean never'),
  alternatives: z.array(alternative).describe('The smallest sets of changes, the most plausible first'),
  more: z.number().int().describe('How many further sets of the same size there are'),
  because: z.enum(IMPOSSIBLE).optional().describe('Why no report whatever comes to that outcome in this reading'),
  byRule: z
    .array(z.strictObject({ exception: z.string() }))
    .describe('Exceptions whose refusal would bring the outcome, with the facts as they are'),
  searched: z.strictObject({
    changes: z.number().int().describe('Every set of up to so many changes was tried'),
    facts: z.array(z.string()).describe('The facts that were varied'),
    values: z.number().int().describe('The single changes tried, one for each way the rules can take a fact'),
    judgements: z.number().int(),
    budget: z.number().int().describe('The most judgements that are made'),
  }),
});

export const whyNotSchema = z
  .strictObject({
    outcome,
    agreement: z.string(),
    readings: z.array(readingWhyNotSchema),
  })
  .meta({ id: 'WhyNot' });

export type WhyNot = z.output<typeof whyNotSchema>;
export type ReadingWhyNot = z.output<typeof readingWhyNotSchema>;
export type Alternative = z.output<typeof alternative>;
export type WhyNotChange = z.output<typeof change>;
export type Flip = z.output<typeof flip>;
