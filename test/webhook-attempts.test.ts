import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverInBackground } from '../src/actions/deliver-in-background.js';
import { switchWebhook } from '../src/actions/manage-webhook.js';
import { readAttempts, readWebhook } from '../src/actions/read-webhooks.js';
import { testWebhook } from '../src/actions/send-single-message.js';
import { webhookState } from '../src/actions/webhook-state.js';
import { MOST_ATTEMPTS, RETRY_WAITS } from '../src/domain/webhook-retries.js';
import type { Database } from '../src/store/connect.js';
import { insertAttempt, KEPT_ATTEMPTS, type WebhookAttempt } from '../src/store/webhook-attempts.js';
import { overWhen } from './helpers/deadline.js';
import { fillRecord, rulesWith } from './helpers/reassessing.js';
import { numbersOf, type Receiver, startReceiver } from './helpers/receivers.js';
import { fillSmallRecord } from './helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from './helpers/stores.js';
import { type Clock, MANAGER, never, numbers, START, senderOn, webhookTo } from './helpers/webhook-bench.js';

let store: OpenedStore;
let receiver: Receiver;
let clock: Clock;
beforeEach(async () => {
  receiver = await startReceiver();
  clock = { now: START };
});
afterEach(async () => {
  await receiver.close();
  for (const table of ['webhooks', 'webhook_attempts']) await store.database(table).delete();
});
afterAll(stopStores);

const journal = async (database: Database, subject: string) =>
  (await database('journal').where({ subject }).orderBy('number')).map(({ who, what }) => `${who} ${what}`);

describe.each(stores)('the feed by webhook, on $name', ({ open }) => {
  beforeAll(async () => {
    store = await open();
    await fillRecord(store.database, rulesWith(), 20);
    await fillSmallRecord(store.database);
  });
  afterAll(() => store.close());
  const bench = () => senderOn(store.database, clock);

  it('holds back what comes after a change that is not taken, and tries that with the same id', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    const all = await numbers(store.database);
    const stuck = all[2] as number;
    let refusals = 3;
    receiver.answer = ({ body }) => (body.data.number === stuck && refusals-- > 0 ? 500 : 204);
    for (const wait of [0, ...RETRY_WAITS.slice(0, 3)]) {
      clock.now += wait - 1;
      await on.deliver(id);
      clock.now += 1;
      await on.deliver(id);
    }
    expect(numbersOf(receiver)).toEqual([...all.slice(0, 2), stuck, stuck, stuck, ...all.slice(2)]);
    const ids = receiver.received
      .filter(({ body }) => body.data.number === stuck)
      .map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(receiver.received.map(({ text }) => text)).size).toBe(all.length);
    const { items } = await readAttempts(on.service, id, { limit: 100, delivered: false });
    expect(items.map(({ change, attempt, status, error }) => [change, attempt, status, error])).toEqual(
      [3, 2, 1].map((attempt) => [stuck, attempt, 500, 'the answer was 500']),
    );
  });

  it('is tried by the table, then given up, saying why; enabled, it goes on where it was', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    const all = await numbers(store.database);
    receiver.answer = () => 500;
    const waits: number[] = [];
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      await on.deliver(id);
      const { failing } = await readWebhook(on.service, id);
      expect(failing).toMatchObject({ attempts: attempt, error: 'the answer was 500' });
      const next = Date.parse(failing?.nextAt ?? '');
      waits.push(next - clock.now);
      clock.now = next;
    }
    expect(waits).toEqual(RETRY_WAITS);
    await on.deliver(id);
    const given = { enabled: false, disabled: { why: '10 attempts failed; the last: the answer was 500' } };
    expect(await readWebhook(on.service, id)).toMatchObject(given);
    expect(receiver.received).toHaveLength(MOST_ATTEMPTS);
    expect(await webhookState(store.database)).toMatchObject({ disabled: 1, failing: 0, failed: MOST_ATTEMPTS });

    clock.now += 1e9;
    receiver.answer = () => 204;
    await on.deliver(id);
    expect(receiver.received).toHaveLength(MOST_ATTEMPTS);
    await switchWebhook(on.service, id, { enabled: true }, MANAGER);
    await on.deliver(id);
    expect(numbersOf(receiver).slice(MOST_ATTEMPTS)).toEqual(all);
    expect(await journal(store.database, id)).toEqual([
      'an-operator webhook-created',
      'truce webhook-disabled',
      'an-operator webhook-enabled',
    ]);
  });

  it('is disabled at once where the endpoint says that it is gone, also to a test', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    receiver.answer = () => 410;
    await on.deliver(id);
    const gone = { enabled: false, disabled: { why: 'the endpoint answered 410: it is gone' } };
    expect(await readWebhook(on.service, id)).toMatchObject(gone);
    await on.deliver(id);
    expect(receiver.received).toHaveLength(1);
    await switchWebhook(on.service, id, { enabled: true }, MANAGER);
    expect(await testWebhook(on.service, id, MANAGER)).toMatchObject({ delivered: false, status: 410 });
    expect(await readWebhook(on.service, id)).toMatchObject(gone);
  });

  it('waits longer where the receiver asks for it, but not for ever', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    const asks = ['60', '1', '999999999', 'Sun, 29 Nov 2026 18:00:00 GMT', 'soon'];
    const waits: number[] = [];
    for (const ask of asks) {
      receiver.answer = (_received, response) => void response.writeHead(429, { 'retry-after': ask }).end();
      await on.deliver(id);
      const next = Date.parse((await readWebhook(on.service, id)).failing?.nextAt ?? '');
      waits.push(next - clock.now);
      // Back to the start, so that the date in the next answer is six hours away.
      if (ask === '999999999') await store.database('webhooks').update({ next_at: null });
      clock.now = ask === '999999999' ? START : next;
    }
    const hour = 3_600_000;
    expect(waits).toEqual([60_000, RETRY_WAITS[1], 24 * hour, 6 * hour, RETRY_WAITS[4]]);
  });

  it('is taken over from a process that died behind a message, which comes once more with the same id', async () => {
    const dying = bench();
    const { id } = await webhookTo(dying, receiver);
    const all = await numbers(store.database);
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const other = senderOn(store.again(), clock);
    let hung: Promise<void> | undefined;
    const third = new Promise<void>((arrived) => {
      let messages = 0;
      receiver.answer = async () => {
        messages += 1;
        if (messages !== 3) return 204;
        arrived();
        await asleep;
        return 204;
      };
      hung = dying.deliver(id);
    });
    await third;
    await other.deliver(id);
    expect(receiver.received).toHaveLength(3);
    clock.now += 60_000;
    await other.deliver(id);
    expect(numbersOf(receiver)).toEqual([...all.slice(0, 3), ...all.slice(2)]);
    const [before, again] = [receiver.received[2], receiver.received[3]];
    expect(again?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
    // It wakes up, and finds that it has nothing to say any more.
    wake();
    await hung;
    expect(numbersOf(receiver)).toHaveLength(all.length + 1);
    expect(await readWebhook(other.service, id)).toMatchObject({ behind: 0, delivered: all.length, failed: 0 });
    expect((await readAttempts(other.service, id, { limit: 500 })).items).toHaveLength(all.length);
  });

  it('is sent by one of several processes, each change once', async () => {
    const first = bench();
    const { id } = await webhookTo(first, receiver);
    const others = [senderOn(store.again(), clock), senderOn(store.again(), clock)];
    await Promise.all([first, ...others].map((each) => each.deliver(id)));
    expect(numbersOf(receiver)).toEqual(await numbers(store.database));
  });

  it('does not believe leases and waits of a clock that was set back', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    const ahead = START + 40 * 24 * 3_600_000;
    await store.database('webhooks').update({ holder: 'nobody', leased_until: ahead, next_at: ahead });
    await on.deliver(id);
    expect(numbersOf(receiver)).toEqual(await numbers(store.database));
  });

  it('keeps a bounded number of attempts, the latest', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    const attempt: Omit<WebhookAttempt, 'number'> = {
      kind: 'test',
      change: null,
      message: 'msg',
      attempt: 1,
      at: START,
      durationMs: 1,
      delivered: true,
      status: 204,
      error: null,
      nextAt: null,
    };
    const add = () => store.database.transaction((transaction) => insertAttempt(transaction, id, attempt));
    await add();
    await add();
    await store.database('webhooks').update({ sent: KEPT_ATTEMPTS });
    await add();
    const { items } = await readAttempts(on.service, id, { limit: 10 });
    expect(items.map(({ number }) => number)).toEqual([KEPT_ATTEMPTS + 1, 2]);
  });
});

describe('a process that sends', () => {
  beforeAll(async () => {
    store = await (stores[0] as (typeof stores)[number]).open();
    await fillRecord(store.database, rulesWith(), 10);
  });
  afterAll(() => store.close());

  it('is held up by no endpoint that never answers, tries it again, and stops at once', async () => {
    const late = new AbortController();
    const on = senderOn(store.database, clock, { deadline: overWhen(late.signal) });
    const all = await numbers(store.database);
    const mute = await startReceiver(() => undefined);
    const deaf = await webhookTo(on, mute);
    const others: Awaited<ReturnType<typeof webhookTo>>[] = [];
    for (let count = 0; count < 5; count++) others.push(await webhookTo(on, receiver));
    let done: () => void = () => undefined;
    const told = new Promise<void>((resolve) => {
      done = resolve;
    });
    let failed: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => {
      failed = resolve;
    });
    const counts = new Map<string, number>();
    const sending = deliverInBackground(on.sender, {
      told({ webhook, delivered }) {
        counts.set(webhook, (counts.get(webhook) ?? 0) + 1);
        if (webhook === deaf.id && !delivered) failed();
        if (others.every(({ id }) => counts.get(id) === all.length)) done();
      },
      failed: (error) => {
        throw error;
      },
    });
    await told;
    expect(mute.received).toHaveLength(1);
    for (const { id } of others) {
      const its = receiver.received.filter(({ headers }) => headers['webhook-id']?.includes(id.slice(4)));
      expect(numbersOf({ received: its })).toEqual(all);
    }
    late.abort();
    await refused;
    await sending.stop();
    expect(sending.counts()).toEqual({ delivered: 5 * all.length, failed: 1, disabled: 0 });
    expect(await readWebhook(on.service, deaf.id)).toMatchObject({
      failing: { attempts: 1, error: 'it took too long to answer' },
    });
    expect(await store.database('webhooks').whereNotNull('holder')).toEqual([]);
    expect(never.aborted).toBe(false);
    await mute.close();
  });
});
