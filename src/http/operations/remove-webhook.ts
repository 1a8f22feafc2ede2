import { z } from 'zod';
import { removeWebhook } from '../../actions/manage-webhook.js';
import { endpoint } from '../operation.js';
import { managerOf } from '../webhook-answers.js';

export const removeWebhookEndpoint = endpoint(
  {
    id: 'removeWebhook',
    method: 'post',
    path: '/v1/webhooks/{id}/removal',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Remove a webhook, with its secret and its attempts',
    description: 'That it was there, and who removed it, stays in the journal. It takes no body.',
    parameters: z.strictObject({ id: z.string() }),
    answers: {
      200: {
        description: 'Removed',
        content: { 'application/json': z.strictObject({ removed: z.string() }).meta({ id: 'RemovedWebhook' }) },
      },
    },
    problems: ['not-found'],
  },
  async ({ parameters: { id }, caller }, context) => {
    await removeWebhook(context, id, managerOf(caller));
    return { status: 200, body: { removed: id } };
  },
);
