import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { connect, isSqlite } from '../src/store/connect.js';
import { tableNames } from '../src/store/table-shapes.js';
import { type PostgresServer, startPostgres } from './helpers/postgres.js';
import { truceWords } from './helpers/server-process.js';
import { fillSmallRecord } from './helpers/small-record.js';
import { expectSoundJournal } from './helpers/sound-journal.js';
import { stopStores, stores } from './helpers/stores.js';

/** A restore that is killed in the middle has made nothing, and the next one makes all of it. */

const folder = mkdtempSync(join(tmpdir(), 'truce-restore-kill-'));
let server: Promise<PostgresServer> | undefined;
afterAll(async () => {
  await stopStores();
  await (await server)?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (...words: string[]) =>
  spawn(process.execPath, await truceWords(...words), { stdio: ['ignore', 'ignore', 'inherit'] });
const run = async (...words: string[]) => {
  const [code] = await once(await start(...words), 'exit');
  return code;
};

/** Rows enough that loading them takes a while. */
const KEYS = 400_000;

describe.each(stores)('a restore into $name that is killed', ({ name, open }) => {
  it('leaves nothing that could be served, and can be done again', async () => {
    const store = await open();
    await fillSmallRecord(store.database);
    const many = isSqlite(store.database)
      ? `WITH RECURSIVE c(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < ${KEYS}) SELECT k, 1000000000 + k FROM c`
      : `SELECT k, 1000000000 + k FROM generate_series(1, ${KEYS}) AS k`;
    await store.database.raw(`INSERT INTO near_keys (near, number) ${many}`);
    const file = join(folder, `${name}.truce`);
    expect(await run('backup', file, '--database', store.url)).toBe(0);

    const path = join(folder, 'restored.sqlite');
    if (name !== 'SQLite') server ??= startPostgres();
    const url = server === undefined ? `sqlite:${path}` : await (await server).createDatabase();
    const watching = server === undefined ? undefined : connect(url);
    const inMiddle = async () => {
      if (watching === undefined) {
        const unfinished = readdirSync(folder).find((each) => each.startsWith('restored.sqlite.restoring-'));
        return unfinished !== undefined && statSync(join(folder, unfinished)).size > 1_000_000;
      }
      const { rows } = await watching.raw(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'INSERT INTO "near_keys"%'`,
      );
      return rows.length > 0;
    };
    const child = await start('restore', file, '--database', url);
    const ended = once(child, 'exit');
    // Nothing is told by how long it takes: it is killed when rows are seen going in.
    while (child.exitCode === null && !(await inMiddle())) await pause(2);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    if (watching === undefined) expect(existsSync(path)).toBe(false);
    else {
      // The server undoes it when it notices that nobody is there.
      for (
        const others = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
        ;
      ) {
        if ((await watching.raw(others)).rows.length === 0) break;
        await pause(5);
      }
      expect(await tableNames(watching)).toEqual([]);
      await watching.destroy();
    }

    expect(await run('restore', file, '--database', url)).toBe(0);
    expect(readdirSync(folder).filter((each) => each.includes('restoring'))).toEqual([]);
    const restored = connect(url);
    const [keys] = await restored('near_keys').where('number', '>', 1_000_000_000).count({ rows: '*' });
    expect(Number(keys?.rows)).toBe(KEYS);
    await expectSoundJournal(restored);
    await restored.destroy();
    await store.close();
  });
});
