import { z } from 'zod';
import { GRADES, OUTCOMES } from './words.js';

/** The verdict (contract/verdict.md): a pure function of incident version, rulebook hash and semantics (S19). */

/** Raised when the engine's meaning changes. Printed in every verdict. */
export const SEMANTICS = 1;

const outcome = z.enum(OUTCOMES);
const outcomeOrOpen = z.enum([...OUTCOMES, 'undetermined']);
const truth = z.enum(['true', 'false', 'unknown']);
const paramsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** One fact as it was read, what was needed of it, and where it came from. */
export interface LeafReason {
  fact: string;
  params?: Record<string, string | number> | undefined;
  operator: string;
  value: unknown;
  /** The fact's value; null when unknown; { min, max } or { certain, possible } when bounded. */
  is: unknown;
  truth: 'true' | 'false' | 'unknown';
  from: string;
}
/** A tree of leaves: only the branches that decided it. */
export type Reason =
  | LeafReason
  | { all: Reason[]; truth: LeafReason['truth'] }
  | { any: Reason[]; truth: LeafReason['truth'] }
  | { not: Reason; truth: LeafReason['truth'] }
  | { condition: string; because: Reason; truth: LeafReason['truth'] };

export const reasonSchema: z.ZodType<Reason> = z
  .lazy(() =>
    z.union([
      z.strictObject({
        fact: z.string(),
        params: paramsSchema.optional(),
        operator: z.string(),
        value: z.unknown(),
        is: z.unknown(),
        truth,
        from: z.string(),
      }),
      z.strictObject({ all: z.array(reasonSchema), truth }),
      z.strictObject({ any: z.array(reasonSchema), truth }),
      z.strictObject({ not: reasonSchema, truth }),
      z.strictObject({ condition: z.string(), because: reasonSchema, truth }),
    ]),
  )
  .meta({ id: 'Reason' });

const clause = z.strictObject({ text: z.string(), at: z.string(), says: z.string() });

const lifting = z.strictObject({
  id: z.string(),
  kind: z.enum(['carve-out', 'justification', 'loophole', 'limit']),
  clause: clause.optional(),
  why: z.string().optional(),
  truth: truth.describe('Whether its own condition is met'),
  accepted: z.union([z.boolean(), z.literal('unknown'), z.literal('undecided')]),
  holds: truth.describe('Whether it lifts the term in this reading'),
  defeatedBy: z.array(z.strictObject({ id: z.string(), holds: truth, because: z.array(reasonSchema) })).optional(),
  because: z.array(reasonSchema),
});

export const TERM_STATES = ['breached', 'lifted', 'unprotected', 'open', 'near'] as const;
const termReason = z.strictObject({
  id: z.string(),
  state: z.enum(TERM_STATES),
  clause,
  because: z.array(reasonSchema),
  lacks: z.string().optional().describe('For a near miss: the one thing that was not so'),
  lifting: z.array(lifting),
});

const candidateVerdict = z.strictObject({
  actor: z.string().nullable(),
  target: z.string().nullable(),
  grade: z.enum(GRADES).nullable(),
  votes: z.boolean(),
  outcome: outcomeOrOpen,
  possible: z.array(outcome),
  because: z
    .array(reasonSchema)
    .describe('What decided the outcome besides the terms: time, place, disproof, who is bound'),
  terms: z.array(termReason),
});

const missing = z.strictObject({
  fact: z.string(),
  params: paramsSchema.optional(),
  wouldBe: z.array(outcome),
  candidates: z.array(z.number().int()),
  ask: z.string().optional(),
  together: z.literal(true).optional(),
});

const presumed = z.strictObject({
  exception: z.string().optional(),
  fact: z.string().optional(),
  params: paramsSchema.optional(),
  is: z.union([z.boolean(), z.string(), z.number()]).optional(),
  contains: z.string().optional(),
  why: z.string(),
  candidates: z.array(z.number().int()),
});

const doubted = z.strictObject({
  fact: z.string(),
  params: paramsSchema.optional(),
  why: z.string(),
  candidates: z.array(z.number().int()),
});

export const readingVerdictSchema = z.strictObject({
  outcome: outcomeOrOpen,
  possible: z.array(outcome),
  standing: z.enum([...GRADES, 'disproved']),
  candidates: z.array(candidateVerdict),
  dependsOn: z.array(z.strictObject({ exception: z.string(), otherwise: outcomeOrOpen })),
  missing: z.array(missing),
  presumed: z.array(presumed),
  doubted: z.array(doubted),
});

export const judgementSchema = z
  .strictObject({
    incident: z.strictObject({
      id: z.string().optional(),
      version: z.number().int().optional(),
      reportId: z.string(),
      hash: z.string(),
    }),
    agreement: z.string(),
    rulebook: z.string(),
    semantics: z.number().int(),
    reading: z.string(),
    outcome: outcomeOrOpen,
    contested: z.boolean(),
    partedBy: z.array(z.strictObject({ readings: z.array(z.string()), differences: z.array(z.string()) })),
    readings: z.record(z.string(), readingVerdictSchema),
  })
  .meta({ id: 'Judgement' });

export const verdictSchema = judgementSchema
  .extend({
    id: z.string(),
    revision: z.number().int(),
    supersedes: z.string().optional(),
    judgedAt: z.string(),
  })
  .meta({ id: 'Verdict' });

/** What the engine answers: no id, no clock, no database (S19). */
export type Judgement = z.output<typeof judgementSchema>;
/** A judgement as stored. */
export type Verdict = z.output<typeof verdictSchema>;
export type ReadingVerdict = z.output<typeof readingVerdictSchema>;
export type CandidateVerdict = z.output<typeof candidateVerdict>;
export type TermReason = z.output<typeof termReason>;
export type LiftingReason = z.output<typeof lifting>;
export type MissingEntry = z.output<typeof missing>;
export type PresumedEntry = z.output<typeof presumed>;
export type DoubtedEntry = z.output<typeof doubted>;

/** An oddity in something that was accepted. */
export const warningSchema = z
  .strictObject({ pointer: z.string(), code: z.string(), detail: z.string(), nearest: z.array(z.string()).optional() })
  .meta({ id: 'Warning' });
export type Warning = z.output<typeof warningSchema>;
