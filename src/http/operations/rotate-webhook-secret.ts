import { z } from 'zod';
import { rotateSecret } from '../../actions/manage-webhook.js';
import { secretRotationSchema } from '../../domain/webhook.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { managerOf, secret, webhookAnswer } from '../webhook-answers.js';

export const rotateWebhookSecretEndpoint = endpoint(
  {
    id: 'rotateWebhookSecret',
    method: 'post',
    path: '/v1/webhooks/{id}/secret',
    tag: 'webhooks',
    scopes: [['admin']],
    shows: 'nothing',
    summary: 'Give a webhook a new secret',
    description:
      'For a while messages carry two signatures, by the new secret and by the one before, so that a receiver can change ' +
      'over. With keepOldSeconds=0 the old one signs no more.',
    parameters: z.strictObject({ id: z.string() }),
    body: {
      schema: secretRotationSchema,
      description: 'How long the old one signs too; {} for a day',
      limit: ONE_REPORT,
      refusedAs: 'bad-request',
    },
    answers: {
      200: {
        description: 'The new secret',
        content: {
          'application/json': z.strictObject({ webhook: webhookAnswer, secret }).meta({ id: 'RotatedWebhookSecret' }),
        },
      },
    },
    problems: ['not-json', 'not-found', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body, caller }, context) => ({
    status: 200,
    body: await rotateSecret(context, id, body, managerOf(caller)),
  }),
);
