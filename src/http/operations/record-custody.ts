import { z } from 'zod';
import { recordCustody } from '../../actions/record-evidence.js';
import { custodySchema } from '../../domain/evidence.js';
import { evidenceAnswer } from '../event-answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';

export const recordCustodyEndpoint = endpoint(
  {
    id: 'recordCustody',
    method: 'post',
    path: '/v1/evidence/{id}/custody',
    tag: 'events',
    scopes: [['incidents:write']],
    shows: 'sent',
    summary: 'Add a step to the chain of custody of a piece of evidence',
    parameters: z.strictObject({ id: z.string() }),
    body: { schema: custodySchema, description: 'The step', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      201: { description: 'Added', content: { 'application/json': evidenceAnswer } },
      200: { description: 'Was there before', content: { 'application/json': evidenceAnswer } },
    },
    problems: ['not-json', 'not-found', 'not-yours', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body, caller }, context) => {
    const { status, ...answer } = await recordCustody(context, caller, id, body);
    return { status, body: answer, location: `/v1/evidence/${id}` };
  },
);
