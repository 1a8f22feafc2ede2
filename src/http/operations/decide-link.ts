import { z } from 'zod';
import { decideLink } from '../../actions/decide-link.js';
import { linkDecisionSchema } from '../../domain/statement.js';
import { linkDecidedAnswer } from '../event-answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';

export const decideLinkEndpoint = endpoint(
  {
    id: 'decideLink',
    method: 'post',
    path: '/v1/links/{id}/decision',
    tag: 'events',
    scopes: [['incidents:read', 'incidents:write', 'locations:exact']],
    summary: 'Say whether two linked reports are of one act',
    description:
      'Confirmed, the two belong to one event from now on. Rejected, also after it was confirmed, they are apart again unless something else ties them. The last decision stands, and all are kept.',
    parameters: z.strictObject({ id: z.string() }),
    body: { schema: linkDecisionSchema, description: 'The decision', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      201: { description: 'Decided', content: { 'application/json': linkDecidedAnswer } },
      200: { description: 'Was decided like this before', content: { 'application/json': linkDecidedAnswer } },
    },
    problems: ['not-json', 'not-found', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body, caller }, context) => {
    const { status, ...answer } = await decideLink(context, caller, id, body);
    return { status, body: answer, location: `/v1/links/${id}` };
  },
);
