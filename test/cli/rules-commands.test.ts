import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as check from '../../src/cli/check.js';
import * as schemas from '../../src/cli/schemas.js';
import { generatedFiles, generatedProfileFiles, isSame } from '../../src/cli/schemas.js';
import * as test from '../../src/cli/test.js';
import { GOOD_RULES } from '../rulebook/rule-folders.js';
import { runCommand } from './run-command.js';

const scratch = mkdtempSync(join(tmpdir(), 'truce-rules-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const run = (...words: string[]) => runCommand(words, [check, test, schemas]);
const cases = readFileSync(join(GOOD_RULES, 'example/cases.yaml'), 'utf8');
const casesFile = (name: string, text: string) => {
  writeFileSync(join(scratch, name), text);
  return join(scratch, name);
};

describe('truce check', () => {
  it('exits 0 and says what loads', async () => {
    const { code, out } = await run('check', '--rules', GOOD_RULES);
    expect(code).toBe(0);
    expect(out).toMatch(/loads: 1 agreement \(example\), 2 cases\nrulebook sha256:[0-9a-f]{64}\n$/);
  });

  it('exits 3 and gives every diagnostic when the files do not load', async () => {
    const { code, out } = await run('check', '--rules', scratch);
    expect(code).toBe(3);
    expect(out).toMatch(/groups\.yaml:1:1 missing-file {2}there is no groups\.yaml/);
    const json = await run('check', '--json', '--rules', scratch);
    expect(json.code).toBe(3);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, diagnostics: [{ code: 'missing-file', line: 1 }] });
  });
});

describe('truce test', () => {
  it('runs the cases beside the agreements', async () => {
    const { code, out } = await run('test', '--rules', GOOD_RULES);
    expect(code).toBe(0);
    expect(out).toMatch(/^2 passed, 0 failed\nexample: \d+ of \d+ covered, \d+ still to be written /);
  });

  it('exits 1 and prints what was expected and what came when a case fails', async () => {
    const file = casesFile('failing.yaml', cases.replace('outcome: exempt', 'outcome: violation'));
    const { code, out } = await run('test', '--rules', GOOD_RULES, '--cases', file);
    expect(code).toBe(1);
    expect(out).toContain(
      'failed example EX-1\n  north: outcome should be violation, but is exempt\n1 passed, 1 failed\n',
    );
    const json = await run('test', '--json', '--rules', GOOD_RULES, '--cases', file);
    expect(JSON.parse(json.out)).toEqual({
      passed: 1,
      failed: 1,
      cases: [
        {
          agreement: 'example',
          id: 'EX-1',
          passed: false,
          differences: [{ reading: 'north', key: 'outcome', expected: 'violation', got: 'exempt' }],
        },
        { agreement: 'example', id: 'EX-2', passed: true, differences: [] },
      ],
    });
  });

  it('exits 3 when the cases or the rules do not load', async () => {
    const file = casesFile('broken.yaml', cases.replace('kind: shelling', 'kind: sheling'));
    const broken = await run('test', '--rules', GOOD_RULES, '--cases', file);
    expect(broken.code).toBe(3);
    expect(broken.err).toContain('did you mean `shelling`?');
    expect((await run('test', '--rules', GOOD_RULES, '--cases', join(scratch, 'gone.yaml'))).code).toBe(3);
    expect((await run('test', '--rules', scratch)).code).toBe(3);
  });

  it('tells with --coverage what no case shows, with the line and the beginning of a case', async () => {
    const { code, out } = await run('test', '--coverage', '--rules', GOOD_RULES);
    expect(code).toBe(0);
    expect(out).toMatch(
      /example\/agreement\.yaml:\d+ no case where `not-at-night` holds, in a reading that accepts it/,
    );
    expect(out).toContain('a case that would show it:');
    const json = JSON.parse((await run('test', '--coverage', '--json', '--rules', GOOD_RULES)).out);
    const [coverage] = json.coverage;
    expect(json).toMatchObject({ passed: 2, failed: 0 });
    expect(coverage.covered + coverage.missing.length).toBe(coverage.goals);
    expect(coverage.missing[0]).toMatchObject({ kind: 'term', line: expect.any(Number) });
  });

  it('tells with --mutants which mistakes no case notices, and exits 1 below the threshold', async () => {
    const few = ['test', '--mutants', '--limit', '12', '--rules', GOOD_RULES];
    const { code, out } = await run(...few);
    expect(code).toBe(0);
    expect(out).toMatch(/example: 12 mutants, \d+ killed, \d+ survived, \d+ proven the same; \d+\.\d % killed/);
    expect((await run(...few, '--threshold', '100')).code).toBe(1);
    const { mutants } = JSON.parse((await run(...few, '--json')).out);
    expect(mutants[0].killed + mutants[0].survived + mutants[0].equivalent).toBe(12);
    expect(mutants[0].results.map((each: { fate: string }) => each.fate)).toContain('survived');
  });

  it('refuses options that do not fit, with what would', async () => {
    expect((await run('test', '--threshold', '90')).err).toContain('--threshold needs --mutants');
    expect((await run('test', '--mutants', '--limit', '0')).err).toContain('a whole number above 0');
    expect((await run('test', '--mutants', '--threshold', '101')).err).toContain('from 0 to 100');
    const other = await run('test', '--only', 'exampel', '--rules', GOOD_RULES);
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('it has example') });
  });

  it('exits 2 for an option that there is not', async () => {
    expect((await run('test', '--case', 'x')).code).toBe(2);
  });
});

describe('truce schemas', () => {
  const both = ['--rules', scratch, '--profiles', join(scratch, 'profiles')];
  it('writes the generated files and finds them fresh, until one is changed', async () => {
    expect((await run('schemas', '--check', ...both)).code).toBe(1);
    expect((await run('schemas', '--write', ...both)).code).toBe(0);
    expect((await run('schemas', '--check', ...both)).code).toBe(0);
    writeFileSync(join(scratch, 'vocabulary.md'), 'changed');
    expect(await run('schemas', '--check', ...both)).toMatchObject({
      code: 1,
      out: expect.stringContaining('vocabulary.md is out of date'),
    });
    expect((await run('schemas')).code).toBe(2);
  });

  it.each([...generatedFiles()])('has left %s fresh in the rules folder', (path, text) => {
    expect(isSame(path, readFileSync(join('rules', path), 'utf8'), text)).toBe(true);
  });

  it.each([...generatedProfileFiles()])('has left %s fresh in the profiles folder', (path, text) => {
    expect(isSame(path, readFileSync(join('profiles', path), 'utf8'), text)).toBe(true);
  });
});
