import { z } from 'zod';
import { recordStatement } from '../../actions/record-statement.js';
import { replySchema } from '../../domain/statement.js';
import { replyAnswer } from '../event-answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';

export const recordReplyEndpoint = endpoint(
  {
    id: 'recordReply',
    method: 'post',
    path: '/v1/events/{id}/replies',
    tag: 'events',
    scopes: [['incidents:read', 'incidents:write']],
    summary: 'Record what an accused party answers',
    description:
      'It stands beside the verdicts and changes none. It is never edited: a mistake is replaced by another record, which names it in `replaces`.',
    parameters: z.strictObject({ id: z.string() }),
    body: { schema: replySchema, description: 'The reply', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      201: { description: 'Recorded', content: { 'application/json': replyAnswer } },
      200: { description: 'Was recorded before', content: { 'application/json': replyAnswer } },
    },
    problems: ['not-json', 'not-found', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body, caller }, context) => {
    const { status, statement, ...answer } = await recordStatement(context, caller, id, { type: 'reply', body });
    return { status, body: { reply: statement, ...answer }, location: `/v1/events/${id}` };
  },
);
