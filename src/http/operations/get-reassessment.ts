import { z } from 'zod';
import { readReassessment } from '../../actions/read-reassessments.js';
import { endpoint } from '../operation.js';
import { reassessmentAnswer } from '../reassessment-answers.js';

export const getReassessmentEndpoint = endpoint(
  {
    id: 'getReassessment',
    method: 'get',
    path: '/v1/reassessments/{id}',
    tag: 'rules',
    scopes: [['rules:read'], ['rules:publish']],
    shows: 'nothing',
    summary: 'How far judging again after one publish is, and what came of it so far',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'How far it is', content: { 'application/json': reassessmentAnswer } } },
    problems: ['not-found'],
  },
  async ({ parameters }, context) => ({ status: 200, body: await readReassessment(context, parameters.id) }),
);
