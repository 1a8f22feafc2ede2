import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import * as importing from '../../src/cli/import.js';
import { sampleCsv, sampleRow } from '../intake/ucdp-row-sample.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-import-'));
const file = join(folder, 'events.csv');
let number = 0;
let database = '';
beforeEach(() => {
  number += 1;
  database = `sqlite:${join(folder, `${number}.sqlite`)}`;
});
afterAll(() => rmSync(folder, { recursive: true }));

const importOf = (rows: readonly Record<string, string>[], ...options: string[]) => {
  writeFileSync(file, sampleCsv(rows));
  return runCommand(['import', file, '--format', 'ucdp', '--database', database, ...options], [importing]);
};
const clash = (id: number, changes: Record<string, string> = {}) =>
  sampleRow({ id: `${id}`, side_b: 'A force nobody has heard of', ...changes });

interface Summary {
  outcomes: Record<string, Record<string, Record<string, number>>>;
  undetermined: Record<string, Record<string, { clearedEitherWay: number; mayBeViolation: number }>>;
}

describe('truce import', () => {
  it('stores every event once, however often it is imported', async () => {
    const rows = Array.from({ length: 230 }, (_, index) => clash(index + 1));
    const first = await importOf(rows, '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ read: 230, stored: 230, unchanged: 0, refused: 0 });
    const second = JSON.parse((await importOf(rows, '--json')).out);
    expect(second).toMatchObject({ read: 230, stored: 0, unchanged: 230, refused: 0 });
    expect(second.outcomes).toEqual(JSON.parse(first.out).outcomes);
  });
  it('parts what is undetermined into cleared and possible violations, so that both add up', async () => {
    const rows = [
      clash(1),
      clash(2, { side_b: 'IS' }),
      clash(3, { type_of_violence: '3', side_a: 'IS', side_b: 'Civilians' }),
    ];
    const { outcomes, undetermined } = JSON.parse((await importOf(rows, '--json')).out) as Summary;
    for (const [agreement, readings] of Object.entries(outcomes)) {
      for (const [reading, counts] of Object.entries(readings)) {
        const parts = undetermined[agreement]?.[reading];
        expect((parts?.clearedEitherWay ?? 0) + (parts?.mayBeViolation ?? 0)).toBe(counts.undetermined ?? 0);
      }
    }
  });
  it('refuses bad rows with their line and reason, keeps the rest and exits 1', async () => {
    const { code, out } = await importOf([clash(1), clash(2, { country: 'Syrai' }), clash(3)]);
    expect(code).toBe(1);
    expect(out).toMatch(/3 read: 2 stored, 0 unchanged, 1 refused\./);
    expect(out).toMatch(/line 3: \/country .*time zone/);
  });
  it('refuses an event that came before with other content', async () => {
    await importOf([clash(1)]);
    const { code, out } = await importOf([clash(1, { best: '9', high: '9' })]);
    expect(code).toBe(1);
    expect(out).toMatch(/line 2: \/reportId is already used/);
  });
  it('counts names that nobody knows once for each event', async () => {
    const { out } = await importOf([clash(1), clash(2)]);
    expect(out).toMatch(/A force nobody has heard of \(2\)/);
  });
  it('limits the table, not the import, to a span of days', async () => {
    const rows = [
      clash(1),
      clash(2, { date_end: '2016-05-02' }),
      clash(3, { date_start: '2016-06-01', date_end: '2016-06-01' }),
    ];
    const { out } = await importOf(rows, '--from', '2016-02-27', '--to', '2016-04-30');
    expect(out).toMatch(/3 stored/);
    expect(out).toMatch(/1 of 1 incidents judged from 2016-02-27 to 2016-04-30/);
    expect(out).toMatch(/1 more, dated only roughly/);
    expect(out).toMatch(/undetermined, cleared either way/);
    expect(out).toMatch(/undetermined, may be a violation/);
  });
  it('exits 2 on an unknown format, a missing file, a database it cannot use and a file that is something else', async () => {
    const words = ['import', join(folder, 'none.csv'), '--format', 'ucdp'];
    expect(await runCommand(['import', file, '--format', 'acled'], [importing])).toMatchObject({ code: 2 });
    expect(await runCommand(words, [importing])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot be read/),
    });
    writeFileSync(file, 'a,b\n1,2\n');
    const other = await runCommand(['import', file, '--format', 'ucdp', '--database', database], [importing]);
    expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/this is not a UCDP GED file/) });
    const elsewhere = await runCommand(['import', file, '--format', 'ucdp', '--database', 'mysql:x'], [importing]);
    expect(elsewhere).toMatchObject({ code: 2, err: expect.stringMatching(/Write sqlite:FILE/) });
  });
  it('exits 3 where the rule files do not load', async () => {
    const { code, err } = await importOf([clash(1)], '--rules', join(folder, 'nowhere'));
    expect(code).toBe(3);
    expect(err).toMatch(/do not load/);
  });
});
