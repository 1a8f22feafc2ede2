import { z } from 'zod';

/** Webhooks: addresses that the feed is sent to. What people say of them. */

/** What a message tells, by the type of the change in the feed. */
export const MESSAGE_TYPES = {
  verdict: 'verdict.created',
  superseded: 'verdict.superseded',
  withdrawn: 'verdict.withdrawn',
} as const;
/** The type of the message that a test sends. */
export const TEST_TYPE = 'webhook.test';

const url = z
  .string()
  .min(1, 'must be an address such as https://hooks.example.org/truce')
  .max(2000, 'must have at most 2000 characters')
  .describe('Where messages are posted to; its name must resolve to public addresses');
const description = z.string().max(500, 'must have at most 500 characters').describe('For whom, in your own words');
const agreement = z.string().max(200, 'must have at most 200 characters');
const reports = z
  .boolean()
  .describe('Whether messages say what takes the scope `incidents:read`; who sets it must hold that scope');
const exact = z
  .boolean()
  .describe('Whether messages say exact places, as the scope `locations:exact`; who sets it must hold that scope');
const changeNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const newWebhookSchema = z
  .strictObject({
    url,
    description: description.optional(),
    agreement: agreement.optional().describe('Only changes under this agreement'),
    reports: reports.optional(),
    exact: exact.optional(),
    after: changeNumber
      .optional()
      .describe('Begin behind this change; only with what is stored from now on when not said'),
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.output<typeof newWebhookSchema>;

export const webhookSettingsSchema = z
  .strictObject({
    url: url.optional(),
    description: description.nullable().optional().describe('null: none any more'),
    agreement: agreement.nullable().optional().describe('Only changes under this agreement; null: all'),
    reports: reports.optional(),
    exact: exact.optional(),
  })
  .refine((settings) => Object.keys(settings).length > 0, { message: 'must change something' })
  .meta({ id: 'WebhookSettings' });
export type WebhookSettings = z.output<typeof webhookSettingsSchema>;

export const webhookSwitchSchema = z
  .strictObject({
    enabled: z.boolean(),
    after: changeNumber
      .optional()
      .describe('When enabled: go on behind this change; where it had come to when not said'),
    why: z.string().min(1).max(500, 'must have at most 500 characters').optional().describe('When disabled: why'),
  })
  .superRefine(({ enabled, after, why }, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!enabled && after !== undefined) wrong('after', 'belongs to enabling only');
    if (enabled && why !== undefined) wrong('why', 'belongs to disabling only');
  })
  .meta({ id: 'WebhookSwitch' });
export type WebhookSwitch = z.output<typeof webhookSwitchSchema>;

/** How long the old secret signs beside the new one when nobody says otherwise, and at the most, in seconds. */
export const OLD_SECRET_SECONDS = 24 * 60 * 60;
const MOST_OLD_SECRET_SECONDS = 7 * OLD_SECRET_SECONDS;

export const secretRotationSchema = z
  .strictObject({
    keepOldSeconds: z
      .number()
      .int()
      .min(0, 'must be 0 or more')
      .max(MOST_OLD_SECRET_SECONDS, `must be at most ${MOST_OLD_SECRET_SECONDS}, seven days`)
      .optional()
      .describe('How long messages are signed by the old secret too; a day when not said, 0 when it has leaked'),
  })
  .meta({ id: 'SecretRotation' });
export type SecretRotation = z.output<typeof secretRotationSchema>;

export const webhookReplaySchema = z
  .strictObject({
    change: changeNumber.optional().describe('Send this one change again, now'),
    after: changeNumber.optional().describe('Go back to behind this change, and send what follows again in order'),
  })
  .refine(({ change, after }) => (change === undefined) !== (after === undefined), {
    message: 'must have either `change` or `after`',
  })
  .meta({ id: 'WebhookReplay' });
export type WebhookReplay = z.output<typeof webhookReplaySchema>;
