import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverInBackground } from '../src/actions/deliver-in-background.js';
import { removeWebhook, replayFrom, rotateSecret, setWebhook, switchWebhook } from '../src/actions/manage-webhook.js';
import { readAttempts, readWebhook } from '../src/actions/read-webhooks.js';
import { replayOne, testWebhook } from '../src/actions/send-single-message.js';
import { webhookState } from '../src/actions/webhook-state.js';
import { shown } from '../src/domain/shown.js';
import { MOST_ATTEMPTS, RETRY_WAITS } from '../src/domain/webhook-retries.js';
import { changesBetween } from '../src/store/changes.js';
import type { Database } from '../src/store/connect.js';
import { currentRevision } from '../src/store/revision.js';
import { insertAttempt, KEPT_ATTEMPTS, type WebhookAttempt } from '../src/store/webhook-attempts.js';
import { dueWebhooks } from '../src/store/webhooks.js';
import { fillRecord, rulesWith } from './helpers/reassessing.js';
import { numbersOf, type Receiver, startReceiver } from './helpers/receivers.js';
import { fillSmallRecord } from './helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from './helpers/stores.js';
import { type Clock, MANAGER, never, START, senderOn, webhookTo } from './helpers/webhook-bench.js';

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

const feedOf = async (database: Database) => changesBetween(database, { after: 0, through: 1e9, limit: 1e6 });
const numbers = async (database: Database) => (await feedOf(database)).map(({ number }) => number);
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
    const on = senderOn(store.database, clock, { deadline: () => late.signal });
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
