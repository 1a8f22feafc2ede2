import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { type Running, run } from '../../src/main.js';
import { languagesFolder, profilesFolder, rulesFolder } from '../helpers/service.js';
import { fillRecord, type Known } from './support/record.js';
import { type FuzzAnswer, Sender } from './support/send.js';
import { type Numbered, storm } from './support/storm.js';

const COUNT = Number(process.env.FUZZ_REQUESTS ?? 3_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20160227);
const ONLY = process.env.FUZZ_ONLY === undefined ? undefined : Number(process.env.FUZZ_ONLY);

let running: Running;
let known: Known;
let sender: Sender;
beforeAll(async () => {
  const folders = { TRUCE_RULES: rulesFolder, TRUCE_PROFILES: profilesFolder, TRUCE_LANGUAGES: languagesFolder };
  const database = process.env.FUZZ_DATABASE ?? 'sqlite::memory:';
  const quiet = { TRUCE_PORT: '0', TRUCE_LOG: 'silent', TRUCE_PUBLISH: 'manual', TRUCE_DATABASE_URL: database };
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
async function heard({ request: { operation } }: Numbered, { status, body }: FuzzAnswer): Promise<void> {
  if (status !== 201 || !['publishRulebook', 'rollBackRulebook'].includes(operation ?? '')) return;
  if (JSON.parse(body.toString('utf8')).rulebook === known.rulebooks[0]) return;
  const back = await fetch(`${running.address}/v1/rulebook/rollback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hash: known.rulebooks[0], who: 'a fuzz', why: 'to go on as before' }),
  });
  expect(back.status).toBeLessThan(300);
  await back.arrayBuffer();
}

describe('the service in a storm', () => {
  it('answers', async () => {
    const t0 = Date.now();
    const tally = await storm(sender, known, {
      seed: SEED,
      from: ONLY ?? 0,
      to: ONLY === undefined ? COUNT : ONLY + 1,
      lanes: 4,
      heard,
    });
    console.log(tally.sent, Date.now() - t0, Object.fromEntries(tally.byStatus));
    console.log([...(globalThis as any).TT].sort((a: any, b: any) => b[1][1] - a[1][1]).slice(0, 40).map(([k, [n, t]]: any) => `${Math.round(t)} ms ${n} ${k}`).join('\n'));
    console.table(Object.fromEntries(tally.byOperation));
    const seen = new Set<string>();
    for (const f of tally.failures) {
      const key = f.said.slice(0, 120) + f.request.slice(0, 20);
      if (seen.has(key)) continue;
      seen.add(key);
      console.log(f);
    }
    expect(tally.failures.length).toBe(0);
  }, 3_600_000);
});
