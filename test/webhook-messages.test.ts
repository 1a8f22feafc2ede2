import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeWebhook, replayFrom, rotateSecret, setWebhook } from '../src/actions/manage-webhook.js';
import { readAttempts, readWebhook } from '../src/actions/read-webhooks.js';
import { replayOne, testWebhook } from '../src/actions/send-single-message.js';
import { webhookState } from '../src/actions/webhook-state.js';
import { shown } from '../src/domain/shown.js';
import { changesBetween } from '../src/store/changes.js';
import { currentRevision } from '../src/store/revision.js';
import { dueWebhooks } from '../src/store/webhooks.js';
import { fillRecord, rulesWith } from './helpers/reassessing.js';
import { numbersOf, type Receiver, startReceiver } from './helpers/receivers.js';
import { fillSmallRecord } from './helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from './helpers/stores.js';
import { type Clock, feedOf, MANAGER, numbers, START, senderOn, webhookTo } from './helpers/webhook-bench.js';

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

describe.each(stores)('the feed by webhook, on $name', ({ open }) => {
  beforeAll(async () => {
    store = await open();
    await fillRecord(store.database, rulesWith(), 20);
    await fillSmallRecord(store.database);
  });
  afterAll(() => store.close());
  const bench = () => senderOn(store.database, clock);

  it('arrives in order, each change once, signed, as /v1/changes tells it', async () => {
    const on = bench();
    const { id, secret } = await webhookTo(on, receiver);
    await on.deliver(id);
    const feed = await feedOf(store.database);
    expect(numbersOf(receiver)).toEqual(feed.map(({ number }) => number));
    const types = { verdict: 'verdict.created', superseded: 'verdict.superseded', withdrawn: 'verdict.withdrawn' };
    expect(new Set(feed.map(({ type }) => type)).size).toBe(3);
    expect(receiver.received.map(({ body }) => body.type)).toEqual(feed.map(({ type }) => types[type]));
    for (const [index, { headers, text, body }] of receiver.received.entries()) {
      const { at: _at, ...told } = feed[index] as (typeof feed)[number];
      expect(body.data).toMatchObject(told);
      expect(body.timestamp).toBe(body.data.at);
      // The reference holds the time of a message against the clock of this machine: it is signed anew for now.
      const seconds = String(Math.floor(clock.now / 1000));
      expect(headers).toMatchObject({
        'webhook-id': `msg_${id.slice(4)}_${body.data.number}`,
        'webhook-timestamp': seconds,
      });
      const sign = new Webhook(secret).sign(headers['webhook-id'] as string, new Date(clock.now), text);
      expect(headers['webhook-signature']).toBe(sign);
    }
    expect(await readWebhook(on.service, id)).toMatchObject({ behind: 0, delivered: feed.length, failed: 0 });
    expect(await webhookState(store.database)).toMatchObject({ webhooks: 1, backlog: 0, delivered: feed.length });
  });

  it('carries two signatures while a secret takes the place of another', async () => {
    const on = bench();
    const { id, secret: first } = await webhookTo(on, receiver);
    const signers = (index: number) => {
      const { headers, text } = receiver.received[index] as Receiver['received'][number];
      const given = String(headers['webhook-signature']).split(' ');
      const by = (secret: string) => new Webhook(secret).sign(String(headers['webhook-id']), new Date(clock.now), text);
      return { given, by };
    };
    const { secret: second } = await rotateSecret(on.service, id, { keepOldSeconds: 60 }, MANAGER);
    await testWebhook(on.service, id, MANAGER);
    let { given, by } = signers(0);
    expect(given).toEqual([by(second), by(first)]);
    expect((await readWebhook(on.service, id)).oldSecretUntil).toBe('2026-11-29T12:01:00Z');

    clock.now += 60_000;
    await testWebhook(on.service, id, MANAGER);
    ({ given, by } = signers(1));
    expect(given).toEqual([by(second)]);

    const { secret: third } = await rotateSecret(on.service, id, { keepOldSeconds: 0 }, MANAGER);
    await testWebhook(on.service, id, MANAGER);
    ({ given, by } = signers(2));
    expect(given).toEqual([by(third)]);
    const kept = JSON.stringify(await store.database('journal'));
    for (const secret of [first, second, third]) expect(kept).not.toContain(secret);
  });

  it('is sent again, one change or all behind one, with the ids it had', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    const all = await numbers(store.database);
    await on.deliver(id);
    const [second, third] = all.slice(1) as [number, number];
    expect(await replayOne(on.service, id, third, MANAGER)).toMatchObject({ delivered: true, status: 204 });
    await replayFrom(on.service, id, second, MANAGER);
    await on.deliver(id);
    expect(numbersOf(receiver)).toEqual([...all, third, ...all.slice(2)]);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(all.length);
    await expect(replayOne(on.service, id, 1e6, MANAGER)).rejects.toThrow('The feed has no change 1000000');
    await expect(replayFrom(on.service, id, 1e6, MANAGER)).rejects.toThrow('a fault');
    const { items } = await readAttempts(on.service, id, { limit: 500 });
    expect(items.filter(({ kind }) => kind === 'replay').map(({ change }) => change)).toEqual([third]);
  });

  it('goes where a person says by then, though a message was on its way meanwhile', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver);
    const moved = await startReceiver();
    receiver.answer = async () => {
      await setWebhook(on.service, id, { url: `http://hooks.test.example:${moved.port}/` }, MANAGER, undefined);
      return 204;
    };
    await on.deliver(id);
    expect(receiver.received).toHaveLength(1);
    expect(numbersOf(moved)).toEqual(await numbers(store.database));
    moved.answer = async () => {
      await removeWebhook(on.service, id, MANAGER);
      return 204;
    };
    await replayFrom(on.service, id, 0, MANAGER);
    const before = moved.received.length;
    await on.deliver(id);
    expect(moved.received).toHaveLength(before + 1);
    expect(await store.database('webhook_attempts')).toEqual([]);
    await expect(readWebhook(on.service, id)).rejects.toThrow('There is no webhook');
    await moved.close();
  });

  it('is of one agreement only where that is asked for', async () => {
    const on = bench();
    const { id } = await webhookTo(on, receiver, { agreement: 'second' });
    await on.deliver(id);
    const revision = await currentRevision(store.database);
    const wanted = await changesBetween(store.database, {
      after: 0,
      through: revision,
      agreement: 'second',
      limit: 1e4,
    });
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan((await feedOf(store.database)).length);
    expect(numbersOf(receiver)).toEqual(wanted.map(({ number }) => number));
    expect(await readWebhook(on.service, id)).toMatchObject({ after: revision, behind: 0 });
    expect(await dueWebhooks(store.database, { holder: 'anybody', now: clock.now, revision })).toEqual([]);
  });

  it('shows no more of reports and places than the webhook may see', async () => {
    const on = bench();
    const coarse = await startReceiver();
    const { id } = await webhookTo(on, coarse, { reports: false, exact: false });
    await on.deliver(id);
    expect(coarse.received.length).toBeGreaterThan(0);
    for (const [index, change] of (await feedOf(store.database)).entries()) {
      const { at: _at, ...told } = change;
      expect(coarse.received[index]?.body.data).toMatchObject(
        JSON.parse(JSON.stringify(shown(told, { reports: false, exact: false }))),
      );
    }
    const all = coarse.received.map(({ text }) => text).join();
    for (const hidden of ['"m5"', '"r1"', '"lon":36.5,', '"lat":35.2,', '"Ford 5"']) {
      expect(all).not.toContain(hidden);
      expect(JSON.stringify(await feedOf(store.database))).toContain(hidden);
    }
    await coarse.close();
  });
});
