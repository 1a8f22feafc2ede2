import { z } from 'zod';
import { readWebhook } from '../../actions/read-webhooks.js';
import { endpoint } from '../operation.js';
import { webhookAnswer } from '../webhook-answers.js';

export const getWebhookEndpoint = endpoint(
  {
    id: 'getWebhook',
    method: 'get',
    path: '/v1/webhooks/{id}',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'One webhook: what it is told, how far it is, and whether it fails',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'As it is now', content: { 'application/json': webhookAnswer } } },
    problems: ['not-found'],
  },
  async ({ parameters }, context) => ({ status: 200, body: await readWebhook(context, parameters.id) }),
);
