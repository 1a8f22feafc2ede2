import { uuidv7 } from 'uuidv7';
import { Problem } from '../domain/problem.js';
import { currentRevision, write } from '../store/revision.js';
import { readChanges } from './read-changes.js';
import { recordSingleAttempt } from './record-webhook-attempt.js';
import type { RevisionWatch } from './revision-watch.js';
import { type Message, messageOf, testMessage } from './webhook-message.js';
import { existingWebhook, type Manager, type WebhookService } from './webhook-service.js';

/** Somebody has one message sent at once, beside the feed and also while the webhook is disabled, and sees what comes of it. */

/** It is short, and what came of it is written down also when whoever asked has gone. */
const NEVER = new AbortController().signal;

export interface SingleSent {
  readonly messageId: string;
  readonly delivered: boolean;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
}

/**
 * A message that tells nothing, to see whether it arrives.
 * @throws Problem `not-found`
 */
export async function testWebhook(service: WebhookService, id: string, manager: Manager): Promise<SingleSent> {
  const webhook = await existingWebhook(service.database, id);
  return send(service, webhook, 'test', null, testMessage(webhook, uuidv7(), service.now()), manager);
}

/**
 * One change once more, with the id it had.
 * @throws Problem `not-found` for the webhook, or where its feed has no such change
 */
export async function replayOne(
  service: WebhookService & { readonly revisions: RevisionWatch },
  id: string,
  number: number,
  manager: Manager,
): Promise<SingleSent> {
  const { database, revisions } = service;
  const webhook = await existingWebhook(database, id);
  const revision = await currentRevision(database);
  const agreement = webhook.agreement ?? undefined;
  const asked = { after: Math.max(0, number - 1), limit: 1, agreement, wait: 0 };
  const { items } = number > revision ? { items: [] } : await readChanges({ database }, revisions, asked, NEVER);
  const [change] = items;
  if (change === undefined || change.number !== number) {
    const which = agreement === undefined ? '' : ` under ${agreement}, which this webhook is told of`;
    throw new Problem('not-found', `The feed has no change ${number}${which}.`);
  }
  return send(service, webhook, 'replay', number, messageOf(webhook, change, service.now()), manager);
}

async function send(
  { database, courier, now }: WebhookService,
  webhook: Awaited<ReturnType<typeof existingWebhook>>,
  kind: 'test' | 'replay',
  change: number | null,
  { id: message, letter }: Message,
  { who }: Manager,
): Promise<SingleSent> {
  const at = now();
  const what = kind === 'test' ? 'webhook-tested' : 'webhook-change-replayed';
  await write(database, async (_transaction, revision) => {
    revision.record({ at, who, what, subject: change === null ? webhook.id : `${webhook.id} ${change}` });
  });
  const came = await courier.post(letter, NEVER);
  await recordSingleAttempt(database, webhook, { kind, change, message, at }, came, now());
  const { delivered, status, error, durationMs } = came;
  return {
    messageId: message,
    delivered,
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    durationMs,
  };
}
