import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWebhook } from '../src/actions/read-webhooks.js';
import type { Database } from '../src/store/connect.js';
import { leaseWebhook, releaseWebhook, webhookById } from '../src/store/webhooks.js';
import { fillRecord, rulesWith } from './helpers/reassessing.js';
import { numbersOf, type Receiver, startReceiver } from './helpers/receivers.js';
import { fillSmallRecord } from './helpers/small-record.js';
import { type OpenedStore, stores } from './helpers/stores.js';
import { numbers, START, senderOn, webhookTo } from './helpers/webhook-bench.js';

/** Webhooks are sent while another process writes to the SQLite file, or sits on it. Each connection is like a process. */

let store: OpenedStore;
let other: Database;
let receiver: Receiver;
const clock = { now: START };
beforeEach(async () => {
  store = await (stores[0] as (typeof stores)[number]).open();
  other = store.again();
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.close();
  await store.close();
});

/** Ends when a statement was told that the file is held. */
const heldOnce = (database: Database) =>
  new Promise<void>((resolve) => {
    database.on('query-error', ({ code }: { readonly code?: string }) => {
      if (code === 'SQLITE_BUSY') resolve();
    });
  });

/** What runs while the file is held, from the moment on that a message has arrived. */
async function holdingAt(message: number, work: () => Promise<unknown>): Promise<void> {
  await new Promise<void>((held) => {
    receiver.answer = async () => {
      if (receiver.received.length === message) {
        await other.raw('BEGIN IMMEDIATE');
        held();
      }
      return 204;
    };
  });
  await work();
  await other.raw('ROLLBACK');
}

it('waits with its notes for a process that holds the file, while others read, and sends nothing twice', async () => {
  await fillSmallRecord(store.database);
  const on = senderOn(store.database, clock);
  const { id } = await webhookTo(on, receiver);
  const met = heldOnce(store.database);
  const holding = holdingAt(2, async () => {
    await met;
    for (let asked = 0; asked < 3; asked++) expect(await readWebhook(on.service, id)).toMatchObject({ delivered: 1 });
    expect(receiver.received).toHaveLength(2);
  });
  await Promise.all([on.deliver(id), holding]);
  const all = await numbers(store.database);
  expect(numbersOf(receiver)).toEqual(all);
  expect(await readWebhook(on.service, id)).toMatchObject({ behind: 0, delivered: all.length, failed: 0 });
});

it('takes a webhook up and lets it go again only when the file is free', async () => {
  const on = senderOn(store.database, clock);
  const { id } = await webhookTo(on, receiver);
  const whileHeld = async <T>(work: () => Promise<T>): Promise<T> => {
    await other.raw('BEGIN IMMEDIATE');
    const met = heldOnce(store.database);
    const working = work();
    await met;
    await other.raw('ROLLBACK');
    return working;
  };
  const lease = { holder: 'a-process', now: clock.now, until: clock.now + 1_000 };
  expect(await whileHeld(() => leaseWebhook(store.database, id, lease))).toMatchObject({ holder: 'a-process' });
  await whileHeld(() => releaseWebhook(store.database, id, 'a-process'));
  expect(await webhookById(store.database, id)).toMatchObject({ holder: null, leasedUntil: null });
});

it('tells each change once, in order, while another process takes in reports', async () => {
  const on = senderOn(store.database, clock);
  const ids: string[] = [];
  for (let count = 0; count < 4; count++) ids.push((await webhookTo(on, receiver)).id);
  let filling = true;
  const filled = fillRecord(other, rulesWith(), 60).then(() => {
    filling = false;
  });
  const sendAll = async (id: string) => {
    for (let last = false; !last; ) {
      last = !filling;
      await on.deliver(id);
    }
  };
  await Promise.all([filled, ...ids.map(sendAll)]);
  const all = await numbers(store.database);
  for (const id of ids) {
    const its = receiver.received.filter(({ headers }) => headers['webhook-id']?.includes(id.slice(4)));
    expect(numbersOf({ received: its })).toEqual(all);
  }
});
