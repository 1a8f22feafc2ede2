import { z } from 'zod';
import { withdrawIncident } from '../../actions/withdraw-incident.js';
import { submittedAnswer } from '../answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { wholeParameter } from '../parameters.js';

const withdrawal = z
  .strictObject({
    reason: z.string().trim().min(1, 'must say why').max(10_000, 'must have at most 10000 characters'),
  })
  .meta({ id: 'Withdrawal' });

export const withdrawIncidentEndpoint = endpoint(
  {
    id: 'withdrawIncident',
    method: 'post',
    path: '/v1/incidents/{id}/withdrawal',
    tag: 'incidents',
    scopes: [['incidents:write']],
    summary: 'Withdraw a report, saying why',
    description:
      'Nothing is deleted: the report gets a version that says it is withdrawn, and its verdicts end in the feed. A correction makes it stand again.',
    parameters: z.strictObject({ id: z.string() }),
    query: z.strictObject({
      ifVersion: wholeParameter(1, 1_000_000, 'The version that is withdrawn; another one is a 409').optional(),
    }),
    body: { schema: withdrawal, description: 'Why it is withdrawn', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      201: { description: 'Withdrawn', content: { 'application/json': submittedAnswer } },
      200: { description: 'Was withdrawn before', content: { 'application/json': submittedAnswer } },
    },
    problems: ['not-json', 'not-found', 'not-yours', 'version-differs', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, query, body, caller }, context) => {
    const { status, ...answer } = await withdrawIncident(context, caller, { id, ...query, ...body });
    return { status, body: answer, location: `/v1/incidents/${id}` };
  },
);
