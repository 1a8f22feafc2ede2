import { formatInstant } from '../domain/time.js';
import type { AttemptKind, WebhookAttempt } from '../store/webhook-attempts.js';
import type { Webhook } from '../store/webhooks.js';

/** Webhooks and attempts as they are shown: never with a secret. */

export interface WebhookDocument {
  readonly id: string;
  readonly url: string;
  readonly description?: string;
  readonly agreement?: string;
  readonly reports: boolean;
  readonly exact: boolean;
  readonly enabled: boolean;
  readonly disabled?: { readonly at: string; readonly why: string };
  /** The number of the last change that it was told or did not ask for. */
  readonly after: number;
  /** How many numbers the record is further; not all of them need be for it. */
  readonly behind: number;
  /** Absent while the change behind `after` has not failed. */
  readonly failing?: { readonly attempts: number; readonly nextAt?: string; readonly error: string };
  readonly oldSecretUntil?: string;
  /** Messages of the feed that were taken, and attempts that were not, since it was made. */
  readonly delivered: number;
  readonly failed: number;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** @param at the revision, and milliseconds since 1970 */
export function webhookDocument(
  each: Webhook,
  at: { readonly revision: number; readonly now: number },
): WebhookDocument {
  const { disabledAt, disabledWhy, oldUntil, nextAt, lastError } = each;
  return {
    id: each.id,
    url: each.url,
    ...(each.description === null ? {} : { description: each.description }),
    ...(each.agreement === null ? {} : { agreement: each.agreement }),
    reports: each.reports,
    exact: each.exact,
    enabled: disabledAt === null,
    ...(disabledAt === null ? {} : { disabled: { at: formatInstant(disabledAt), why: disabledWhy ?? '' } }),
    after: each.cursor,
    behind: Math.max(0, at.revision - each.cursor),
    ...(each.attempts === 0 ? {} : { failing: failingOf(each.attempts, nextAt, lastError) }),
    ...(oldUntil === null || oldUntil <= at.now ? {} : { oldSecretUntil: formatInstant(oldUntil) }),
    delivered: each.delivered,
    failed: each.failed,
    createdAt: formatInstant(each.createdAt),
    createdBy: each.who,
  };
}

const failingOf = (attempts: number, nextAt: number | null, error: string | null) => ({
  attempts,
  ...(nextAt === null ? {} : { nextAt: formatInstant(nextAt) }),
  error: error ?? '',
});

export interface AttemptDocument {
  readonly number: number;
  readonly kind: AttemptKind;
  readonly change?: number;
  readonly messageId: string;
  readonly attempt: number;
  readonly at: string;
  readonly durationMs: number;
  readonly delivered: boolean;
  readonly status?: number;
  readonly error?: string;
  readonly nextAt?: string;
}

export const attemptDocument = (each: WebhookAttempt): AttemptDocument => ({
  number: each.number,
  kind: each.kind,
  ...(each.change === null ? {} : { change: each.change }),
  messageId: each.message,
  attempt: each.attempt,
  at: formatInstant(each.at),
  durationMs: each.durationMs,
  delivered: each.delivered,
  ...(each.status === null ? {} : { status: each.status }),
  ...(each.error === null ? {} : { error: each.error }),
  ...(each.nextAt === null ? {} : { nextAt: formatInstant(each.nextAt) }),
});
