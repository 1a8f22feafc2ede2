import { setTimeout as pause } from 'node:timers/promises';
import { currentRevision } from '../store/revision.js';
import { dueWebhooks } from '../store/webhooks.js';
import { deliverWebhook, type ToldAttempt, type WebhookSender } from './deliver-webhook.js';

/**
 * Every serving process looks which webhooks have something to be told, and sends to each by itself: one that is slow or
 * never answers holds up no other. There are no more of them than can be sent to at the same time.
 */

/** How often a process looks, and how long it leaves alone what failed, in milliseconds. */
const LOOK_MS = 1_000;
const FAILED_MS = 10_000;
/** A message that is under way when the process stops gets this long to be answered. */
const PATIENCE_MS = 5_000;

/** What this process did since it started. */
export interface WebhookCounts {
  readonly delivered: number;
  readonly failed: number;
  /** Webhooks that were disabled for what they answered. */
  readonly disabled: number;
}

export interface BackgroundSender {
  counts(): WebhookCounts;
  /** From now on no further message is begun. */
  drain(): void;
  /** Ends when no message is under way any more; one that is not answered soon is left for the next process. */
  stop(): Promise<void>;
}

export interface Listener {
  told(attempt: ToldAttempt): void;
  failed(error: unknown, webhook?: string): void;
}

export function deliverInBackground(sender: WebhookSender, { told, failed }: Listener): BackgroundSender {
  const ending = new AbortController();
  const giving = new AbortController();
  const { signal } = ending;
  const counts = { delivered: 0, failed: 0, disabled: 0 };
  const sending = new Map<string, Promise<void>>();
  const rest = (milliseconds: number) => pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  const counting: WebhookSender = {
    ...sender,
    heard(attempt) {
      counts[attempt.delivered ? 'delivered' : 'failed'] += 1;
      if (attempt.disabled !== undefined) counts.disabled += 1;
      told(attempt);
    },
  };

  async function sendTo(id: string): Promise<void> {
    try {
      await deliverWebhook(counting, id, signal, giving.signal);
    } catch (error) {
      failed(error, id);
      await rest(FAILED_MS);
    } finally {
      sending.delete(id);
    }
  }

  async function look(): Promise<number> {
    try {
      const { database, holder, now } = sender;
      const revision = await currentRevision(database);
      for (const id of await dueWebhooks(database, { holder, now: now(), revision }))
        if (!sending.has(id) && !signal.aborted) sending.set(id, sendTo(id));
      return LOOK_MS;
    } catch (error) {
      failed(error);
      return FAILED_MS;
    }
  }

  const looking = (async () => {
    while (!signal.aborted) await rest(await look());
  })();

  return {
    counts: () => ({ ...counts }),
    drain: () => ending.abort(),
    async stop() {
      ending.abort();
      await looking;
      const impatience = setTimeout(() => giving.abort(), PATIENCE_MS);
      await Promise.all(sending.values());
      clearTimeout(impatience);
    },
  };
}
