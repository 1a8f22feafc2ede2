import { z } from 'zod';
import { setWebhook } from '../../actions/manage-webhook.js';
import { webhookSettingsSchema } from '../../domain/webhook.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { managerOf, warnings, webhookAnswer } from '../webhook-answers.js';

export const setWebhookEndpoint = endpoint(
  {
    id: 'setWebhook',
    method: 'post',
    path: '/v1/webhooks/{id}/settings',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Change the address, the description or what is told',
    description:
      'What is not named stays. Another address of a webhook that is told more than anybody may see takes a key that may ' +
      'see it.',
    parameters: z.strictObject({ id: z.string() }),
    body: { schema: webhookSettingsSchema, description: 'What changes', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      200: {
        description: 'Changed',
        content: {
          'application/json': z.strictObject({ webhook: webhookAnswer, warnings }).meta({ id: 'ChangedWebhook' }),
        },
      },
    },
    problems: ['not-json', 'not-found', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body, caller }, context) => ({
    status: 200,
    body: await setWebhook(context, id, body, managerOf(caller), context.rulebook()),
  }),
);
