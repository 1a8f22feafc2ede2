import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as ledger from '../../src/cli/ledger.js';
import * as summary from '../../src/cli/summary.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { storeAll, workedCases } from '../analysis/support/brute-force.js';
import { rulesFolder } from '../helpers/service.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-counts-'));
const url = `sqlite:${join(folder, 'truce.sqlite')}`;
const truce = (command: string, ...options: string[]) =>
  runCommand([command, '--database', url, '--rules', rulesFolder, ...options], [ledger, summary]);

beforeAll(async () => {
  const database = connect(url);
  await migrate(database);
  const { rulebook, incidents } = await workedCases();
  await storeAll(database, rulebook, incidents);
  await database.destroy();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('truce ledger', () => {
  it('prints each exception with its three bases side by side, and those never used', async () => {
    const { code, out } = await truce('ledger', '--reading', 'government');
    expect(code).toBe(0);
    expect(out).toMatch(/exception +kind +lifted +established +asserted +presumed +hang on it/);
    const [, lifted, established, asserted, presumed] =
      /co-located-with-nusra +loophole +(\d+) +(\d+) +(\d+) +(\d+)/.exec(out)?.map(Number) ?? [];
    expect(lifted).toBe(Number(established) + Number(asserted) + Number(presumed));
    expect(out).toMatch(/never used: .*fire-at-aircraft/);
    expect(out).toContain('incidents counted');
  });

  it('prints the answer of the API as JSON', async () => {
    const one = JSON.parse((await truce('ledger', '--reading', 'text', '--json')).out);
    expect([one.reading, one.exceptions.length]).toEqual(['text', 11]);
    const all = JSON.parse((await truce('ledger', '--json')).out);
    expect(all.ledgers.map((each: { reading: string }) => each.reading)).toEqual(['text', 'government', 'opposition']);
  });

  it.each([
    [['--reading', 'goverment'], 'government'],
    [['--zone', 'Asia/Damascas'], 'Asia/Damascus'],
    [['--from', 'yesterday'], '2016-02-27'],
    [['--from', '2016-03-02', '--to', '2016-03-01'], 'must not be after to'],
  ])('exits 2 for %j and says what would be right', async (options, right) => {
    const { code, err } = await truce('ledger', ...options);
    expect([code, err.includes(right)]).toEqual([2, true]);
  });
});

describe('truce summary', () => {
  it('prints what may be a violation apart from what is one, by reading, term, day, area and party', async () => {
    const { code, out } = await truce('summary', '--zone', 'Asia/Damascus');
    expect(code).toBe(0);
    for (const heading of ['reading', 'term', 'day', 'first-level area', 'possible actor', 'possible target'])
      expect(out).toMatch(new RegExp(`^ +${heading} `, 'm'));
    expect(out).toContain('may be a violation');
    expect(out).toContain('days and months in Asia/Damascus');
  });
});
