import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as check from '../../src/cli/check.js';
import { watchFolder } from '../../src/cli/watch-folder.js';
import { GOOD_RULES } from '../rulebook/rule-folders.js';
import { runCommand } from './run-command.js';

let scratch: string;
let folder: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'truce-check-'));
  folder = join(scratch, 'rules');
  await cp(GOOD_RULES, folder, { recursive: true });
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const run = (...words: string[]) => runCommand(['check', '--rules', folder, ...words], [check]);
const edit = async (path: string, from: string, to: string) => {
  const text = await readFile(join(folder, path), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(folder, path), text.replace(from, to));
};
const MISSPELT = ['binds: north-side\n', 'binds: noth-side\n'] as const;

describe('truce check', () => {
  it('says how many agreements and cases load', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toMatch(/loads: 1 agreement \(example\), 2 cases\nrulebook sha256:/);
  });

  it('shows the line with carets under the word, and what would be right', async () => {
    await edit('example/agreement.yaml', ...MISSPELT);
    const { code, out } = await run();
    expect(code).toBe(3);
    expect(out).toContain(
      [
        'example/agreement.yaml:21:12 unknown-role  no role is called `noth-side`; did you mean `north-side` or `south-side`?',
        '   21 |     binds: noth-side',
        '      |            ^^^^^^^^^',
      ].join('\n'),
    );
    expect(out).not.toContain('\u001b');
  });

  it('finds what is wrong with the cases, and exits 3 for it', async () => {
    await edit('example/cases.yaml', 'by: [notice]', 'by: [notise]');
    const { code, out } = await run();
    expect(code).toBe(3);
    expect(out).toMatch(/example\/cases\.yaml:\d+:\d+ unknown-exception/);
    expect(out).toMatch(/loads, but its cases do not: 1 error\n$/);
  });

  it('still reads the spelling of the cases where the rules do not load', async () => {
    await edit('example/agreement.yaml', ...MISSPELT);
    await edit('example/cases.yaml', '    expect:\n', '\texpect:\n');
    expect((await run()).out).toMatch(/cases\.yaml:\d+:\d+ tab/);
  });

  it('gives one line a fault to editors', async () => {
    await edit('example/agreement.yaml', ...MISSPELT);
    const { out } = await run('--format', 'compact');
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(out).toMatch(/^\S+:21:12 unknown-role {2}no role/);
  });

  it('gives annotations to GitHub, with its punctuation escaped', async () => {
    await edit('example/agreement.yaml', 'says: The north stops attacking the south.', 'says: x, "10%,of:it": x');
    const { out } = await run('--format', 'github');
    expect(out).toMatch(
      /^::error file=\S+agreement\.yaml,line=20,endLine=20,col=\d+,endColumn=\d+,title=unknown-key::/,
    );
    expect(out).toContain('%0Ahelp: ');
    expect(out).toContain('10%25,of:it');
  });

  it('gives programs a form that holds everything', async () => {
    await edit('example/agreement.yaml', ...MISSPELT);
    const { out } = await run('--format', 'json');
    expect(JSON.parse(out)).toEqual({
      ok: false,
      errors: 1,
      warnings: 0,
      diagnostics: [
        {
          code: 'unknown-role',
          severity: 'error',
          file: 'example/agreement.yaml',
          line: 21,
          column: 12,
          endLine: 21,
          endColumn: 21,
          path: '$.terms[0].binds',
          message: 'no role is called `noth-side`',
          nearest: ['north-side', 'south-side'],
          excerpt: '    binds: noth-side',
        },
      ],
    });
  });

  it('lets a warning pass, but not when it is told to be strict', async () => {
    await edit('example/agreement.yaml', 'conditions:\n', 'conditions:\n  idle: { condition: attack }\n');
    expect((await run()).code).toBe(0);
    expect((await run()).out).toContain('1 warning');
    expect((await run('--strict')).code).toBe(1);
  });

  it('refuses a form that there is not', async () => {
    expect(await run('--format', 'xml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('human, compact, json'),
    });
  });
});

describe('truce check --watch', () => {
  it('checks again after each save, survives the folder going and coming back, and ends when told', async () => {
    const seen: boolean[] = [];
    const end = new AbortController();
    const away = join(scratch, 'away');
    const steps = [
      () => edit('example/agreement.yaml', ...MISSPELT),
      () => edit('example/agreement.yaml', MISSPELT[1], MISSPELT[0]),
      () => rename(folder, away),
      () => rename(away, folder),
    ];
    await watchFolder(folder, end.signal, async () => {
      const { out } = await run('--json');
      seen.push((parse(out) as { ok: boolean }).ok);
      const next = steps.shift();
      if (next === undefined) end.abort();
      else await next();
    });
    expect(seen).toEqual([true, false, true, false, true]);
  });

  it('reads a set of files whole: what is still being written is waited for', async () => {
    const end = new AbortController();
    let looks = 0;
    await watchFolder(folder, end.signal, async () => {
      looks += 1;
      if (looks === 1)
        for (let part = 0; part < 50; part += 1) await writeFile(join(folder, 'groups.yaml'), `# ${part}\n`);
      else end.abort();
    });
    expect(looks).toBe(2);
    expect(await readFile(join(folder, 'groups.yaml'), 'utf8')).toBe('# 49\n');
  });
});
