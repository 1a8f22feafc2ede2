import { z } from 'zod';
import { REASSESSMENT_STATES } from '../store/reassessments.js';
import { pageOf } from './answers.js';

/** The shapes of answers about judging again after a publish, and of why a verdict took the place of another. */

const time = z.string().meta({ format: 'date-time' });
const count = (description: string) => z.number().int().min(0).describe(description);

export const because = z
  .array(
    z
      .strictObject({
        id: z.string().meta({ examples: ['syria-2016.exceptions.co-located-with-nusra'] }),
        agreement: z.string().optional().describe('Absent for what all agreements share'),
        kind: z.enum(['added', 'removed', 'changed']),
        text: z.string().describe('In the words of the rule files, such as radius 5 → 10 km'),
      })
      .meta({ id: 'Cause' }),
  )
  .describe('The rule changes that turned it; absent where a report or a correction made it');

export const reassessmentAnswer = z
  .strictObject({
    id: z.string().meta({ examples: ['rea_019abc'] }),
    state: z.enum(REASSESSMENT_STATES).describe('`superseded`: a later publish took over what was left'),
    from: z
      .array(z.string())
      .describe('The rulebooks that what stood was judged by or held under; the last is the one that was live'),
    to: z.string().describe('The rulebook that went live'),
    semantics: z.number().int(),
    who: z.string().describe('Who published; `truce` where a start found verdicts without a plan'),
    plannedAt: time,
    startedAt: time.optional(),
    finishedAt: time.optional(),
    supersededBy: z.string().optional().describe('The reassessment that took it over'),
    share: z.number().min(0).max(1).describe('How much of the record is gone through, by change numbers'),
    workedOn: z.boolean().describe('Whether a process works on it now'),
    looked: count('Incidents that were read; those that no change can touch may be passed over unread'),
    judged: count('Judgements that were made again'),
    superseded: count('Verdicts that another took the place of'),
    added: count('Verdicts under an agreement that did not touch the incident before'),
    ended: count('Verdicts that ended, their agreement touching the incident no longer'),
    flipped: count('Of those superseded: another outcome in some reading'),
    possibleFlipped: count('Of those superseded: every outcome the same, something else possible in some reading'),
  })
  .meta({ id: 'Reassessment' });

export const reassessmentPage = pageOf(reassessmentAnswer, 'ReassessmentPage');
