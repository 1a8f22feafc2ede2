import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { Chance } from '../engine/support/chance.js';
import { expectNothingLost } from '../helpers/record-checks.js';
import { copyRules } from '../helpers/rules-copy.js';
import { startServer } from '../helpers/server-process.js';
import { stopStores, stores } from '../helpers/stores.js';
import { noSenders, sendBatches, sendSingly } from '../helpers/writers.js';

/** A service that is told to stop while it is busy. FAULT_STOPS makes it longer. */

const STOPS = Number(process.env.FAULT_STOPS ?? 1);

afterAll(stopStores);

describe.each(stores)('a service that is told to stop under load, on $name', ({ name, open }) => {
  it('has stored all that it answered, answers whole or not at all, and ends by itself', async () => {
    const store = await open();
    const rules = await copyRules();
    const environment = { TRUCE_DATABASE_URL: store.url, TRUCE_RULES: rules.folder };
    let server = await startServer(environment);
    const senders = noSenders();
    const chance = new Chance(15);
    let stopping = true;
    const address = () => server.address;
    const more = () => stopping;
    const sending = [
      ...['a', 'b', 'c', 'd'].map((writer) => sendSingly(senders, writer, address, more)),
      sendBatches(senders, 'e', address, more, 60),
    ];
    for (let stop = 0; stop < STOPS; stop++) {
      const enough = senders.acknowledged.size + 20 + chance.below(20);
      while (senders.acknowledged.size < enough) await pause(1);
      expect(await server.stop()).toBe(0);
      server = await startServer(environment);
    }
    stopping = false;
    await Promise.all(sending);
    expect(await server.stop()).toBe(0);
    // What was refused was refused because the service was stopping, and nothing else.
    expect([...senders.refused.keys()].filter((refusal) => refusal !== '503 not-ready')).toEqual([]);
    const came = await expectNothingLost(store.database, senders);
    expect(came.acknowledged).toBe(senders.sent.size);
    console.info(
      `${name}: ${STOPS} stops under load, ${came.acknowledged} reports acknowledged, ${came.lost} lost, ` +
        `${senders.unanswered} requests cut off, refused: ${JSON.stringify(Object.fromEntries(senders.refused))}`,
    );
    await store.close();
    await rules.remove();
  }, 600_000);
});
