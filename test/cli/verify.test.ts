import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as verdict from '../../src/cli/verdict.js';
import * as verify from '../../src/cli/verify.js';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { fillSmallRecord } from '../helpers/small-record.js';
import { tamper } from '../helpers/tamper.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-verify-'));
const url = `sqlite:${join(folder, 'record.sqlite')}`;
let database: Database;
let ids: string[];
beforeAll(async () => {
  database = connect(url);
  await migrate(database);
  ids = (await fillSmallRecord(database)).map(({ verdicts }) => verdicts[0]?.id ?? '');
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});
const run = (...words: string[]) => runCommand(words, [verify, verdict]);

describe('truce verify', () => {
  it('judges the whole record again and says what it sampled', async () => {
    const { code, out } = await run('verify', '--database', url, '--completions', '9');
    expect(out).toMatch(/6 verdicts: 6 judged again, 0 differences\./);
    expect(out).toMatch(/completions checked, 0 disagreements/);
    expect(out).toMatch(/fewer than 1,000 completions was checked on all of them, any other on a sample of 9\./);
    expect(out).toMatch(/All as it was/);
    expect(code).toBe(0);
  });

  it('answers the counts of the contract as JSON', async () => {
    const { code, out } = await run('verify', '--database', url, '--json');
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({
      verdicts: 6,
      replayed: 6,
      differences: 0,
      found: [],
      secondOpinion: { disagreements: 0 },
    });
    expect(answer.secondOpinion.checked).toBeGreaterThanOrEqual(answer.secondOpinion.runs);
    expect(answer.secondOpinion.fewestOfFirm ?? 8).toBeGreaterThanOrEqual(8);
    expect(code).toBe(0);
  });

  it('leaves json-rules-engine out when told to, and says so', async () => {
    const { out } = await run('verify', '--database', url, '--no-second-opinion');
    expect(out).toMatch(/json-rules-engine was not asked/);
    const json = JSON.parse((await run('verify', '--database', url, '--no-second-opinion', '--json')).out);
    expect(json.secondOpinion).toEqual({ checked: 0, disagreements: 0, asked: false });
  });

  it('prints every difference whole and exits 1', async () => {
    const where = { id: ids[0] };
    const [row] = await database('verdicts').where(where);
    await tamper(database, 'verdicts', where, { outcome: 'exempt', contested: 1 - row.contested });
    const text = await run('verify', '--database', url);
    expect(text.code).toBe(1);
    expect(text.out).toContain(`${ids[0]} differs`);
    expect(text.out).toContain(
      `  /columns/outcome is not what it should be\n    expected "${row.outcome}"\n    got      "exempt"`,
    );
    expect(text.out).toMatch(/NOT ALL AS IT WAS/);
    const json = await run('verify', '--database', url, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      verdicts: 6,
      replayed: 6,
      differences: 2,
      found: [{ verdictId: ids[0], differences: [{ pointer: '/columns/outcome' }, { pointer: '/columns/contested' }] }],
    });
    await tamper(database, 'verdicts', where, { outcome: row.outcome, contested: row.contested });
  });

  it('exits 1 where a verdict cannot be judged again, and counts it apart', async () => {
    await tamper(database, 'verdicts', { id: ids[1] }, { semantics: 9 });
    const { code, out } = await run('verify', '--database', url, '--json');
    expect(code).toBe(1);
    const { replayed, differences, notReplayed } = JSON.parse(out);
    expect([replayed, differences, Object.values(notReplayed)]).toEqual([5, 0, [1]]);
    await tamper(database, 'verdicts', { id: ids[1] }, { semantics: 1 });
  });

  it('exits 2 on what cannot be, and makes no database of a file that is not there', async () => {
    const missing = join(folder, 'missing.sqlite');
    const { code, err } = await run('verify', '--database', `sqlite:${missing}`);
    expect([code, err]).toEqual([2, expect.stringMatching(/there is no such file/)]);
    expect(() => readFileSync(missing)).toThrow();
    writeFileSync(join(folder, 'empty.sqlite'), '');
    expect(await run('verify', '--database', `sqlite:${join(folder, 'empty.sqlite')}`)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/not up to date/),
    });
    expect(await run('verify', '--database', url, '--agreement', 'exampel')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/did you mean example/),
    });
    expect(await run('verify', '--database', url, '--completions', '0')).toMatchObject({ code: 2 });
    expect(await run('verify', 'some.json', '--database', url)).toMatchObject({ code: 2 });
  });
});

describe('truce verdict, and truce verify of what it wrote', () => {
  const file = join(folder, 'verdict.json');

  it('checks the file without a database and without rules, and prints the hashes to compare', async () => {
    expect(await run('verdict', ids[3] ?? '', '--write', file, '--database', url)).toMatchObject({ code: 0, out: '' });
    const { code, out } = await run('verify', file);
    expect(code).toBe(0);
    expect(out).toContain(`Verdict ${ids[3]}`);
    expect(out).toMatch(/report {3}sha256:[0-9a-f]{64}\n {2}rulebook sha256:/);
    expect(out).toMatch(/1 verdict: 1 judged again, 0 differences\./);
    expect(JSON.parse((await run('verify', file, '--json')).out)).toMatchObject({
      verdicts: 1,
      replayed: 1,
      differences: 0,
      verdictId: ids[3],
      secondOpinion: { disagreements: 0 },
    });
  });

  it('exits 1 and tells where when something in the file was changed', async () => {
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, readFileSync(file, 'utf8').replace('"confirmed"', '"alleged"'));
    const { code, out } = await run('verify', changed);
    expect(code).toBe(1);
    expect(out).toMatch(/\/sha256 is not the sum of the file/);
    expect(out).toMatch(/\/incident\/hash is not the hash of the report|\/verdict\//);
  });

  it('overwrites nothing, and says which verdict there is not', async () => {
    const before = readFileSync(file, 'utf8');
    expect(await run('verdict', ids[0] ?? '', '--write', file, '--database', url)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/is there already/),
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(await run('verdict', 'ver_none', '--write', join(folder, 'none.json'), '--database', url)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no verdict "ver_none"/),
    });
  });

  it('exits 2 on a file that is no verdict file, or one of a later version', async () => {
    const other = join(folder, 'other.json');
    for (const [text, words] of [
      ['{', /not JSON/],
      ['{}', /not a verdict file/],
      [JSON.stringify({ format: 'truce-verdict', version: 2 }), /install a newer Truce/],
    ] as const) {
      writeFileSync(other, text);
      expect(await run('verify', other)).toMatchObject({ code: 2, err: expect.stringMatching(words) });
    }
    expect(await run('verify', join(folder, 'gone.json'))).toMatchObject({ code: 2 });
  });
});
