import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishFirst } from '../../src/actions/open-rules.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import * as redact from '../../src/cli/redact.js';
import * as verify from '../../src/cli/verify.js';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { NAME, redactingService, standsInBytes, tellingReport } from '../helpers/redacting.js';
import { ACCOUNT, smallRules } from '../helpers/small-record.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-redact-'));
const file = join(folder, 'record.sqlite');
const url = `sqlite:${file}`;
let database: Database;
let id: string;
beforeAll(async () => {
  database = connect(url);
  await migrate(database);
  const service = redactingService(database);
  const { hash, source } = smallRules();
  const live = { hash, source: JSON.stringify(source) };
  await publishFirst({ database, now: Date.now }, { ok: true, rulebook: live } as never, 'rules', 'the first');
  id = (await submitIncident(service, ACCOUNT, tellingReport({ reportId: `r1 of ${NAME}` }))).incident.id;
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});
const run = (...words: string[]) => runCommand([...words, '--database', url], [redact, verify]);

describe('truce redact', () => {
  it('says where a text stands in the whole record, and that it stands nowhere', async () => {
    const { code, out } = await run('redact', '--text', 'zaynab AL QARMUTI');
    expect(out).toMatch(new RegExp(`^${id} version 1: .*/notes`));
    expect(code).toBe(0);
    expect(await run('redact', '--text', 'nobody at all')).toMatchObject({ code: 1, out: 'It stands nowhere.\n' });
    expect((await run('redact')).err).toContain('give it --text');
  });

  it('shows what would go with what stands there, and changes nothing', async () => {
    const { code, out } = await run('redact', id, '--text', NAME, '--dry-run');
    expect(out).toMatch(/^Would go:\n/);
    expect(out).toContain(`  version 1 /event: "the house of ${NAME}"\n`);
    expect(out).toMatch(/Left in version 1: \/reportId is what the report is known again by/);
    expect(code).toBe(0);
    expect(await database('redactions')).toEqual([]);
  });

  it('refuses what names nothing, and asks for a reason', async () => {
    expect((await run('redact', id, '--pointer', '/note', '--reason', 'asked')).err).toContain('/notes');
    expect((await run('redact', id, '--pointer', '/notes')).err).toContain('/reason');
  });

  it('takes it out, says where copies may be, and leaves a record that verifies', async () => {
    const { code, out } = await run(
      'redact',
      id,
      '--text',
      'Qarmuti',
      '--reason',
      'asked by the person',
      '--who',
      'anna',
      '--rewrite',
    );
    expect(out).toMatch(/^Redacted; version 2 of inc_/);
    expect(out).toContain('May still hold it: backups');
    expect(code).toBe(0);
    expect(await database('redactions').distinct('author').pluck('author')).toEqual(['anna']);
    const verified = await run('verify', '--no-second-opinion');
    expect(verified.out).toContain('2 verdicts: 1 judged again, 0 differences.');
    expect(verified.out).toContain('1 not judged again: facts of the report were redacted.');
    expect(verified.code).toBe(0);
    const json = JSON.parse((await run('verify', '--no-second-opinion', '--json')).out);
    expect(json).toMatchObject({ verdicts: 2, replayed: 1, redacted: 1, hashGone: 0, notReplayed: {}, found: [] });
    const left: string[] = (await database('incidents').pluck('report_id')) as string[];
    expect(left).toEqual([`r1 of ${NAME}`]);
    // What is left in the file is the reportId alone, which cannot go.
    const text = readFileSync(file).toString('latin1');
    expect(standsInBytes(Buffer.from(text.replaceAll(`r1 of ${NAME}`, ''), 'latin1'))).toBe(false);
    expect(await run('redact', id, '--text', 'Qarmuti', '--reason', 'again')).toMatchObject({
      code: 0,
      out: expect.stringContaining('There was nothing left to take.'),
    });
  });
});
