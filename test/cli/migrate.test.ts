import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as migrate from '../../src/cli/migrate.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-migrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('truce migrate', () => {
  const file = join(folder, 'a.sqlite');
  const run = (...words: string[]) => runCommand(['migrate', '--database', `sqlite:${file}`, ...words], [migrate]);

  it('makes no database where it only looks', async () => {
    expect(await run('--check')).toMatchObject({ code: 2, err: expect.stringContaining('there is no such file') });
    expect(existsSync(file)).toBe(false);
  });

  it('makes the tables, says which, and the second time that they are there', async () => {
    const first = await run();
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('brought up to date:\n  0001-incidents-and-verdicts\n');
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('are up to date.') });
    const checked = await run('--check', '--json');
    expect(checked.code).toBe(0);
    expect(JSON.parse(checked.out)).toEqual({
      database: `sqlite:${file}`,
      upToDate: true,
      migrations: [],
      unknown: [],
    });
  });

  it('says with 1 what waits in an older database, and with 2 that a newer program was here', async () => {
    const { connect } = await import('../../src/store/connect.js');
    const database = connect(`sqlite:${file}`);
    await database('knex_migrations').where('name', 'like', '0008%').delete();
    expect(await run('--check')).toMatchObject({ code: 1, out: expect.stringContaining('  0008-reassessments') });
    await database('knex_migrations').insert({ name: '9999-later', batch: 9 });
    const newer = await run('--check', '--json');
    expect(newer.code).toBe(1);
    expect(JSON.parse(newer.out)).toMatchObject({ upToDate: false, unknown: ['9999-later'] });
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('A newer Truce') });
    await database.destroy();
  });
});
