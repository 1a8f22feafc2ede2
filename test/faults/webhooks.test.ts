import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { Chance } from '../engine/support/chance.js';
import { numbersOf, type Received, type Receiver, startReceiver } from '../helpers/receivers.js';
import { expectNothingLost } from '../helpers/record-checks.js';
import { until } from '../helpers/running.js';
import { type ServerProcess, startServer } from '../helpers/server-process.js';
import { stopStores, stores } from '../helpers/stores.js';
import { numbers } from '../helpers/webhook-bench.js';
import { noSenders, post, sendBatches, sendSingly } from '../helpers/writers.js';
import { GOOD_RULES } from '../rulebook/rule-folders.js';

/**
 * A service is killed while it tells several webhooks of what comes in, and another takes over. Nobody waits for the lease of
 * the killed one to end: the clock of each process is an hour ahead of the one before it. FAULT_KILLS makes it longer;
 * FAULT_SEED makes it another one.
 */

const KILLS = Number(process.env.FAULT_KILLS ?? 2);
const SEED = Number(process.env.FAULT_SEED ?? 2016);
const ENDPOINTS = 3;
/** Reports between two kills, at least; each is told to every endpoint. */
const REPORTS = 20;
const HOUR = 3_600_000;

afterAll(stopStores);

/** Put before a program: its clock is so many hours ahead. */
const ahead = (hours: number) => {
  const module = `const now = Date.now; Date.now = () => now() + ${hours * HOUR};`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` };
};

// Mostly processes that start: the two need not wait for each other.
describe.concurrent.each(stores)('a service that is killed while it sends webhooks, on $name', ({ name, open }) => {
  it(`has told every endpoint every change, in order, over ${KILLS} kills; again only what was on its way`, async () => {
    const store = await open();
    const environment = {
      TRUCE_DATABASE_URL: store.url,
      TRUCE_RULES: GOOD_RULES,
      TRUCE_PUBLISH: 'manual',
      TRUCE_WEBHOOK_ALLOW: '127.0.0.1',
    };
    const began = Date.now();
    let server = await startServer({ ...environment, ...ahead(0) });
    const receivers = await Promise.all(Array.from({ length: ENDPOINTS }, () => startReceiver()));
    for (const { port } of receivers) await makeWebhook(server, `http://127.0.0.1:${port}/`);

    const chance = new Chance(SEED);
    const senders = noSenders();
    const address = () => server.address;
    const more = () => senders.acknowledged.size < REPORTS * (KILLS + 1);
    const writing = [sendSingly(senders, 'a', address, more), sendBatches(senders, 'b', address, more, 10)];
    let unanswered = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const before = kill % 2 === 0;
      unanswered += before ? 1 : 0;
      const moment = { messages: 10 + chance.below(REPORTS), before, afterwards: chance.below(20) };
      await killedAt(receivers, moment, server);
      // It had no time to let go of what it was sending to.
      if (before) expect(await store.database('webhooks').whereNotNull('holder')).not.toEqual([]);
      server = await startServer({ ...environment, ...ahead(kill + 1) });
    }
    await Promise.all(writing);
    const feed = await numbers(store.database);
    await until(async () => receivers.every((receiver) => numbersOf(receiver).at(-1) === feed.at(-1)));
    expect(await server.stop()).toBe(0);

    const repeats = receivers.map(({ received }) => repeatsIn(received, feed, began));
    for (const each of repeats) expect(each).toBeLessThanOrEqual(KILLS);
    const repeated = repeats.reduce((sum, each) => sum + each, 0);
    // Nobody had an answer to these: that they were taken was not to be known.
    expect(repeated).toBeGreaterThanOrEqual(unanswered);
    for (const row of await store.database('webhooks')) {
      const { cursor, delivered, failed, attempts, holder } = row;
      expect({ cursor: Number(cursor), delivered: Number(delivered) }).toEqual({
        cursor: feed.at(-1),
        delivered: feed.length,
      });
      expect({ failed: Number(failed), attempts, holder }).toEqual({ failed: 0, attempts: 0, holder: null });
    }
    await expectNothingLost(store.database, senders);
    console.info(`${name}: ${KILLS} kills, ${feed.length} changes to ${ENDPOINTS} endpoints, ${repeated} told twice`);
    await Promise.all(receivers.map((each) => each.close()));
    await store.close();
  }, 600_000);
});

async function makeWebhook({ address }: ServerProcess, url: string): Promise<void> {
  const answer = await post(address, '/v1/webhooks', JSON.stringify({ url, after: 0 }));
  expect(answer).toMatchObject({ status: 201 });
}

interface Moment {
  /** Which message, counted over all receivers from now on. */
  readonly messages: number;
  /** Whether it is answered only when the process is gone. */
  readonly before: boolean;
  /** Otherwise so long after its answer, so that no two kills meet the same work. Milliseconds. */
  readonly afterwards: number;
}

/** Kills the service at a message. */
function killedAt(receivers: readonly Receiver[], { messages, before, afterwards }: Moment, server: ServerProcess) {
  let left = messages;
  return new Promise<void>((killed) => {
    for (const receiver of receivers)
      receiver.answer = async (_received, response) => {
        left -= 1;
        if (left !== 0) return 204;
        if (!before) {
          response.writeHead(204).end();
          await pause(afterwards);
        }
        await server.kill();
        killed();
        return before ? 204 : undefined;
      };
  });
}

/**
 * Holds what one endpoint was told against the feed: all of it, in order; twice only what the next process repeated first.
 * @returns how many messages were repeated
 */
function repeatsIn(received: readonly Received[], feed: readonly number[], began: number): number {
  const told = received.map(({ headers, text, body }) => ({
    number: Number(body.data.number),
    id: headers['webhook-id'],
    text,
    // Which process sent it, by its clock.
    process: Math.floor((Number(headers['webhook-timestamp']) * 1000 + 1000 - began) / HOUR),
  }));
  const again = told.filter(({ number }, index) => number === told[index - 1]?.number);
  expect(told.filter((each) => !again.includes(each)).map(({ number }) => number)).toEqual(feed);
  for (const [index, each] of told.entries()) {
    const before = told[index - 1];
    if (before === undefined) continue;
    expect(each.process).toBeGreaterThanOrEqual(before.process);
    if (!again.includes(each)) continue;
    expect([each.id, each.text]).toEqual([before.id, before.text]);
    expect(each.process).toBeGreaterThan(before.process);
  }
  return again.length;
}
