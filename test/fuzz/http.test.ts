import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/actions/keys.js';
import { verifyJournal } from '../../src/actions/verify-journal.js';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import { readConfig } from '../../src/config.js';
import { SCOPES, type Scope } from '../../src/domain/access.js';
import { type Running, run } from '../../src/main.js';
import { languagesFolder, profilesFolder, rulesFolder } from '../helpers/service.js';
import { operations } from './support/document.js';
import { Growth, type Rows, rowsIn } from './support/growth.js';
import { fillRecord, type Known } from './support/record.js';
import { withHeader } from './support/request.js';
import { type FuzzAnswer, Sender } from './support/send.js';
import { type Numbered, report, storm } from './support/storm.js';

/**
 * FUZZ_REQUESTS=20000 FUZZ_SEED=n for a long one, FUZZ_DATABASE=postgres://… on another database; FUZZ_ONLY=i sends the
 * request of that number alone.
 */
const COUNT = Number(process.env.FUZZ_REQUESTS ?? 1_500);
const SEED = Number(process.env.FUZZ_SEED ?? 20160227);
const ONLY = process.env.FUZZ_ONLY === undefined ? undefined : Number(process.env.FUZZ_ONLY);

let running: Running;
let known: Known;
let sender: Sender;
beforeAll(async () => {
  const folders = { TRUCE_RULES: rulesFolder, TRUCE_PROFILES: profilesFolder, TRUCE_LANGUAGES: languagesFolder };
  const database = process.env.FUZZ_DATABASE ?? 'sqlite::memory:';
  const hooks = { TRUCE_WEBHOOK_ALLOW: '127.0.0.1:9', TRUCE_RATE_LIMIT: '0' };
  const quiet = {
    TRUCE_PORT: '0',
    TRUCE_LOG: 'silent',
    TRUCE_PUBLISH: 'manual',
    TRUCE_DATABASE_URL: database,
    ...hooks,
  };
  running = await run(readConfig({ ...folders, ...quiet }));
  running.app.server.keepAliveTimeout = 600_000;
  known = await fillRecord(running.app.context, running.address);
  sender = new Sender(Number(new URL(running.address).port));
});
afterAll(async () => {
  sender?.close();
  await running?.stop();
});

/** What another rulebook would answer is another question: the one that was live is made live again. */
async function liveAgain({ request: { operation } }: Numbered, { status, body }: FuzzAnswer): Promise<void> {
  if (status !== 201 || !['publishRulebook', 'rollBackRulebook'].includes(operation ?? '')) return;
  if (JSON.parse(body.toString('utf8')).rulebook === known.rulebooks[0]) return;
  const back = await fetch(`${running.address}/v1/rulebook/rollback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...key },
    body: JSON.stringify({ hash: known.rulebooks[0], who: 'a fuzz', why: 'to go on as before' }),
  });
  expect(back.status).toBeLessThan(300);
  await back.arrayBuffer();
  if (back.status === 201) growth.rows.publications += 1;
}

const growth = new Growth();
/** What lets the test itself in, once there are keys. */
let key: Record<string, string> = {};

describe('The service, asked what fits the document, what nearly fits and what should break it', () => {
  it('answers everything as the document says, stores what it acknowledged and nothing else, and lives on', async () => {
    const { database } = running.app.context;
    const before = await rowsIn(database);
    const [from, to] = ONLY === undefined ? [0, COUNT] : [ONLY, ONLY + 1];
    const tally = await storm(sender, known, {
      ...{ seed: SEED, from, to, lanes: 4 },
      heard(numbered, answer) {
        growth.heard(numbered, answer);
        return liveAgain(numbered, answer);
      },
    });
    if (process.env.FUZZ_REQUESTS !== undefined) console.log(report(tally));
    expect(tally.failures.slice(0, 20)).toEqual([]);
    expect(tally.sent).toBe(to - from);

    const after = await rowsIn(database);
    const grown = Object.fromEntries(
      Object.entries(after).map(([table, rows]) => [table, rows - before[table as keyof Rows]]),
    );
    expect(grown).toEqual(growth.rows);
    for (const place of growth.places.filter((_, index) => index % 10 === 0))
      expect(await (await fetch(running.address + place)).json()).toBeTypeOf('object');
    expect((await fetch(`${running.address}/ready`)).status).toBe(200);
    const { chain, record } = await verifyJournal(database);
    expect({ chain: chain.faults, record: record.faults }).toEqual({ chain: [], record: [] });
    let checked = 0;
    for await (const { differences } of verifyRecord(database, await recordToVerify(database), {})) {
      expect(differences).toEqual([]);
      checked += 1;
      if (checked === 40) break;
    }
    if (ONLY !== undefined) return;
    expect(checked).toBeGreaterThan(20);
    // Where nothing is ever taken, nothing but refusals would have been tried.
    const taken = operations
      .filter(({ id }) => (tally.byOperation.get(id)?.valid ?? 0) > 8)
      .map(({ id }) => tally.byOperation.get(id)?.taken);
    expect(taken.length).toBeGreaterThan(20);
    expect(taken.filter((each) => each === 0)).toEqual([]);
  }, 7_200_000);

  it('does so for keys of few scopes, of none and of nobody', async () => {
    const { database } = running.app.context;
    const desk = { database, now: Date.now };
    const scopes: readonly Scope[][] = [
      [...SCOPES],
      ['incidents:write'],
      ['incidents:read'],
      ['verdicts:read'],
      ['rules:read'],
      ['rules:publish'],
      ['admin'],
      ['verdicts:read', 'locations:exact'],
      [],
    ];
    const secrets = await Promise.all(
      scopes.map((each, index) =>
        createKey(desk, 'a fuzz', {
          reporter: index === 0 ? 'local' : `reporter ${index}`,
          name: 'k',
          scopes: each,
          expiresAt: null,
        }),
      ),
    );
    key = { authorization: `Bearer ${secrets[0]?.secret}` };
    const sent = [
      ...secrets.map(({ secret }) => `Bearer ${secret}`),
      `Bearer truce_${'x'.repeat(43)}`,
      'Bearer',
      'Basic eDp5',
    ];
    const tally = await storm(sender, known, {
      ...{ seed: SEED + 1, from: 0, to: ONLY === undefined ? Math.ceil(COUNT / 5) : 0, lanes: 4 },
      dressed: (request, number) =>
        number % 10 === 9 ? request : withHeader(request, 'Authorization', sent[number % sent.length] as string),
      heard: liveAgain,
    });
    if (process.env.FUZZ_REQUESTS !== undefined) console.log(report(tally));
    expect(tally.failures.slice(0, 20)).toEqual([]);
    const { chain, record } = await verifyJournal(database);
    expect({ chain: chain.faults, record: record.faults }).toEqual({ chain: [], record: [] });
    if (ONLY === undefined) for (const status of [200, 401, 403]) expect(tally.byStatus.get(status)).toBeGreaterThan(0);
  }, 7_200_000);
});
