import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as journal from '../../src/cli/journal.js';
import * as verify from '../../src/cli/verify.js';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { ACCOUNT, fillSmallRecord } from '../helpers/small-record.js';
import { tamper } from '../helpers/tamper.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-journal-'));
const url = `sqlite:${join(folder, 'record.sqlite')}`;
let database: Database;
let head: string;
beforeAll(async () => {
  database = connect(url);
  await migrate(database);
  await fillSmallRecord(database);
  const { journal_number, journal_hash } = await database('revision').first();
  head = `${journal_number}:${journal_hash}`;
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});
const run = (...words: string[]) => runCommand([...words, '--database', url], [verify, journal]);

describe('truce verify --journal', () => {
  it('says that the chain holds, what was compared, and the head to write down', async () => {
    const { code, out } = await run('verify', '--journal');
    expect(code).toBe(0);
    expect(out).toMatch(
      /9 entries: the chain holds\.\n9 rows of the record compared with their entries, 0 differences\./,
    );
    expect(out).toContain(`Head: ${head}`);
    expect(out).toMatch(/cannot show that somebody made all of it anew/);
  });

  it('takes earlier heads, and answers JSON', async () => {
    const first = await database('journal').where({ number: 1 }).first('hash');
    const heads = [`1:${first.hash}`, head];
    const { code, out } = await run('verify', '--journal', '--json', '--head', heads[0] ?? '', '--head', head);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      fine: true,
      entries: 9,
      holds: 9,
      faults: [],
      heads,
      record: { compared: 9, faults: [], differences: 0 },
    });
    const foreign = `3:sha256:${'0'.repeat(64)}`;
    const other = await run('verify', '--journal', '--head', foreign);
    expect(other.code).toBe(1);
    expect(other.out).toContain(`entry 3: ${foreign} was a head of this journal once, and is not in it`);
  });

  it('exits 1 and says what is wrong at which number, and how many entries before it hold', async () => {
    const [row] = await database('journal').where({ number: 4 });
    await tamper(database, 'journal', { number: 4 }, { who: 'nobody' });
    const { code, out } = await run('verify', '--journal');
    expect(code).toBe(1);
    expect(out).toMatch(/^entry 4: the entry was changed/);
    expect(out).toMatch(/THE CHAIN IS BROKEN\. The first 3 hold\./);
    const json = await run('verify', '--journal', '--json');
    expect([json.code, JSON.parse(json.out)]).toMatchObject([1, { fine: false, holds: 3, faults: [{ number: 4 }] }]);
    await tamper(database, 'journal', { number: 4 }, { who: row.who });
  });

  it('exits 2 on what cannot be, and says what would be right', async () => {
    expect(await run('verify', '--journal', '--head', '7', '--head', head, '--head', 'sha256:a')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/NUMBER:sha256:HASH.*\(got "7"\)\n.*got "sha256:a"/s),
    });
    expect(await run('verify', '--head', head)).toMatchObject({ code: 2, err: expect.stringMatching(/--journal/) });
    for (const words of [['a.json'], ['--agreement', 'example'], ['--no-second-opinion']])
      expect(await run('verify', '--journal', ...words)).toMatchObject({
        code: 2,
        err: expect.stringMatching(/leave/),
      });
  });
});

describe('truce journal', () => {
  it('prints the newest first, with the head', async () => {
    const { code, out } = await run('journal', '--limit', '2');
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^ +9 {2}2026-11-22T15:00:00.*incident-corrected.*an-account-of-somebody$/);
    expect(lines[1]).toMatch(/^ +8 .*incident-withdrawn/);
    expect(lines.slice(2)).toEqual(['There are older ones: --limit shows more, --ndjson all.', `Head: ${head}`]);
  });

  it('finds by who, what, subject and time', async () => {
    const numbers = async (...words: string[]) =>
      JSON.parse((await run('journal', '--json', ...words)).out).items.map(({ number }: { number: number }) => number);
    expect(await numbers('--who', ACCOUNT, '--what', 'incident-corrected')).toEqual([9, 6, 5]);
    const { subject } = await database('journal').where({ number: 9 }).first();
    expect(await numbers('--subject', subject)).toEqual([9, 8, 7]);
    expect(await numbers('--from', '2026-11-22', '--to', '2026-11-22')).toHaveLength(9);
    expect(await numbers('--to', '2026-11-21')).toEqual([]);
    expect((await run('journal', '--to', '2026-11-21')).out).toMatch(/^No entry\./);
    expect(await run('journal', '--from', 'now')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--from must be/),
    });
    expect(await run('journal', '--what', 'murder')).toMatchObject({ code: 2 });
  });

  it('prints all of it as NDJSON, the oldest first, so that it can be kept elsewhere', async () => {
    const { out } = await run('journal', '--ndjson');
    const entries = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(entries.slice(1).map(({ previous }) => previous)).toEqual(entries.slice(0, -1).map(({ hash }) => hash));
    expect(await run('journal', '--ndjson', '--json')).toMatchObject({ code: 2 });
  });
});
