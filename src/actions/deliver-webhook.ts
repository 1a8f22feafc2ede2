import type { Courier } from '../outgoing/courier.js';
import type { Database } from '../store/connect.js';
import { inTurn } from '../store/in-turn.js';
import { advanceWebhook, leaseWebhook, releaseWebhook } from '../store/webhooks.js';
import { readChanges } from './read-changes.js';
import { type Held, LEASE_MS, type Recorded, recordFeedAttempt } from './record-webhook-attempt.js';
import type { RevisionWatch } from './revision-watch.js';
import { messageOf, type ToldChange } from './webhook-message.js';

/** One webhook is told what is new, change by change in the order of the feed, by one process at a time. */

export interface WebhookSender {
  readonly database: Database;
  readonly revisions: RevisionWatch;
  readonly courier: Courier;
  /** A name of this process, for its leases. */
  readonly holder: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1, anew each time. */
  chance(): number;
  /** Told of every attempt that was written down. */
  heard?(told: ToldAttempt): void;
}

/** What came of an attempt, with nothing of what was sent. */
export interface ToldAttempt extends Omit<Recorded, 'held'> {
  readonly webhook: string;
  readonly change: number;
  readonly delivered: boolean;
  readonly status?: number;
  readonly error?: string;
}

/** So many changes are read at once. */
const READ_AT_ONCE = 50;
/** So much of a lease must be left for another attempt. */
const SPARE_MS = 20_000;

/**
 * Sends until nothing is left, an attempt fails, or somebody else has it. A change that is not taken holds back those
 * behind it. Whoever is killed between a message and its record leaves it to be sent once more, with the same id.
 * @param stop ends it before the next message
 * @param abort ends it in the middle of a message, which is sent once more by whoever comes next
 * @throws what the database throws
 */
export async function deliverWebhook(
  sender: WebhookSender,
  id: string,
  stop: AbortSignal,
  abort = stop,
): Promise<void> {
  const { database, holder, now } = sender;
  try {
    while (!stop.aborted) {
      const leased = await leaseWebhook(database, id, { holder, now: now(), until: now() + LEASE_MS });
      if (leased === undefined) return;
      const held = { ...leased, holder };
      const { items, after } = await changesFor(sender, held, stop);
      if (items.length > 0) {
        if (!(await sendAll(sender, held, items, { stop, abort }))) return;
      } else if (
        after === held.cursor ||
        !(await inTurn(database, () => advanceWebhook(database, held, { cursor: after })))
      )
        return;
    }
  } catch (error) {
    if (!abort.aborted) throw error;
  } finally {
    await releaseWebhook(database, id, holder);
  }
}

const changesFor = ({ database, revisions }: WebhookSender, { cursor, agreement }: Held, signal: AbortSignal) =>
  readChanges(
    { database },
    revisions,
    { after: cursor, limit: READ_AT_ONCE, agreement: agreement ?? undefined, wait: 0 },
    signal,
  );

/** @returns whether to go on: false when one was not taken */
async function sendAll(
  sender: WebhookSender,
  held: Held,
  changes: readonly ToldChange[],
  { stop, abort }: { readonly stop: AbortSignal; readonly abort: AbortSignal },
): Promise<boolean> {
  const { database, courier, now, chance } = sender;
  let webhook = held;
  for (const change of changes) {
    if (stop.aborted || now() > (webhook.leasedUntil ?? 0) - SPARE_MS) return true;
    const at = now();
    const { id: message, letter } = messageOf(webhook, change, at);
    const came = await courier.post(letter, abort);
    const sent = { kind: 'feed', change: change.number, message, at } as const;
    const recorded = await recordFeedAttempt(database, webhook, sent, came, { now: now(), chance: chance() });
    // Changed or taken over meanwhile: the next look at it says by whom, and what is to be sent.
    if (recorded === undefined) return true;
    const { held: still, ...told } = recorded;
    const { delivered, status, error } = came;
    sender.heard?.({
      webhook: webhook.id,
      change: change.number,
      delivered,
      ...(status === undefined ? {} : { status }),
      ...(error === undefined ? {} : { error }),
      ...told,
    });
    if (still === undefined) return false;
    webhook = still;
  }
  return true;
}
