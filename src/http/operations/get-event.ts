import { z } from 'zod';
import { readEvent } from '../../actions/read-events.js';
import { eventAnswer } from '../event-answers.js';
import { endpoint } from '../operation.js';

export const getEventEndpoint = endpoint(
  {
    id: 'getEvent',
    method: 'get',
    path: '/v1/events/{id}',
    tag: 'events',
    scopes: [['incidents:read']],
    summary: 'Read an event: its reports with the verdicts of each, of all together, and what people say of it',
    description: 'An event that was joined to another is found by its former id too; the answer says the present one.',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'The event', content: { 'application/json': eventAnswer } } },
    problems: ['not-found'],
    cached: true,
  },
  async ({ parameters }, context) => ({ status: 200, body: await readEvent(context, parameters.id) }),
);
