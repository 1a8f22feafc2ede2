import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitIncident } from '../../src/actions/submit-incident.js';
import * as compare from '../../src/cli/compare.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { truceWords } from '../helpers/server-process.js';
import { ACCOUNT, smallReport, smallService } from '../helpers/small-record.js';
import { GOOD_RULES } from '../rulebook/rule-folders.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-compare-'));
const url = `sqlite:${join(folder, 'truce.sqlite')}`;
const rules = (name: string, edit: (text: string) => string): string => {
  const to = join(folder, name);
  cpSync(GOOD_RULES, to, { recursive: true });
  const file = join(to, 'example/agreement.yaml');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  return to;
};
const closed = rules('closed', (text) =>
  text
    .replace(', { exception: notice, when: { condition: by-north } }]', ']')
    .replace(/.*exception: notice, is: false.*\n/, ''),
);
const broken = rules('broken', (text) => text.replace('protects: south-side', 'protects: sout-side'));
const truce = (...options: string[]) => runCommand(['compare', ...options, '--rules', GOOD_RULES], [compare]);
const onRecord = (...options: string[]) => truce(...options, '--database', url);

beforeAll(async () => {
  const database = connect(url);
  await migrate(database);
  await submitIncident(
    smallService(database),
    ACCOUNT,
    smallReport({ candidates: [{ actor: 'north-army', target: 'south' }] }),
  );
  await submitIncident(
    smallService(database),
    ACCOUNT,
    smallReport({ reportId: 'r2', weapon: { class: 'artillery', calibreMm: 122 }, candidates: [{ actor: 'north' }] }),
  );
  await database.destroy();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('truce compare', () => {
  it('tells the changed rules first, then what flips, from what to what, and because of what', async () => {
    const { code, out } = await onRecord(closed);
    expect(code).toBe(0);
    expect(out).toContain('example.readings.north.accepts.notice: notice accepted when by-north → not accepted');
    expect(out).toMatch(/1 {2}example, north: exempt → violation\n +because of readings.north.accepts.notice/);
    expect(out.indexOf('changes of rules')).toBeLessThan(out.indexOf('flips of outcome'));
    expect(out).toContain('Nothing was written');
  });

  it('prints one line of JSON that ends in the flips', async () => {
    const { code, out } = await onRecord(closed, '--json');
    expect([code, out.trim().split('\n').length]).toEqual([0, 1]);
    const answer = JSON.parse(out);
    expect(Object.keys(answer).slice(-3)).toEqual(['judged', 'flipped', 'flips']);
    expect(answer).toMatchObject({ complete: true, judged: 2, flipped: 2 });
    expect(answer.flips[0]).toMatchObject({
      agreement: 'example',
      reading: 'north',
      because: 'readings.north.accepts.notice',
    });
  });

  it('shows the difference of the rules over an empty store, and says that nothing is stored', async () => {
    const empty = `sqlite:${join(folder, 'empty.sqlite')}`;
    const database = connect(empty);
    await migrate(database);
    await database.destroy();
    const { code, out } = await truce(closed, '--database', empty);
    expect([code, out.includes('example.readings.north.accepts.notice'), out.includes('Nothing is stored')]).toEqual([
      0,
      true,
      true,
    ]);
  });

  it('says that rules which say the same turn nothing', async () => {
    const { code, out } = await onRecord(GOOD_RULES);
    expect([code, out.includes('say the same')]).toEqual([0, true]);
  });

  it.each([
    [3, [broken], 'sout-side'],
    [2, [closed, '--agreement', 'exampel'], 'example'],
    [2, [closed, '--from', 'yesterday'], '2016-02-27'],
    [2, [closed, '--against', '0123456789ab'], 'No rulebook of the hash'],
    [2, [closed, '--sweep', 'exceptions.notice=1..5'], 'hangs on none'],
    [2, [closed, '--sweep', 'terms.heavy-guns.value=1..5'], 'stands for several numbers'],
    [2, [closed, '--sweep', 'terms.heavy-guns.km=5..1'], 'must run from a number up'],
  ])('exits %i for %j and says what would be right', async (wanted, options, right) => {
    const { code, err } = await onRecord(...options);
    expect([code, err.includes(right)]).toEqual([wanted, true]);
  });

  it('sweeps a number of a rule and gives the outcomes at each value', async () => {
    const { out } = await onRecord(GOOD_RULES, '--sweep', 'terms.heavy-guns.mm=100..130:10', '--json');
    const { number, points } = JSON.parse(out);
    expect(number).toMatchObject({ value: 100, unit: 'mm', path: 'terms.heavy-guns.forbids.all.0.weapon.calibreMm' });
    expect(points.map(({ at }: { at: number }) => at)).toEqual([100, 110, 120, 130]);
    const violations = points.map(
      ({ readings }: { readings: { text: { byOutcome: { violation: number } } } }) => readings.text.byOutcome.violation,
    );
    expect(violations[0]).toBeGreaterThanOrEqual(violations[3]);
    const text = await onRecord(GOOD_RULES, '--sweep', 'terms.heavy-guns.km=10..12');
    expect(text.out).toMatch(/place.distanceKm, now 15 km/);
  });
});

describe('truce compare as a process', () => {
  it('exits 0 with one line on standard output', async () => {
    const words = ['compare', closed, '--json', '--database', url, '--rules', GOOD_RULES];
    const child = spawn(process.execPath, await truceWords(...words));
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect([code, JSON.parse(out).flipped]).toEqual([0, 2]);
  }, 60_000);
});
