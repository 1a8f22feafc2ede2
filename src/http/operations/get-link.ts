import { z } from 'zod';
import { readLink } from '../../actions/read-links.js';
import { linkAnswer } from '../event-answers.js';
import { endpoint } from '../operation.js';

export const getLinkEndpoint = endpoint(
  {
    id: 'getLink',
    method: 'get',
    path: '/v1/links/{id}',
    tag: 'events',
    scopes: [['incidents:read', 'locations:exact']],
    summary: 'Read a link between two reports with everything that was decided of it',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'The link', content: { 'application/json': linkAnswer } } },
    problems: ['not-found'],
    cached: true,
  },
  async ({ parameters }, context) => ({ status: 200, body: await readLink(context, parameters.id) }),
);
