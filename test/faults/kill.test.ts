import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { Chance } from '../engine/support/chance.js';
import { expectNothingLost } from '../helpers/record-checks.js';
import { copyRules } from '../helpers/rules-copy.js';
import { type ServerProcess, startServer } from '../helpers/server-process.js';
import { stopStores, stores } from '../helpers/stores.js';
import { noSenders, noteRefusal, post, type Senders, sendBatches, sendSingly } from '../helpers/writers.js';
import { filesIn, GOOD_RULES } from '../rulebook/rule-folders.js';

/**
 * A service that is killed again and again, in the middle of reports sent singly and in batches, of publications, and of the
 * judging again that follows them. FAULT_KILLS makes it longer; FAULT_SEED makes it another one.
 */

const KILLS = Number(process.env.FAULT_KILLS ?? 3);
const SEED = Number(process.env.FAULT_SEED ?? 2016);
/** So many acknowledgements at the most between a start and the next kill. */
const BETWEEN = 30;

afterAll(stopStores);

describe.each(stores)('a service that is killed at any moment, on $name', ({ name, open }) => {
  it(`keeps every report that it acknowledged, once and whole, over ${KILLS} kills`, async () => {
    const store = await open();
    const rules = await copyRules();
    const environment = { TRUCE_DATABASE_URL: store.url, TRUCE_RULES: rules.folder, TRUCE_PUBLISH: 'manual' };
    let server = await startServer(environment);
    const chance = new Chance(SEED);
    const senders = noSenders();
    let killing = true;
    const address = () => server.address;
    const more = () => killing;
    const sending = [
      sendSingly(senders, 'a', address, more),
      sendSingly(senders, 'b', address, more),
      sendBatches(senders, 'c', address, more),
      publish(senders, address, more),
    ];
    for (let kill = 0; kill < KILLS; kill++) {
      server = await killedAndStarted(server, senders, chance, environment);
    }
    killing = false;
    await Promise.all(sending);
    expect([...senders.refused.keys()].filter((status) => status.startsWith('500'))).toEqual([]);
    // Whoever was never answered has sent again by now: there is nothing that was sent and is not acknowledged.
    expect(
      [...senders.sent].filter((reportId) => !senders.acknowledged.has(reportId)),
      JSON.stringify([...senders.refused]),
    ).toEqual([]);
    await judgedAgain(server);
    expect(await server.stop()).toBe(0);
    const came = await expectNothingLost(store.database, senders);
    const published = await store.database('publications').count({ count: '*' });
    console.info(
      `${name}: ${KILLS} kills, ${came.acknowledged} reports acknowledged, ${came.lost} lost, ${came.twice} twice, ` +
        `${published[0]?.count} publications, ${senders.unanswered} requests without an answer, refused: ` +
        JSON.stringify(Object.fromEntries(senders.refused)),
    );
    await store.close();
    await rules.remove();
  }, 3_600_000);
});

/** After some more acknowledgements and a moment, so that no two kills meet the same work. */
async function killedAndStarted(
  server: ServerProcess,
  { acknowledged, sent }: Senders,
  chance: Chance,
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const enough = acknowledged.size + 1 + chance.below(BETWEEN);
  while (acknowledged.size < enough && sent.size > 0) await pause(1);
  await pause(chance.below(30));
  await server.kill();
  return startServer(environment);
}

/** One rulebook after the other: each differs from the one before in what verdicts follow from. */
async function publish(senders: Senders, address: () => string, more: () => boolean): Promise<void> {
  const files = filesIn(GOOD_RULES).map(({ path, text }) => [path, text] as const);
  for (let number = 0; more(); number++) {
    const edited = files.map(([path, text]) => [path, text.replace('value: 100', `value: ${100 - (number % 40)}`)]);
    const body = { files: Object.fromEntries(edited), who: 'an analyst', why: `edition ${number}` };
    const answer = await post(address(), '/v1/rulebook/publish', JSON.stringify(body));
    if (answer === undefined) senders.unanswered += 1;
    else if (answer !== 'not-there' && answer.status !== 201 && answer.status !== 200)
      noteRefusal(senders, answer.status, JSON.parse(answer.text).code);
    await pause(500);
  }
}

/** What the last publication left to be judged again is done. */
async function judgedAgain({ address }: ServerProcess): Promise<void> {
  for (;;) {
    const { items } = (await (await fetch(`${address}/v1/reassessments?limit=1`)).json()) as {
      items: { state: string }[];
    };
    if (items.length === 0 || items[0]?.state === 'finished') return;
    await pause(50);
  }
}
