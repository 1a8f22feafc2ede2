import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { type Config, readConfig } from '../src/config.js';
import { type Running, run } from '../src/main.js';
import { Chance } from './engine/support/chance.js';
import { type ServerProcess, startServer } from './helpers/server-process.js';
import { report, rulesFolder } from './helpers/service.js';
import { stopStores, stores } from './helpers/stores.js';

/**
 * A reader that follows the feed misses nothing and sees nothing twice: four writers through three processes on one
 * PostgreSQL server, pages cut in the middle of batches, processes killed while they write. FEED_KILLS makes it longer.
 */

const WRITERS = 4;
const PROCESSES = 3;
const KILLS = Number(process.env.FEED_KILLS ?? 4);
/** Each writer sends at least so many, and goes on for as long as processes are killed. */
const REPORTS = 40;

afterAll(stopStores);

interface Item {
  readonly number: number;
  readonly type: string;
  readonly verdictId: string;
  readonly incidentId: string;
  readonly supersedes?: string;
}

const postgres = stores.find(({ name }) => name === 'PostgreSQL');

it('four writers in three processes that are killed: the reader has every change once, in order', async () => {
  const store = await postgres?.open();
  if (store === undefined) throw new Error('there is no PostgreSQL to test on');
  const environment = { TRUCE_DATABASE_URL: store.url, TRUCE_RULES: rulesFolder };
  const reading: Running = await run({
    ...(readConfig({}) satisfies Config),
    port: 0,
    databaseUrl: store.url,
    log: 'silent',
  });
  const processes: ServerProcess[] = await Promise.all(
    Array.from({ length: PROCESSES }, () => startServer(environment)),
  );
  let writing = true;
  let killing = true;

  const reader = follow(reading.address, () => writing);
  const killer = (async () => {
    const random = new Chance(7);
    for (let kills = 0; kills < KILLS; kills++) {
      await pause(400 + random.below(800));
      const victim = random.below(PROCESSES);
      await processes[victim]?.kill();
      processes[victim] = await startServer(environment);
    }
    killing = false;
  })();
  const acknowledged = await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) =>
      write(
        writer,
        () => processes[writer % PROCESSES]?.address ?? '',
        () => killing,
      ),
    ),
  );
  await killer;
  writing = false;
  const items = await reader;
  await Promise.all(processes.map((each) => each.stop()));
  await reading.stop();

  // What the reader has is the feed, whole: each change once, in order.
  const stored = await store.database('changes').orderBy('number');
  expect(items.map(({ number }) => number)).toEqual(stored.map(({ number }) => Number(number)));
  expect(items.map(({ verdictId, type }) => [type, verdictId])).toEqual(
    stored.map(({ verdict_id, type }) => [type, verdict_id]),
  );
  // Every report that was acknowledged is there once, in the state that was acknowledged last.
  const incidents = await store.database('incidents').select('report_id', 'state', 'version');
  const expected = acknowledged.flatMap((each) => [...each]).sort();
  expect(incidents.map(({ report_id, state, version }) => [report_id, state, version]).sort()).toEqual(
    expected.map(([reportId, { state, version }]) => [reportId, state, version]),
  );
  // Replaying the feed gives the verdicts that are current.
  const current = new Set<string>();
  for (const { type, verdictId, supersedes } of items) {
    if (type === 'verdict') current.add(verdictId);
    if (type === 'verdict' && supersedes !== undefined) current.delete(supersedes);
    if (type !== 'verdict') current.delete(verdictId);
  }
  const standing = await store.database('verdicts').whereNull('ended').pluck('id');
  expect([...current].sort()).toEqual(standing.sort());
  await store.close();
  console.info(`${items.length} changes of ${incidents.length} reports, ${KILLS} kills: none missed, none twice`);
}, 600_000);

/** Follows the feed in small pages of changing size until the writers are done and nothing more comes. */
async function follow(address: string, more: () => boolean): Promise<Item[]> {
  const items: Item[] = [];
  const random = new Chance(11);
  for (let after = 0; ; ) {
    const last = !more();
    const answer = await fetch(`${address}/v1/changes?after=${after}&limit=${1 + random.below(6)}&wait=1`);
    const body = (await answer.json()) as { items: Item[]; after: number; revision: number };
    items.push(...body.items);
    after = body.after;
    if (last && after >= body.revision) return items;
  }
}

interface Acknowledged {
  readonly state: string;
  readonly version: number;
}

/** Sends reports alone and in batches, corrects some and withdraws some; asks again for as long as nobody answers. */
async function write(writer: number, address: () => string, more: () => boolean): Promise<Map<string, Acknowledged>> {
  const acknowledged = new Map<string, Acknowledged>();
  const random = new Chance(100 + writer);
  const kinds = ['airstrike', 'shelling', 'clash'];
  const make = (index: number, notes = '') =>
    report({ reportId: `w${writer}-${index}`, kind: kinds[random.below(3)], event: null, notes: notes || `${index}` });
  for (let index = 0; index < REPORTS || more(); ) {
    const batch = Array.from({ length: 1 + random.below(7) }, (_, at) => make(index + at));
    const lines = await sendBatch(address, batch);
    for (const [at, line] of lines.entries()) {
      const reportId = `w${writer}-${index + at}`;
      acknowledged.set(reportId, { state: 'active', version: 1 });
      const choice = random.below(4);
      if (choice === 0) await correct(line.id, batch[at] as object, reportId);
      if (choice === 1) await withdraw(line.id, reportId);
    }
    index += batch.length;
  }
  return acknowledged;

  async function correct(id: string, first: object, reportId: string) {
    await insist(address, `/v1/incidents/${id}/corrections`, { ...first, notes: 'corrected' });
    acknowledged.set(reportId, { state: 'active', version: 2 });
  }
  async function withdraw(id: string, reportId: string) {
    await insist(address, `/v1/incidents/${id}/withdrawal`, { reason: 'staged' });
    acknowledged.set(reportId, { state: 'withdrawn', version: 2 });
  }
}

/** A batch whose answer has no summary is not known to be whole: it is sent again, which is harmless. */
async function sendBatch(address: () => string, batch: readonly object[]): Promise<{ id: string }[]> {
  for (;;) {
    try {
      const answer = await fetch(`${address()}/v1/incidents/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: batch.map((each) => JSON.stringify(each)).join('\n'),
      });
      const lines = (await answer.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      if (lines.at(-1)?.summary?.complete === true) return lines.slice(0, -1);
    } catch {
      // Killed in the middle.
    }
    await pause(50);
  }
}

async function insist(address: () => string, path: string, body: object): Promise<void> {
  for (;;) {
    try {
      const answer = await fetch(`${address()}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await answer.text();
      if (answer.status === 200 || answer.status === 201) return;
    } catch {
      // Killed in the middle: nobody knows whether it was stored, and to ask again is harmless.
    }
    await pause(50);
  }
}
