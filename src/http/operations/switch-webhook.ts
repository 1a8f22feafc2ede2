import { z } from 'zod';
import { switchWebhook } from '../../actions/manage-webhook.js';
import { webhookSwitchSchema } from '../../domain/webhook.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { managerOf, webhookOne } from '../webhook-answers.js';

export const switchWebhookEndpoint = endpoint(
  {
    id: 'switchWebhook',
    method: 'post',
    path: '/v1/webhooks/{id}/switch',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Enable or disable a webhook',
    description:
      'Enabled, it goes on where it had come to, with the first attempt at once: nothing of what was stored meanwhile is ' +
      'left out, unless `after` says so.',
    parameters: z.strictObject({ id: z.string() }),
    body: { schema: webhookSwitchSchema, description: 'On or off', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: { 200: { description: 'Done', content: { 'application/json': webhookOne } } },
    problems: ['not-json', 'not-found', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body, caller }, context) => ({
    status: 200,
    body: { webhook: await switchWebhook(context, id, body, managerOf(caller)) },
  }),
);
