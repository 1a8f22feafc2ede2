import { randomUUID } from 'node:crypto';
import { createWebhook } from '../../src/actions/create-webhook.js';
import { deliverWebhook, type ToldAttempt, type WebhookSender } from '../../src/actions/deliver-webhook.js';
import { watchRevisions } from '../../src/actions/revision-watch.js';
import type { Manager } from '../../src/actions/webhook-service.js';
import type { NewWebhook } from '../../src/domain/webhook.js';
import { type CourierSettings, makeCourier } from '../../src/outgoing/courier.js';
import { changesBetween } from '../../src/store/changes.js';
import type { Database } from '../../src/store/connect.js';
import { type Receiver, resolvingTo } from './receivers.js';

/** Webhooks to receivers on this machine, by a clock that stands still until it is set. */

export const START = Date.parse('2026-11-29T12:00:00Z');
export const MANAGER: Manager = { who: 'an-operator', reports: true, exact: true };
export const HOST = 'hooks.test.example';

export interface Clock {
  now: number;
}

export const never = new AbortController().signal;

export function senderOn(database: Database, clock: Clock, more: Partial<CourierSettings> = {}) {
  const told: ToldAttempt[] = [];
  const courier = makeCourier({
    allowed: new Set([HOST]),
    resolve: resolvingTo({ [HOST]: '127.0.0.1' }),
    now: () => clock.now,
    ...more,
  });
  const sender: WebhookSender = {
    database,
    revisions: watchRevisions(database),
    courier,
    holder: randomUUID(),
    now: () => clock.now,
    chance: () => 0,
    heard: (attempt) => void told.push(attempt),
  };
  const service = { database, courier, now: sender.now, revisions: sender.revisions };
  return { sender, service, told, deliver: (id: string) => deliverWebhook(sender, id, never) };
}

/** A webhook that leads to a receiver, from the beginning of the record. */
export async function webhookTo(
  { service }: Pick<ReturnType<typeof senderOn>, 'service'>,
  { port }: Receiver,
  more: Partial<NewWebhook> = {},
) {
  const asked = { url: `http://${HOST}:${port}/`, after: 0, reports: true, exact: true, ...more };
  const { webhook, secret } = await createWebhook(service, asked, MANAGER, undefined);
  return { id: webhook.id, secret };
}

/** The whole feed, as the store tells it. */
export const feedOf = async (database: Database) => changesBetween(database, { after: 0, through: 1e9, limit: 1e6 });
export const numbers = async (database: Database) => (await feedOf(database)).map(({ number }) => number);
