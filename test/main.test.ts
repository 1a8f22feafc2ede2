import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../src/actions/keys.js';
import type { Config } from '../src/config.js';
import { connect } from '../src/store/connect.js';
import { compiledModule } from './helpers/run-resources.js';
import { report, rulesFolder } from './helpers/service.js';

const { ListenError, run } = await compiledModule<typeof import('../src/main.js')>('src/main.js');
const { RulebookRefused } =
  await compiledModule<typeof import('../src/actions/refused-rules.js')>('src/actions/refused-rules.js');
const { NoKeys } = await compiledModule<typeof import('../src/app.js')>('src/app.js');
let folder: string;
let config: Config;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'truce-main-'));
  await cp(rulesFolder, join(folder, 'rules'), { recursive: true });
  config = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: `sqlite:${join(folder, 'truce.sqlite')}`,
    rules: join(folder, 'rules'),
    publish: 'manual',
    profiles: 'profiles',
    languages: 'languages',
    loopback: true,
    ratePerMinute: 0,
    drainSeconds: 0,
    webhookAllow: new Set(),
    log: 'silent',
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const post = (address: string) =>
  fetch(`${address}/v1/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(report()),
  });

it('a stopped service has kept every report it answered, and a second start finds them', async () => {
  const first = await run(config);
  expect(first.greeting).toMatch(/^Truce is ready at http:\/\/127\.0\.0\.1:\d+ \(rulebook sha256:/);
  expect((await post(first.address)).status).toBe(201);
  await first.stop();
  const second = await run(config);
  expect((await post(second.address)).status).toBe(200);
  await second.stop();
});

it('a port that is taken is told in a sentence that says what to do', async () => {
  const first = await run(config);
  const port = Number(new URL(first.address).port);
  await expect(run({ ...config, port })).rejects.toThrow(ListenError);
  await expect(run({ ...config, port })).rejects.toThrow(/Set TRUCE_PORT to another port/);
  await first.stop();
});

it('an address that others reach is not listened on without a key that is good, and with one it is', async () => {
  const open = { ...config, host: '0.0.0.0', loopback: false, databaseUrl: `sqlite:${join(folder, 'open.sqlite')}` };
  await expect(run(open)).rejects.toThrow(NoKeys);
  const database = connect(open.databaseUrl);
  const made = await createKey({ database, now: Date.now }, 'test', {
    reporter: 'anna',
    name: '',
    scopes: ['verdicts:read'],
    expiresAt: null,
  });
  await database.destroy();
  const { address, greeting, stop } = await run(open);
  expect(greeting).not.toContain('There are no keys');
  const headers = { authorization: `Bearer ${made.secret}` };
  expect((await fetch(`${address}/v1/verdicts`)).status).toBe(401);
  expect((await fetch(`${address}/v1/verdicts`, { headers })).status).toBe(200);
  await stop();
});

it('a service without keys says so when it starts, and the first key shuts the door while it serves', async () => {
  const databaseUrl = `sqlite:${join(folder, 'first-key.sqlite')}`;
  const { address, greeting, stop } = await run({ ...config, databaseUrl });
  expect(greeting).toContain('There are no keys: whoever is on this machine may read and write everything.');
  expect((await fetch(`${address}/v1/verdicts`)).status).toBe(200);
  const database = connect(databaseUrl);
  const wanted = { reporter: 'anna', name: '', scopes: ['verdicts:read'] as const, expiresAt: null };
  await createKey({ database, now: Date.now }, 'test', wanted);
  await database.destroy();
  expect((await fetch(`${address}/v1/verdicts`)).status).toBe(401);
  await stop();
});

it('rules that do not load keep a service from starting on a new database, and no other', async () => {
  const rules = join(folder, 'broken');
  await cp(rulesFolder, rules, { recursive: true });
  await writeFile(join(rules, 'groups.yaml'), 'groups: [');
  const databaseUrl = `sqlite:${join(folder, 'new.sqlite')}`;
  await expect(run({ ...config, databaseUrl, rules })).rejects.toThrow(RulebookRefused);
  const { address, stop } = await run({ ...config, rules });
  const ready = await fetch(`${address}/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([
    200,
    { refused: { diagnostics: [expect.stringContaining('groups.yaml:1:')] } },
  ]);
  await stop();
});

it('a reload that is refused changes nothing but what /ready says', async () => {
  const { app, address, stop } = await run(config);
  const groups = join(config.rules, 'groups.yaml');
  await writeFile(groups, 'groups: [');
  expect((await app.reload()).ok).toBe(false);
  const ready = await (await fetch(`${address}/ready`)).json();
  expect(ready).toMatchObject({ status: 'ready', refused: { diagnostics: [expect.stringContaining('groups.yaml:')] } });
  await cp(join(rulesFolder, 'groups.yaml'), groups);
  expect((await app.reload()).ok).toBe(true);
  expect(await (await fetch(`${address}/ready`)).json()).not.toHaveProperty('refused');
  await stop();
});

it('a service that is stopping answers 503 to what still comes in', async () => {
  const { app, address, stop } = await run(config);
  app.drain();
  const answer = await fetch(`${address}/v1/verdicts`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect((await fetch(`${address}/health`)).status).toBe(200);
  await stop();
});

it('a service that stops ends those who wait and those who listen, with what there is', async () => {
  const { app, address, stop } = await run(config);
  const first = await fetch(`${address}/v1/changes?after=0&limit=1`);
  const { revision } = (await first.json()) as { revision: number };
  const { body } = await fetch(`${address}/v1/stream`);
  let heard = '';
  const listening = (async () => {
    for await (const piece of body ?? []) heard += Buffer.from(piece).toString();
  })();
  const waiting = fetch(`${address}/v1/changes?after=${revision}&wait=60`);
  await once(app.server, 'request');
  const stopped = stop();
  expect(await (await waiting).json()).toEqual({ items: [], after: revision, revision });
  await listening;
  expect(heard).toContain('retry:');
  await stopped;
});

it('a service that is about to stop says so at /ready, and answers all else until it stops', async () => {
  const running = await run(config);
  running.app.leave();
  const ready = await fetch(`${running.address}/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.text()).toContain('the service is stopping');
  expect((await post(running.address)).ok).toBe(true);
  await running.stop();
  await expect(fetch(`${running.address}/ready`)).rejects.toThrow();
});
