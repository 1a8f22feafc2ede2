import { MOST_ATTEMPTS, nextWait } from '../domain/webhook-retries.js';
import type { Attempt } from '../outgoing/courier.js';
import type { Database, Transaction } from '../store/connect.js';
import { inTurn } from '../store/in-turn.js';
import type { JournalEntry } from '../store/journal.js';
import { write } from '../store/revision.js';
import { type AttemptKind, insertAttempt } from '../store/webhook-attempts.js';
import { advanceWebhook, changeWebhook, settingsHash, type Webhook, webhookById } from '../store/webhooks.js';

/** What came of an attempt is written down, and with it how far the webhook is or when it is tried again. */

/** Whoever sends is given up after so long. Longer than an attempt takes, with a good deal to spare. Milliseconds. */
export const LEASE_MS = 45_000;
/** What the journal calls the service itself. */
const MACHINE = 'truce';
const GONE = 410;

/** The webhook as its holder has it. */
export type Held = Webhook & { readonly holder: string };

export interface Sent {
  readonly kind: AttemptKind;
  /** The number of the change; null in a test. */
  readonly change: number | null;
  readonly message: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
}

export interface Recorded {
  readonly attempt: number;
  /** When it is tried again, in milliseconds since 1970. */
  readonly nextAt?: number;
  /** Why the webhook is disabled now. */
  readonly disabled?: string;
  /** The webhook as it is now, where its holder goes on; absent where the holder has it no longer. */
  readonly held?: Held;
}

/**
 * After an attempt of the feed.
 * @param now milliseconds since 1970, the attempt being over
 * @param chance from 0 to 1
 * @returns undefined where somebody else holds it by now or changed it: nothing was written, and the message is sent again
 */
export async function recordFeedAttempt(
  database: Database,
  held: Held,
  sent: Sent & { readonly change: number },
  came: Attempt,
  { now, chance }: { readonly now: number; readonly chance: number },
): Promise<Recorded | undefined> {
  const attempt = held.attempts + 1;
  if (came.delivered) {
    const to = { cursor: sent.change, ...NOT_FAILING, delivered: held.delivered + 1, leasedUntil: now + LEASE_MS };
    const written = await inTransaction(database, (transaction) =>
      advance(transaction, held, to, rowOf(sent, came, attempt)),
    );
    return written ? { attempt, held: { ...held, ...to } } : undefined;
  }
  const wait = nextWait(attempt, chance, came.retryAfter);
  const disabled = reasonToDisable(came, wait);
  const failing = { attempts: attempt, lastError: came.error ?? null, failed: held.failed + 1, leasedUntil: null };
  if (disabled === undefined) {
    const nextAt = now + (wait as number);
    const to = { ...failing, nextAt };
    const row = rowOf(sent, came, attempt, nextAt);
    return (await inTransaction(database, (transaction) => advance(transaction, held, to, row)))
      ? { attempt, nextAt }
      : undefined;
  }
  const written = await write(database, async (transaction, revision) => {
    const to = { ...failing, nextAt: null, disabledAt: now, disabledWhy: disabled };
    if (!(await advance(transaction, held, to, rowOf(sent, came, attempt)))) return false;
    revision.record(disabledEntry(held, now));
    return true;
  });
  return written ? { attempt, disabled } : undefined;
}

/** After a message that somebody asked for, beside the feed. It moves nothing, but an endpoint that is gone is gone. */
export async function recordSingleAttempt(
  database: Database,
  webhook: Webhook,
  sent: Sent,
  came: Attempt,
  now: number,
) {
  await write(database, async (transaction, revision) => {
    await insertAttempt(transaction, webhook.id, rowOf(sent, came, 1));
    const present = await webhookById(transaction, webhook.id);
    const disabled = reasonToDisable(came, 0);
    if (disabled === undefined || present === undefined || present.disabledAt !== null) return;
    await changeWebhook(transaction, webhook.id, { disabledAt: now, disabledWhy: disabled });
    revision.record(disabledEntry(present, now));
  });
}

/** Without the lock of the revision: nothing of it is in the record. */
const inTransaction = (database: Database, work: (transaction: Transaction) => Promise<boolean>): Promise<boolean> =>
  inTurn(database, () => database.transaction(work));

const disabledEntry = (before: Webhook, now: number): JournalEntry => ({
  ...{ at: now, who: MACHINE, what: 'webhook-disabled', subject: before.id },
  ...{ before: settingsHash(before), after: settingsHash({ ...before, disabledAt: now }) },
});

const NOT_FAILING = { attempts: 0, nextAt: null, lastError: null } as const;

function reasonToDisable({ status, error }: Attempt, wait: number | undefined): string | undefined {
  if (status === GONE) return 'the endpoint answered 410: it is gone';
  if (wait === undefined) return `${MOST_ATTEMPTS} attempts failed; the last: ${error}`;
  return undefined;
}

type Row = Parameters<typeof insertAttempt>[2];

const rowOf = (
  { kind, change, message, at }: Sent,
  { delivered, durationMs, status, error }: Attempt,
  attempt: number,
  nextAt: number | null = null,
): Row => ({
  ...{ kind, change, message, attempt, at, durationMs, delivered },
  ...{ status: status ?? null, error: error ?? null, nextAt },
});

async function advance(transaction: Transaction, held: Held, to: Partial<Webhook>, row: Row): Promise<boolean> {
  if (!(await advanceWebhook(transaction, held, to))) return false;
  await insertAttempt(transaction, held.id, row);
  return true;
}
