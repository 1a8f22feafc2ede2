import { z } from 'zod';
import { describeKey } from '../../actions/describe-key.js';
import { SCOPES } from '../../domain/access.js';
import { endpoint } from '../operation.js';

const time = z.string().meta({ format: 'date-time' });
const answer = z
  .strictObject({
    id: z.string().optional().describe('Absent while there are no keys'),
    name: z.string().optional(),
    reporter: z.string().describe('In whose name reports are sent'),
    scopes: z.array(z.enum(SCOPES)),
    expiresAt: time.optional(),
    revokedAt: time.optional().describe('Until then it is good: it is being rotated'),
  })
  .meta({ id: 'Key' });

export const describeKeyEndpoint = endpoint(
  {
    id: 'describeKey',
    method: 'get',
    path: '/v1/key',
    tag: 'service',
    scopes: [[]],
    shows: 'nothing',
    summary: 'What the key that you send is for',
    answers: { 200: { description: 'The key, without its secret', content: { 'application/json': answer } } },
    problems: ['unknown-parameter'],
  },
  async ({ caller }, context) => ({ status: 200, body: await describeKey(context, caller) }),
);
