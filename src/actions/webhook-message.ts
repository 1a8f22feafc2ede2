import { shown } from '../domain/shown.js';
import { formatInstant } from '../domain/time.js';
import { MESSAGE_TYPES, TEST_TYPE } from '../domain/webhook.js';
import type { Letter } from '../outgoing/courier.js';
import { signedHeaders } from '../outgoing/signature.js';
import type { Webhook } from '../store/webhooks.js';
import type { Changes } from './read-changes.js';

/** What a webhook is told: one change of the feed, as its endpoint may see it, signed. */

export type ToldChange = Changes['items'][number];

/** @param about the number of a change, the same at every attempt; or what tells a test apart */
const messageId = (webhook: Pick<Webhook, 'id'>, about: number | string): string =>
  `msg_${webhook.id.replace(/^whk_/, '')}_${about}`;

export interface Message {
  readonly id: string;
  readonly letter: Letter;
}

/** @param now milliseconds since 1970, the time of the attempt */
export function messageOf(webhook: Webhook, change: ToldChange, now: number): Message {
  const { reports, exact } = webhook;
  const data = shown(change, { reports, exact });
  const body = { type: MESSAGE_TYPES[change.type], timestamp: change.at, data };
  return signed(webhook, messageId(webhook, change.number), body, now);
}

/** Tells nothing but that it arrives. @param name what tells this test apart from others */
export function testMessage(webhook: Webhook, name: string, now: number): Message {
  const body = { type: TEST_TYPE, timestamp: formatInstant(now), data: { webhook: webhook.id } };
  return signed(webhook, messageId(webhook, `test_${name}`), body, now);
}

function signed(webhook: Webhook, id: string, content: object, now: number): Message {
  const { secret, oldSecret, oldUntil, url, reports, exact } = webhook;
  const secrets = [secret, ...(oldSecret !== null && (oldUntil ?? 0) > now ? [oldSecret] : [])];
  const body = JSON.stringify(content);
  const headers = signedHeaders({ id, timestamp: Math.floor(now / 1000), body }, secrets);
  return { id, letter: { url, confidential: reports || exact, headers, body } };
}
