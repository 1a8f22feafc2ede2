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
    expect({ code, out }).toEqual({ code: 0, out: '2 passed, 0 failed\n' });
  });

  it('exits 1 and prints what was expected and what came when a case fails', async () => {
    const file = casesFile('failing.yaml', cases.replace('outcome: exempt', 'outcome: violation'));
    const { code, out } = await run('test', '--rules', GOOD_RULES, '--cases', file);
    expect(code).toBe(1);
    expect(out).toBe('failed example EX-1\n  north: outcome should be violation, but is exempt\n1 passed, 1 failed\n');
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
