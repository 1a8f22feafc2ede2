import { z } from 'zod';
import { readChanges } from '../../actions/read-changes.js';
import { revision } from '../answers.js';
import { refuseUnknown } from '../filter-values.js';
import { endpoint } from '../operation.js';
import { DEFAULT_LIMIT, limitParameter, textParameter, wholeParameter } from '../parameters.js';
import { because } from '../reassessment-answers.js';
import { shownSummary } from '../shown-answers.js';

const query = z.strictObject({
  after: wholeParameter(
    0,
    Number.MAX_SAFE_INTEGER,
    'The number you have come to: the `after` of the answer before; 0 when not said',
  ).optional(),
  wait: wholeParameter(0, 60, 'How many seconds to wait for news when there are none; 0 when not said').optional(),
  agreement: textParameter('Only changes to verdicts under this agreement').optional(),
  limit: limitParameter,
});

const change = z
  .strictObject({
    number: z.number().int().describe('Of this change; every later change has a higher one'),
    type: z.enum(['verdict', 'superseded', 'withdrawn']),
    verdictId: z.string().describe('The verdict that is new, or the one that stands no longer'),
    incidentId: z.string(),
    supersedes: z.string().optional().describe('The verdict whose place the new one takes'),
    because: because.optional(),
    verdict: shownSummary.optional().describe('Of a new verdict, as it was stored'),
    at: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'Change' });

const answer = z
  .strictObject({
    items: z.array(change).describe('The oldest first; empty when there was nothing new until the wait was over'),
    after: z.number().int().describe('What to ask with next; it goes past what the filter left out'),
    revision,
  })
  .meta({ id: 'Changes' });

export const listChangesEndpoint = endpoint(
  {
    id: 'listChanges',
    method: 'get',
    path: '/v1/changes',
    tag: 'verdicts',
    scopes: [['verdicts:read']],
    summary: 'Follow the record: every verdict, supersession and withdrawal in the order of commits',
    description:
      'Ask with after=0 first and with the `after` of each answer from then on: nothing is missed and nothing comes ' +
      'twice. With `wait` the answer comes as soon as there is news, or empty when the wait is over.',
    query,
    answers: { 200: { description: 'What comes after that number', content: { 'application/json': answer } } },
    problems: ['unknown-parameter', 'beyond-record'],
  },
  async ({ query: { agreement, after = 0, wait = 0, limit = DEFAULT_LIMIT }, signal }, context) => {
    refuseUnknown({ agreement }, context.rulebook());
    const body = await readChanges(context, context.revisions, { after, wait, agreement, limit }, signal);
    return { status: 200, body };
  },
);
