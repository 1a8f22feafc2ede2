import { z } from 'zod';
import { endpoint } from '../operation.js';

export const healthEndpoint = endpoint(
  {
    id: 'health',
    method: 'get',
    path: '/health',
    tag: 'service',
    scopes: [],
    shows: 'nothing',
    summary: 'Whether the process runs',
    answers: {
      200: {
        description: 'It runs',
        content: { 'application/json': z.strictObject({ status: z.literal('alive') }).meta({ id: 'Health' }) },
      },
    },
    problems: ['unknown-parameter'],
    always: true,
  },
  () => ({ status: 200, body: { status: 'alive' } }),
);
