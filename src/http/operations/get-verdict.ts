import { z } from 'zod';
import { readVerdict, readVerdictProse } from '../../actions/read-verdicts.js';
import { verdictSchema } from '../../domain/verdict.js';
import { endpoint } from '../operation.js';

export const getVerdictEndpoint = endpoint(
  {
    id: 'getVerdict',
    method: 'get',
    path: '/v1/verdicts/{id}',
    tag: 'verdicts',
    summary: 'Read a verdict with its reasons, as JSON or as prose',
    parameters: z.strictObject({ id: z.string() }),
    answers: {
      200: { description: 'The verdict', content: { 'application/json': verdictSchema, 'text/plain': z.string() } },
    },
    problems: ['unknown-parameter', 'not-found', 'not-acceptable'],
    cached: true,
  },
  async ({ parameters: { id }, type }, context) => ({
    status: 200,
    body: type === 'text/plain' ? await readVerdictProse(context, id) : await readVerdict(context, id),
  }),
);
