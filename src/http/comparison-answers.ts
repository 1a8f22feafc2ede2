import { z } from 'zod';
import { FLIP_KINDS } from '../comparison/flip-tally.js';
import { OUTCOMES } from '../domain/words.js';

/** The shapes of a comparison of rulebooks and of a sweep. */

const whole = z.number().int().min(0);
const outcomeOrNone = z
  .enum([...OUTCOMES, 'undetermined', 'untouched', 'absent'])
  .describe('untouched: no verdict, as surely outside time or territory; absent: the rulebook has no such reading');
const flippedOf = { outcome: whole, possible: whole };

const ruleChange = z
  .strictObject({
    id: z.string().meta({ examples: ['syria-2016.exceptions.co-located-with-nusra', 'groups.ypg'] }),
    agreement: z.string().optional(),
    kind: z.enum(['added', 'removed', 'changed']),
    effect: z
      .enum(['outcomes', 'reasons', 'nothing'])
      .describe('What it can alter; `reasons` and `nothing` are changes of wording, which alter no outcome'),
    text: z.string().describe('One line in the words of the rule files'),
  })
  .meta({ id: 'RuleChange' });

const flips = z
  .strictObject({
    agreement: z.string(),
    reading: z.string(),
    of: z.enum(FLIP_KINDS).describe('A change of outcome, or of what is possible alone'),
    from: outcomeOrNone,
    to: outcomeOrNone,
    possible: z
      .strictObject({ from: z.array(z.enum(OUTCOMES)), to: z.array(z.enum(OUTCOMES)) })
      .optional()
      .describe('Of flips of what is possible alone: what was, and what is'),
    because: z.string().describe('Ids of changes, without the agreement’s name, joined by commas'),
    count: whole,
    mayBeViolation: z
      .strictObject({ before: whole, after: whole })
      .describe('How many were, and are, undetermined with a violation possible'),
    examples: z.array(z.string()).describe('Ids of a few incidents'),
  })
  .meta({ id: 'Flips' });

const narrowed = { from: z.string().optional(), to: z.string().optional() };
const walked = {
  asOf: whole.describe('The revision whose incidents were looked at'),
  complete: z.boolean().describe('False where it was broken off'),
};

export const comparedAnswer = z
  .strictObject({
    before: z.string().describe('The hash of the rulebook compared against'),
    after: z.string().describe('The hash of the candidate'),
    agreement: z.string().optional(),
    ...narrowed,
    zone: z.string(),
    ...walked,
    changes: z.array(ruleChange),
    incidents: whole.describe('Incidents looked at'),
    untouched: whole.describe('Those that no change can touch; they were not judged'),
    flippedOf: z.strictObject(flippedOf).describe('Flipped verdicts: in an outcome, or only in what is possible'),
    byTerm: z.array(z.strictObject({ agreement: z.string(), term: z.string(), ...flippedOf })),
    byParty: z.array(z.strictObject({ party: z.string(), acted: whole, struck: whole })),
    byMonth: z.array(z.strictObject({ month: z.string(), ...flippedOf })),
    judged: whole.describe('Verdicts that were asked for again: incidents under an agreement'),
    flipped: whole.describe('Verdicts that flip in some reading'),
    flips: z.array(flips),
  })
  .meta({ id: 'ComparedRulebooks' });

const progress = z.strictObject({ done: whole, of: whole, judged: whole, flipped: whole.optional() });
const line = <Result extends z.ZodType>(result: Result) =>
  z.union([z.strictObject({ progress }), z.strictObject({ result })]);
export const comparedLine = line(comparedAnswer);

const counts = z.strictObject({
  byOutcome: z.strictObject(Object.fromEntries([...OUTCOMES, 'undetermined'].map((each) => [each, whole]))),
  mayBeViolation: whole.describe('How many of the undetermined may be a violation'),
  possible: z
    .strictObject(Object.fromEntries(OUTCOMES.map((each) => [each, whole])))
    .describe('For how many verdicts each outcome is possible, firm ones among them'),
});

export const sweptAnswer = z
  .strictObject({
    rulebook: z.string(),
    agreement: z.string(),
    reading: z.string().optional(),
    number: z
      .strictObject({ path: z.string(), value: z.number(), unit: z.string().optional() })
      .describe('Where the number stands, and what it is now'),
    ...narrowed,
    ...walked,
    incidents: whole.describe('Incidents looked at'),
    judged: whole,
    depending: whole.describe('Those that may hang on the number; the others were judged once'),
    points: z.array(z.strictObject({ at: z.number(), readings: z.record(z.string(), counts) })),
  })
  .meta({ id: 'Sweep' });
export const sweptLine = line(sweptAnswer);
