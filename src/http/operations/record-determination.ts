import { z } from 'zod';
import { recordStatement } from '../../actions/record-statement.js';
import { determinationSchema } from '../../domain/statement.js';
import { determinationAnswer } from '../event-answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';

export const recordDeterminationEndpoint = endpoint(
  {
    id: 'recordDetermination',
    method: 'post',
    path: '/v1/events/{id}/determinations',
    tag: 'events',
    scopes: [['incidents:read', 'incidents:write']],
    summary: 'Record what a monitoring body found of an event',
    description:
      'It stands beside the verdicts and changes none. It is never edited: a mistake is replaced by another record, which names it in `replaces`.',
    parameters: z.strictObject({ id: z.string() }),
    body: {
      schema: determinationSchema,
      description: 'The determination',
      limit: ONE_REPORT,
      refusedAs: 'bad-request',
    },
    answers: {
      201: { description: 'Recorded', content: { 'application/json': determinationAnswer } },
      200: { description: 'Was recorded before', content: { 'application/json': determinationAnswer } },
    },
    problems: ['not-json', 'not-found', 'too-large', 'not-json-type', 'bad-request', 'unknown-agreement'],
  },
  async ({ parameters: { id }, body, caller }, context) => {
    const { status, statement, ...answer } = await recordStatement(context, caller, id, {
      type: 'determination',
      body,
    });
    return { status, body: { determination: statement, ...answer }, location: `/v1/events/${id}` };
  },
);
