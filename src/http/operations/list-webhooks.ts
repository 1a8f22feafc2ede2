import { z } from 'zod';
import { readWebhooks } from '../../actions/read-webhooks.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { endpoint } from '../operation.js';
import { cursorParameter, DEFAULT_LIMIT, limitParameter } from '../parameters.js';
import { webhookPage } from '../webhook-answers.js';

export const listWebhooksEndpoint = endpoint(
  {
    id: 'listWebhooks',
    method: 'get',
    path: '/v1/webhooks',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Where the feed is sent to, and how far each is, the latest first',
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answers: { 200: { description: 'A page of them', content: { 'application/json': webhookPage } } },
    problems: ['unknown-parameter', 'bad-cursor'],
  },
  async ({ query: asked }, context) => {
    const { cursor, limit = DEFAULT_LIMIT } = asked;
    const list = listName('webhooks', asked);
    const { before } = readCursor(cursor, list, z.string());
    const { next, ...page } = await readWebhooks(context, limit, before);
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
