import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revisionState } from '../src/store/revision.js';
import { copyRules, type RulesCopy } from './helpers/rules-copy.js';
import { type ServerProcess, startServer, truceWords } from './helpers/server-process.js';
import { smallReport, smallRules } from './helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from './helpers/stores.js';

/** Processes as an operator starts them: saves, publications and kills while they answer. */

afterAll(stopStores);

const AGREEMENT = 'example/agreement.yaml';
const original = smallRules().hash;
/** PUBLISH_REQUESTS makes the test of broken saves longer or shorter. */
const REQUESTS = Number(process.env.PUBLISH_REQUESTS ?? 2000);
const KILLS = Number(process.env.PUBLISH_KILLS ?? 4);

let store: OpenedStore;
let rules: RulesCopy;
let processes: ServerProcess[];
beforeEach(async () => {
  rules = await copyRules();
  processes = [];
});
afterEach(async () => {
  await Promise.all(processes.map((each) => each.kill()));
  await store.close();
  await rules.remove();
});
async function open(name: 'SQLite' | 'PostgreSQL') {
  const found = stores.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name} to test on`);
  store = await found.open();
}
async function server(more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const started = await startServer({ TRUCE_DATABASE_URL: store.url, TRUCE_RULES: rules.folder, ...more });
  processes.push(started);
  return started;
}

interface Ready {
  readonly rulebook: string;
  readonly refused?: { readonly diagnostics: readonly string[] };
}
const ready = async ({ address }: ServerProcess) => (await (await fetch(`${address}/ready`)).json()) as Ready;

/** Asks until it is so; the test ends by its own limit where it never is. */
async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await pause(50);
}

const post = (address: string, path: string, body: unknown) =>
  fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** A report of a number of its own, and what judged it. */
async function report(address: string, number: number | string): Promise<string> {
  const answer = await post(address, '/v1/incidents', smallReport({ reportId: `r${number}`, event: `e${number}` }));
  const body = (await answer.json()) as { verdicts: { rulebook: string }[] };
  expect(answer.status, JSON.stringify(body)).toBe(201);
  return body.verdicts[0]?.rulebook ?? '';
}

it(`answers ${REQUESTS} requests from the old rulebook while broken files are saved, and then takes the mended one`, async () => {
  await open('SQLite');
  const truce = await server();
  const seen = new Set<string>();
  const refusals = new Set<string>();
  let saving = true;
  const broken = ['format: 1\nid: exam', '', 'format: 2\nid: example', '\u0000', 'terms: [', 'format: 1\n'];
  const saves = (async () => {
    for (let save = 0; saving; save++) {
      await rules.write(AGREEMENT, broken[save % broken.length] ?? '');
      await pause(700);
      for (const each of (await ready(truce)).refused?.diagnostics ?? []) refusals.add(each);
    }
  })();
  await until(async () => (await ready(truce)).refused !== undefined);
  let asked = 0;
  const askers = Array.from({ length: 4 }, async () => {
    while (asked < REQUESTS) {
      const number = asked++;
      if (number % 4 === 0) seen.add(await report(truce.address, number));
      else if (number % 4 === 1) {
        const { reportId: _, ...incident } = smallReport();
        const answer = await post(truce.address, '/v1/judgements', { incident: { ...incident, reportId: 'x' } });
        expect(answer.status).toBe(200);
        seen.add(((await answer.json()) as { rulebook: string }).rulebook);
      } else {
        const path = number % 4 === 2 ? '/v1/agreements' : '/v1/verdicts?limit=1';
        const answer = await fetch(`${truce.address}${path}`);
        expect(answer.status).toBe(200);
        const body = (await answer.json()) as { rulebook?: string };
        if (path === '/v1/agreements') seen.add(body.rulebook ?? '');
      }
    }
  });
  await Promise.all(askers);
  saving = false;
  await saves;
  expect([...seen]).toEqual([original]);
  expect([...refusals].some((each) => each.startsWith(`${AGREEMENT}:1:`))).toBe(true);

  await rules.mend(AGREEMENT);
  await until(async () => (await ready(truce)).refused === undefined);
  expect((await ready(truce)).rulebook).toBe(original);
  await rules.edit(AGREEMENT, 'value: 100', 'value: 101');
  await until(async () => (await ready(truce)).rulebook !== original);
  expect(await report(truce.address, 'last')).toBe((await ready(truce)).rulebook);
  expect(await truce.stop()).toBe(0);
}, 600_000);

const run = promisify(execFile);
/** A command in a process of its own. */
async function truce(...words: string[]): Promise<{ rulebook: string; published: boolean }> {
  const { stdout } = await run(process.execPath, await truceWords(...words, '--json'), {
    env: { ...process.env, TRUCE_DATABASE_URL: store.url, TRUCE_RULES: rules.folder },
  });
  return JSON.parse(stdout);
}

describe('Several processes on one PostgreSQL', () => {
  it('change over together: no verdict by what was live no longer, and those who only read follow', async () => {
    await open('PostgreSQL');
    const [one, two] = [await server(), await server()];
    let writing = true;
    let stored = 0;
    const writers = [one, two].map(async ({ address }, writer) => {
      for (let index = 0; writing; index++) {
        await report(address, `${writer}-${index}`);
        stored += 1;
      }
    });
    const rulebooks = [original];
    // A save waits here: PostgreSQL is published to by hand.
    await rules.edit(AGREEMENT, 'value: 100', 'value: 101');
    await until(async () => 'waiting' in (await ready(one)) && 'waiting' in (await ready(two)));
    expect((await ready(two)).rulebook).toBe(original);
    rulebooks.push((await truce('publish', '--why', 'a bound', '--who', 'analyst')).rulebook);
    const waiting = await post(two.address, '/v1/rulebook/rollback', {
      hash: original,
      who: 'lawyer',
      why: 'too soon',
    });
    expect(waiting.status).toBe(201);
    await until(async () => (await ready(one)).rulebook === original);
    await truce('rollback', rulebooks[1]?.slice(0, 16) ?? '', '--why', 'after all');
    await until(async () => [await ready(one), await ready(two)].every(({ rulebook }) => rulebook === rulebooks[1]));
    const enough = stored + 10;
    await until(async () => stored >= enough);
    writing = false;
    await Promise.all(writers);

    const entries = await store.database('journal').orderBy('number');
    let live = '';
    for (const { what, subject, after } of entries) {
      if (what === 'rulebook-published' || what === 'rulebook-rolled-back') live = after;
      if (what !== 'incident-received') continue;
      const judged = await store.database('verdicts').where({ incident: subject }).orderBy('number').first('rulebook');
      expect(judged).toEqual({ rulebook: live });
    }
    const used = await store.database('verdicts').distinct('rulebook').pluck('rulebook');
    expect(used.sort()).toEqual([...rulebooks].sort());
    await Promise.all([one.stop(), two.stop()]);
  }, 600_000);
});

describe.each(['SQLite', 'PostgreSQL'] as const)('A process that is killed while it publishes, on %s', (name) => {
  it('leaves the old rulebook live or the new one, whole', async () => {
    await open(name);
    let live = original;
    for (let kill = 0; kill < KILLS; kill++) {
      const truce = await server({ TRUCE_PUBLISH: 'manual' });
      expect((await ready(truce)).rulebook).toBe(live);
      await rules.edit(AGREEMENT, `value: ${100 + kill}`, `value: ${101 + kill}`);
      const publishing = post(truce.address, '/v1/rulebook/publish', { waiting: true, who: 'a', why: 'b' }).then(
        () => undefined,
        () => undefined,
      );
      // From the first moment of its work to after its end.
      if (kill < KILLS - 1) await pause(kill * 250);
      else await publishing;
      await truce.kill();
      await publishing;
      const { rulebook } = await revisionState(store.database);
      const publications = await store.database('publications').orderBy('number');
      expect(publications.at(-1)?.hash).toBe(rulebook);
      expect(publications.map(({ number }) => Number(number))).toEqual(publications.map((_, index) => index + 1));
      const kept = await store.database('rulebooks').where({ hash: rulebook }).first();
      expect(kept?.source).toBeTypeOf('string');
      if (kill === KILLS - 1) expect(rulebook).not.toBe(live);
      live = String(rulebook);
    }
    const last = await server({ TRUCE_PUBLISH: 'manual' });
    expect((await ready(last)).rulebook).toBe(live);
    await last.stop();
  }, 600_000);
});
