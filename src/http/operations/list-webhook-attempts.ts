import { z } from 'zod';
import { readAttempts } from '../../actions/read-webhooks.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { endpoint } from '../operation.js';
import { cursorParameter, DEFAULT_LIMIT, limitParameter, yesNoParameter } from '../parameters.js';
import { attemptPage } from '../webhook-answers.js';

export const listWebhookAttemptsEndpoint = endpoint(
  {
    id: 'listWebhookAttempts',
    method: 'get',
    path: '/v1/webhooks/{id}/deliveries',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'What came of the last attempts to deliver, the latest first',
    description: 'The last thousand of each webhook are kept.',
    parameters: z.strictObject({ id: z.string() }),
    query: z.strictObject({
      delivered: yesNoParameter('Only those that were taken, or only those that were not').optional(),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answers: { 200: { description: 'A page of them', content: { 'application/json': attemptPage } } },
    problems: ['unknown-parameter', 'bad-cursor', 'not-found'],
  },
  async ({ parameters: { id }, query: asked }, context) => {
    const { cursor, delivered, limit = DEFAULT_LIMIT } = asked;
    const list = listName(`webhook-attempts:${id}`, asked);
    const { before } = readCursor(cursor, list, z.number().int());
    const { next, ...page } = await readAttempts(context, id, { delivered, limit, before });
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
