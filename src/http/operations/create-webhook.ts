import { z } from 'zod';
import { createWebhook } from '../../actions/create-webhook.js';
import { newWebhookSchema } from '../../domain/webhook.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { managerOf, secret, warnings, webhookAnswer } from '../webhook-answers.js';

export const createWebhookEndpoint = endpoint(
  {
    id: 'createWebhook',
    method: 'post',
    path: '/v1/webhooks',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Have the feed sent to an address',
    description:
      'Every change is posted to it in the order of the feed, signed as Standard Webhooks has it. The address must be one ' +
      'of the internet, now and at every message. What is sent is coarse and without what takes `incidents:read`, unless ' +
      '`exact` and `reports` say otherwise, which takes a key with these scopes.',
    body: { schema: newWebhookSchema, description: 'Where to, and what', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      201: {
        description: 'It gets what comes from now on',
        content: {
          'application/json': z
            .strictObject({ webhook: webhookAnswer, secret, warnings })
            .meta({ id: 'CreatedWebhook' }),
        },
      },
    },
    problems: ['not-json', 'too-large', 'not-json-type', 'bad-request', 'too-many-webhooks'],
  },
  async ({ body, caller }, context) => {
    const created = await createWebhook(context, body, managerOf(caller), context.rulebook());
    return { status: 201, body: created, location: `/v1/webhooks/${created.webhook.id}` };
  },
);
