import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as backup from '../../src/cli/backup.js';
import * as restore from '../../src/cli/restore.js';
import * as verify from '../../src/cli/verify.js';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { currentRevision } from '../../src/store/revision.js';
import { fillSmallRecord } from '../helpers/small-record.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-backup-command-'));
const url = `sqlite:${join(folder, 'record.sqlite')}`;
const file = join(folder, 'record.truce');
const fresh = (name: string) => join(folder, `${name}.sqlite`);
let database: Database;
let json: Record<string, unknown>;
beforeAll(async () => {
  database = connect(url);
  await migrate(database);
  await fillSmallRecord(database);
  json = JSON.parse((await run('backup', file, '--database', url, '--json')).out);
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});
const run = (...words: string[]) => runCommand(words, [backup, restore, verify]);

describe('truce backup', () => {
  it('writes one file that only its owner may read, and says what is in it', async () => {
    const { journal_number: number, journal_hash: hash } = await database('revision').first();
    expect(json).toMatchObject({
      file,
      bytes: statSync(file).size,
      revision: await currentRevision(database),
      journal: { number, hash },
      tables: { verdicts: 6, incident_versions: 7, journal: number },
      sha256: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const other = join(folder, 'other.truce');
    const { code, out } = await run('backup', other, '--database', url);
    expect(code).toBe(0);
    expect(out).toMatch(/rows of 24 tables, [\d,]+ bytes/);
    expect(out).toContain(`journal  ${number}:${hash}`);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('overwrites nothing, also nothing that another backup may be writing, and leaves nothing behind', async () => {
    const before = readFileSync(file);
    expect(await run('backup', file, '--database', url)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/is there already/),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    const third = join(folder, 'third.truce');
    writeFileSync(`${third}.partial`, 'half');
    expect(await run('backup', third, '--database', url)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/delete it/),
    });
    expect(readFileSync(`${third}.partial`, 'utf8')).toBe('half');
    rmSync(`${third}.partial`);
    expect(await run('backup', join(folder, 'no', 'x'), '--database', url)).toMatchObject({ code: 2 });
    writeFileSync(fresh('empty'), '');
    expect(await run('backup', third, '--database', `sqlite:${fresh('empty')}`)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/holds no record of Truce/),
    });
    expect([third, `${third}.partial`].map((path) => existsSync(path))).toEqual([false, false]);
  });
});

describe('truce restore', () => {
  it('brings the record back and says what to run next, which finds all as it was', async () => {
    const target = `sqlite:${fresh('restored')}`;
    const { code, out } = await run('restore', file, '--database', target);
    expect([code, out]).toEqual([0, expect.stringMatching(/truce verify --journal\n {2}truce verify\n/)]);
    expect((await run('verify', '--database', target)).out).toMatch(
      /6 verdicts: 6 judged again, 0 differences\.[\s\S]*All as it was/,
    );
    const { number, hash } = json.journal as { number: number; hash: string };
    expect(await run('verify', '--journal', '--head', `${number}:${hash}`, '--database', target)).toMatchObject({
      code: 0,
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('restored'))).toEqual(['restored.sqlite']);
  });

  it('takes a file that was unpacked, and answers JSON', async () => {
    const plain = join(folder, 'plain.truce');
    writeFileSync(plain, gunzipSync(readFileSync(file)));
    const target = `sqlite:${fresh('json')}`;
    const { code, out } = await run('restore', plain, '--database', target, '--who', 'me', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { database: target, revision: json.revision, sha256: json.sha256 },
    ]);
    const restored = connect(target);
    expect(await restored('journal').orderBy('number', 'desc').first()).toMatchObject({ who: 'me' });
    await restored.destroy();
  });

  it('refuses what is there already, what is no backup, and a database that would be gone', async () => {
    const before = readFileSync(join(folder, 'record.sqlite'));
    expect(await run('restore', file, '--database', url)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/There is a file/),
    });
    expect(readFileSync(join(folder, 'record.sqlite')).equals(before)).toBe(true);
    for (const [from, to, told] of [
      [file, 'sqlite::memory:', /in memory is gone/],
      [file, 'sqlite:/no/such/folder/a.sqlite', /there is no folder/],
      [join(folder, 'gone.truce'), `sqlite:${fresh('a')}`, /cannot be read/],
      [join(folder, 'record.sqlite'), `sqlite:${fresh('a')}`, /is no backup of Truce/],
      ['-', `sqlite:${fresh('a')}`, /must be a file/],
    ] as const)
      expect(await run('restore', from, '--database', to)).toMatchObject({ code: 2, err: expect.stringMatching(told) });
    expect(existsSync(fresh('a'))).toBe(false);
  });

  it('refuses a file that was cut anywhere or of which any byte was changed, and makes nothing', async () => {
    const whole = readFileSync(file);
    const spoilt = join(folder, 'spoilt.truce');
    const target = fresh('spoilt');
    // The first ten bytes are the head of gzip, of which the time and the system mean nothing.
    const where = fc.integer({ min: 10, max: whole.length - 1 });
    const cut = where.map((at) => whole.subarray(0, at));
    const flipped = fc.record({ at: where, bit: fc.integer({ min: 0, max: 7 }) }).map(({ at, bit }) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ (1 << bit);
      return bytes;
    });
    // Packed again, so that only our own sums tell.
    const text = gunzipSync(whole);
    const within = fc.record({
      at: fc.integer({ min: 0, max: text.length - 1 }),
      to: fc.integer({ min: 32, max: 126 }),
    });
    const changed = within
      .filter(({ at, to }) => text[at] !== to)
      .map(({ at, to }) => {
        const bytes = Buffer.from(text);
        bytes[at] = to;
        return gzipSync(bytes, { level: 1 });
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, flipped, changed), async (bytes) => {
        writeFileSync(spoilt, bytes);
        const { code, err } = await run('restore', spoilt, '--database', `sqlite:${target}`);
        expect([code, err]).toEqual([2, expect.stringMatching(/^truce: .*spoilt\.truce .+/)]);
        expect(readdirSync(folder).filter((name) => name.startsWith('spoilt.sqlite'))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
