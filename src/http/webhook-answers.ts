import { z } from 'zod';
import type { Manager } from '../actions/webhook-service.js';
import type { Caller } from '../domain/access.js';
import { warningSchema } from '../domain/verdict.js';
import { pageOf } from './answers.js';

/** The shapes of answers about webhooks. */

const time = z.string().meta({ format: 'date-time' });
const count = (description: string) => z.number().int().min(0).describe(description);

/** Whoever asks, as the one in whose name a webhook is changed. */
export const managerOf = ({ reporter, scopes }: Caller): Manager => ({
  who: reporter,
  reports: scopes.has('incidents:read'),
  exact: scopes.has('locations:exact'),
});

export const webhookAnswer = z
  .strictObject({
    id: z.string().meta({ examples: ['whk_019abc'] }),
    url: z.string(),
    description: z.string().optional(),
    agreement: z.string().optional().describe('Only changes under this agreement'),
    reports: z.boolean().describe('Whether messages say what takes the scope `incidents:read`'),
    exact: z.boolean().describe('Whether messages say exact places, as the scope `locations:exact`'),
    enabled: z.boolean(),
    disabled: z.strictObject({ at: time, why: z.string() }).optional(),
    after: count('The last change that it was told, or that was not for it'),
    behind: count('How many numbers the record is further; not all of them need be for it'),
    failing: z
      .strictObject({ attempts: z.number().int().min(1), nextAt: time.optional(), error: z.string() })
      .optional()
      .describe('The next change was not taken so far; those behind it wait'),
    oldSecretUntil: time.optional().describe('Until then messages carry a second signature, by the secret before'),
    delivered: count('Messages of the feed that were taken'),
    failed: count('Attempts that were not'),
    createdAt: time,
    createdBy: z.string(),
  })
  .meta({ id: 'Webhook' });

export const secret = z
  .string()
  .describe('What messages are signed with. It is shown this once')
  .meta({ examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] });
export const warnings = z.array(warningSchema).describe('What was accepted although it is odd');

export const webhookPage = pageOf(webhookAnswer, 'WebhookPage');
export const webhookOne = z.strictObject({ webhook: webhookAnswer }).meta({ id: 'WebhookAnswer' });

export const attemptPage = pageOf(
  z
    .strictObject({
      number: z.number().int().min(1),
      kind: z
        .enum(['feed', 'replay', 'test'])
        .describe('feed: in the order of changes; replay: one change that somebody had sent again'),
      change: z.number().int().optional().describe('The number of the change; absent in a test'),
      messageId: z.string().describe('The webhook-id: of one change always the same'),
      attempt: z.number().int().min(1),
      at: time,
      durationMs: count('Until it was answered, or given up'),
      delivered: z.boolean(),
      status: z.number().int().optional().describe('Of the answer; absent where none came'),
      error: z.string().optional(),
      nextAt: time.optional().describe('When it is tried again'),
    })
    .meta({ id: 'WebhookAttempt' }),
  'WebhookAttemptPage',
);

export const singleSent = z
  .strictObject({
    messageId: z.string(),
    delivered: z.boolean(),
    status: z.number().int().optional(),
    error: z.string().optional(),
    durationMs: count('Until it was answered, or given up'),
  })
  .meta({ id: 'WebhookMessageSent' });
