import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Database } from '../src/store/connect.js';
import { latestReassessment } from '../src/store/reassessments.js';
import { currentRevision } from '../src/store/revision.js';
import { expectNoneTwice, expectSoundFeed } from './helpers/feed-checks.js';
import { fillRecord, GUNS_OF_80, goesLive, NORTH_ALWAYS, rulesWith, whatStands } from './helpers/reassessing.js';
import { truceWords } from './helpers/server-process.js';
import { stopStores, stores } from './helpers/stores.js';

/**
 * A process that judges again is killed in the middle, several times; the last one goes on to the end. What stands then is
 * what a fresh import under the new rulebook gives, and the feed has no gap. REASSESS_KILLS makes it longer.
 */

const KILLS = Number(process.env.REASSESS_KILLS ?? 2);
const REPORTS = 300;

afterAll(stopStores);

async function startReassess(url: string): Promise<ChildProcess> {
  const words = await truceWords('reassess', '--database', url, '--json');
  return spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
}

const cursor = async (database: Database): Promise<number> => (await latestReassessment(database))?.cursor ?? 0;

describe.each(stores)('a process that is killed while it judges again, on $name', ({ open }) => {
  it('leaves a record that the next goes on with, to the same end', async () => {
    const [store, fresh] = [await open(), await open()];
    const [before, after] = [rulesWith(), rulesWith(NORTH_ALWAYS, GUNS_OF_80)];
    await fillRecord(store.database, before, REPORTS);
    const upTo = await currentRevision(store.database);
    await goesLive(store.database, before, after);
    const places: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const begin = await cursor(store.database);
      const child = await startReassess(store.url);
      const ended = once(child, 'exit');
      // Nothing is told by how long it takes: it is killed when it has written down that it got on.
      while ((await cursor(store.database)) === begin) await pause(5);
      child.kill('SIGKILL');
      await ended;
      places.push(await cursor(store.database));
    }
    expect(places.every((place) => place > 0 && place < upTo)).toBe(true);
    expect(await latestReassessment(store.database)).toMatchObject({ state: 'running' });

    const last = await startReassess(store.url);
    const said: Buffer[] = [];
    last.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
    const [code] = await once(last, 'close');
    expect([code, JSON.parse(Buffer.concat(said).toString())]).toMatchObject([0, { state: 'finished', share: 1 }]);
    await fillRecord(fresh.database, after, REPORTS);
    expect(await whatStands(store.database)).toEqual(await whatStands(fresh.database));
    await expectSoundFeed(store.database, upTo);
    await expectNoneTwice(store.database);
    await store.close();
    await fresh.close();
  });
});
