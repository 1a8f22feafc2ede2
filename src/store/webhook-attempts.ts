import type { Database, Transaction } from './connect.js';

/** What came of the last attempts to send to each webhook. */

/** `feed`: in the order of changes. `replay`: one change once more, because somebody asked. `test`: no change at all. */
export type AttemptKind = 'feed' | 'replay' | 'test';

export interface WebhookAttempt {
  /** From 1, of this webhook. */
  readonly number: number;
  readonly kind: AttemptKind;
  /** The number of the change; null in a test. */
  readonly change: number | null;
  /** The webhook-id. */
  readonly message: string;
  /** The first is 1. */
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly durationMs: number;
  readonly delivered: boolean;
  readonly status: number | null;
  readonly error: string | null;
  /** When it is tried again; null when it is not. */
  readonly nextAt: number | null;
}

/** So many of each webhook are kept, the latest. */
export const KEPT_ATTEMPTS = 1_000;

/** Adds one, counts it, and lets go of the oldest. Nothing where the webhook is gone. */
export async function insertAttempt(
  transaction: Transaction,
  webhook: string,
  attempt: Omit<WebhookAttempt, 'number'>,
): Promise<void> {
  // The row of the webhook is locked by this, so that two who send get two numbers.
  const counted = { sent: transaction.raw('sent + 1') };
  if ((await transaction('webhooks').where({ id: webhook }).update(counted)) === 0) return;
  const { sent } = await transaction('webhooks').where({ id: webhook }).first('sent');
  const { durationMs, nextAt, delivered, ...rest } = attempt;
  const columns = { ...rest, duration_ms: durationMs, next_at: nextAt, delivered: Number(delivered) };
  await transaction('webhook_attempts').insert({ webhook, number: Number(sent), ...columns });
  await transaction('webhook_attempts')
    .where({ webhook })
    .where('number', '<=', Number(sent) - KEPT_ATTEMPTS)
    .delete();
}

/** A page, the latest first. @param before only those with a lower number */
export async function listAttempts(
  database: Database,
  asked: {
    readonly webhook: string;
    readonly delivered?: boolean | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<WebhookAttempt[]> {
  const query = database('webhook_attempts')
    .where({ webhook: asked.webhook })
    .orderBy('number', 'desc')
    .limit(asked.limit);
  if (asked.before !== undefined) query.where('number', '<', asked.before);
  if (asked.delivered !== undefined) query.where('delivered', Number(asked.delivered));
  return (await query).map(attemptOf);
}

const count = (value: unknown) => (value === null ? null : Number(value));

const attemptOf = (row: Record<string, unknown>): WebhookAttempt => ({
  number: Number(row.number),
  kind: row.kind as AttemptKind,
  change: count(row.change),
  message: String(row.message),
  attempt: Number(row.attempt),
  at: Number(row.at),
  durationMs: Number(row.duration_ms),
  delivered: Number(row.delivered) === 1,
  status: count(row.status),
  error: row.error === null ? null : String(row.error),
  nextAt: count(row.next_at),
});
