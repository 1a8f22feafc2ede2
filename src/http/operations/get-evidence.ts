import { z } from 'zod';
import { readEvidence } from '../../actions/record-evidence.js';
import { evidence } from '../evidence-answers.js';
import { endpoint } from '../operation.js';

export const getEvidenceEndpoint = endpoint(
  {
    id: 'getEvidence',
    method: 'get',
    path: '/v1/evidence/{id}',
    tag: 'events',
    scopes: [['incidents:read'], ['incidents:write']],
    shows: 'sent',
    summary: 'Read a reference to evidence with its chain of custody',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'The reference', content: { 'application/json': evidence } } },
    problems: ['not-found'],
    cached: true,
  },
  async ({ parameters, caller }, context) => ({
    status: 200,
    body: await readEvidence(context, caller, parameters.id),
  }),
);
