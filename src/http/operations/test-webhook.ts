import { z } from 'zod';
import { testWebhook } from '../../actions/send-single-message.js';
import { endpoint } from '../operation.js';
import { managerOf, singleSent } from '../webhook-answers.js';

export const testWebhookEndpoint = endpoint(
  {
    id: 'testWebhook',
    method: 'post',
    path: '/v1/webhooks/{id}/test',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Send a message that tells nothing, and see whether it arrives',
    description: 'Its type is webhook.test. It is sent at once, also to a webhook that is disabled. It takes no body.',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'What came of it', content: { 'application/json': singleSent } } },
    problems: ['not-found'],
  },
  async ({ parameters: { id }, caller }, context) => ({
    status: 200,
    body: await testWebhook(context, id, managerOf(caller)),
  }),
);
