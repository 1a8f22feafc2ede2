import { z } from 'zod';
import { readVerdict, readVerdictProse, stateOfVerdict } from '../../actions/read-verdicts.js';
import { verdictSchema } from '../../domain/verdict.js';
import { endpoint } from '../operation.js';
import { because } from '../reassessment-answers.js';

const answer = verdictSchema.extend({ because: because.optional() }).meta({ id: 'VerdictWithCause' });

export const getVerdictEndpoint = endpoint(
  {
    id: 'getVerdict',
    method: 'get',
    path: '/v1/verdicts/{id}',
    tag: 'verdicts',
    summary: 'Read a verdict with its reasons, as JSON or as prose',
    parameters: z.strictObject({ id: z.string() }),
    answers: {
      200: { description: 'The verdict', content: { 'application/json': answer, 'text/plain': z.string() } },
    },
    problems: ['unknown-parameter', 'not-found', 'not-acceptable'],
    async cached({ parameters: { id = '' }, type }, context) {
      const state = await stateOfVerdict(context, id);
      // Prose takes its names from the rulebook that is served; the rest never changes but for its end.
      return state === undefined ? undefined : `${state} ${type === 'text/plain' ? context.rulebook().hash : ''}`;
    },
  },
  async ({ parameters: { id }, type }, context) => ({
    status: 200,
    body: type === 'text/plain' ? await readVerdictProse(context, id) : await readVerdict(context, id),
  }),
);
