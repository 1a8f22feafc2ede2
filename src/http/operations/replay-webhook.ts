import { z } from 'zod';
import { replayFrom } from '../../actions/manage-webhook.js';
import { replayOne } from '../../actions/send-single-message.js';
import { webhookReplaySchema } from '../../domain/webhook.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { managerOf, singleSent, webhookAnswer } from '../webhook-answers.js';

export const replayWebhookEndpoint = endpoint(
  {
    id: 'replayWebhook',
    method: 'post',
    path: '/v1/webhooks/{id}/replay',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Send one change again, or everything behind a change',
    description:
      'With `change` that one is sent at once, beside the feed, and the answer says what came of it. With `after` the ' +
      'feed goes back to there and is sent again in order. Messages keep their ids, so a receiver knows what it had.',
    parameters: z.strictObject({ id: z.string() }),
    body: { schema: webhookReplaySchema, description: 'What again', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      200: {
        description: 'What came of the one message, or the webhook as it is now',
        content: {
          'application/json': z
            .strictObject({ sent: singleSent.optional(), webhook: webhookAnswer.optional() })
            .meta({ id: 'WebhookReplayed' }),
        },
      },
    },
    problems: ['not-json', 'not-found', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body: { change, after = 0 }, caller }, context) => {
    const manager = managerOf(caller);
    if (change !== undefined) return { status: 200, body: { sent: await replayOne(context, id, change, manager) } };
    return { status: 200, body: { webhook: await replayFrom(context, id, after, manager) } };
  },
);
