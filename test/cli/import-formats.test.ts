import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as importing from '../../src/cli/import.js';
import { acledRow } from '../intake/acled-row-sample.js';
import { csvOf } from '../intake/profile-files.js';
import { sampleCsv, sampleRow } from '../intake/ucdp-row-sample.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-formats-'));
let database = '';
let number = 0;
beforeEach(() => {
  number += 1;
  database = `sqlite:${join(folder, `${number}.sqlite`)}`;
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const run = (...words: string[]) => runCommand(['import', ...words, '--database', database], [importing]);
const summary = async (...words: string[]) =>
  JSON.parse((await run(...words, '--json')).out) as Record<string, unknown>;
const report = (reportId: string) => ({
  reportId,
  occurred: { from: '2016-03-10T09:15:00+02:00' },
  kind: 'shelling',
  candidates: [{ actor: 'russia' }],
});

describe('what a file is', () => {
  it('is told by its ending, packed or not', async () => {
    const lines = `${JSON.stringify(report('a'))}\n${JSON.stringify(report('b'))}\n`;
    expect(await summary(fileOf('reports.ndjson', lines))).toMatchObject({ read: 2, stored: 2 });
    expect(await summary(fileOf('reports.ndjson.gz', gzipSync(lines)))).toMatchObject({ stored: 0, unchanged: 2 });
    expect(await summary(fileOf('reports.json', JSON.stringify([report('a'), report('c')])))).toMatchObject({
      stored: 1,
      unchanged: 1,
    });
    const plain = 'report_id,from,kind,actor,target\nd,2016-03-10T09:15:00+02:00,shelling,russia,\n';
    expect(await summary(fileOf('plain.csv', plain))).toMatchObject({ read: 1, stored: 1 });
  });
  it('is the profile that is asked for, and ucdp is one of them', async () => {
    const file = fileOf('ged.csv.gz', gzipSync(sampleCsv([sampleRow()])));
    expect(await summary(file, '--format', 'ucdp')).toMatchObject({ read: 1, stored: 1 });
    expect(await summary(file, '--profile', 'ucdp-ged')).toMatchObject({ stored: 0, unchanged: 1 });
    expect(await summary(file, '--profile', 'profiles/ucdp-ged.yaml')).toMatchObject({ unchanged: 1 });
    expect(await summary(file, '--profile', 'ucdp-ged', '--reporter', 'somebody-else')).toMatchObject({ stored: 1 });
  });
  it('is a profile of which the oddities are told, and that is used all the same', async () => {
    const plainProfile = readFileSync('profiles/plain.yaml', 'utf8').replace('id: plain', 'id: mine');
    const profile = fileOf('mine.yaml', plainProfile.replace('columns:\n', 'columns:\n  weather:\n'));
    const ran = await run(fileOf('mine.csv', 'id,date,kind,actor,target\n'), '--profile', profile);
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/mine\.yaml:\d+:3 warning unused-column {2}no field reads the column `weather`/);
  });
  it('may come from standard input', async () => {
    const stdin = Readable.from([Buffer.from(JSON.stringify(report('a')))]);
    const spy = vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin);
    expect(await summary('-', '--format', 'ndjson')).toMatchObject({ read: 1, stored: 1 });
    spy.mockRestore();
  });
  it.each([
    ['has no ending that says it', 'reports.txt', [], /say --format/],
    ['is a profile that there is not', 'reports.csv', ['--profile', 'acld'], /did you mean acled/],
    ['is said twice', 'reports.csv', ['--format', 'ndjson', '--profile', 'acled'], /does not go with/],
    ['comes from a reporter without a name', 'reports.csv', ['--reporter', ' '], /--reporter must be/],
    ['is shown by no number', 'reports.csv', ['--dry-run', 'x'], /must be a number/],
  ])('is refused with what would be right where it %s', async (_, name, words, message) => {
    const ran = await run(fileOf(name, 'a,b\n'), ...words);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(message);
  });
  it('may turn out to be broken: what was stored stays, and that is said', async () => {
    const lines = Array.from({ length: 4_000 }, (_, index) =>
      JSON.stringify({ ...report(`r${index}`), notes: `${Math.sin(index)}` }),
    );
    const packed = gzipSync(lines.slice(0, 400).join('\n'));
    const ran = await run(fileOf('broken.ndjson.gz', packed.subarray(0, packed.length - 40)));
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/is no whole gzip: .*; before that \d+ were read and \d+ stored, which stay in the record/);
  });
});

describe('the summary', () => {
  const rows = [
    acledRow(),
    acledRow({ event_id_cnty: 'SYR2', event_type: 'Protests', sub_event_type: 'Peaceful protest' }),
    acledRow({ event_id_cnty: 'SYR3', admin1: 'Homss' }),
    acledRow({ event_id_cnty: 'SYR4', sub_event_type: 'Armed clsh' }),
  ];
  const file = fileOf('acled.csv', `\ufeff${csvOf(rows.map((row) => ({ ...row, geo_prescision: '' })))}`);

  it('counts what was skipped and why, and every column and value that nobody knows', async () => {
    const { code, out } = await run(file, '--profile', 'acled');
    expect(code).toBe(1);
    expect(out).toMatch(/4 read: 2 stored, 0 unchanged, 1 refused, 1 skipped\./);
    expect(out).toMatch(/1 skipped: a protest is no act/);
    expect(out).toMatch(/column geo_prescision is not known .*; nearest: geo_precision/);
    expect(out).toMatch(/admin1: "Homss" is not known \(1\); nearest: Homs/);
    expect(out).toMatch(/line 5: \/sub_event_type .*got "Armed clsh"; nearest: Armed clash/);
  });
  it('gives the same as JSON', async () => {
    expect(await summary(file, '--profile', 'acled')).toMatchObject({
      read: 4,
      stored: 2,
      refused: 1,
      skipped: 1,
      skippedFor: { 'a protest is no act of a party to a ceasefire': 1 },
      unknownColumns: [{ column: 'geo_prescision', nearest: ['geo_precision'] }],
      unknownValues: [{ column: 'admin1', value: 'Homss', count: 1, nearest: ['Homs'] }],
      refusals: [{ line: 5, faults: [{ pointer: '/sub_event_type', got: 'Armed clsh', nearest: ['Armed clash'] }] }],
    });
  });
  it('of a dry run shows the first records as incidents, and stores nothing', async () => {
    const { code, out } = await run(file, '--profile', 'acled', '--dry-run', '3');
    expect(code).toBe(0);
    expect(out).toMatch(/"reportId": "SYR1"/);
    expect(out).toMatch(/line 3 would be skipped: a protest/);
    expect(out).toMatch(/3 read: 2 would be stored, 1 skipped, 0 refused\. Nothing was stored\./);
    expect(await summary(file, '--profile', 'acled', '--dry-run')).toMatchObject({
      dryRun: true,
      read: 4,
      refused: 1,
      skipped: 1,
      records: [{ line: 2, incident: { reportId: 'SYR1' } }, { skipped: expect.any(String) }, { line: 4 }, { line: 5 }],
    });
    expect(await summary(file, '--profile', 'acled')).toMatchObject({ stored: 2, unchanged: 0 });
  });
  it('of a dry run names groups that the registry does not know', async () => {
    const strange = fileOf('strange.csv', csvOf([acledRow({ actor2: 'A force nobody knows' })]));
    expect((await run(strange, '--profile', 'acled', '--dry-run')).out).toMatch(/warning: \/candidates\/0\/target/);
  });
});
