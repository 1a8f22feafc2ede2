import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as languages from '../../src/cli/languages.js';
import { testLanguagesFolder } from '../helpers/languages.js';
import { runCommand } from './run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-languages-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...options: string[]) => runCommand(['languages', '--languages', folder, ...options], [languages]);

describe('truce languages', () => {
  it('lists the languages there are and what each lacks', async () => {
    const { code, out } = await runCommand(['languages', '--languages', testLanguagesFolder], [languages]);
    expect(code).toBe(0);
    expect(out).toContain('en  English, complete');
    expect(out).toMatch(/ru {2}Русский, lacks \d+ messages, said in English/);
  });

  it('tells every fault of a file with its line and exits 3; English goes on', async () => {
    const russian = readFileSync(join(testLanguagesFolder, 'ru.ftl'), 'utf8');
    writeFileSync(
      join(folder, 'ru.ftl'),
      russian.replace(', { $standing }.', '.').replace('{ $possible }', '{ $posible }'),
    );
    copyFileSync(join(testLanguagesFolder, 'ar.ftl'), join(folder, 'arabic!.ftl'));
    const { code, out } = await run();
    expect(code).toBe(3);
    expect(out).toMatch(/ru\.ftl:7:1 missing-parameter {2}`reading-firm` must hold the parameter `\$standing`/);
    expect(out).toMatch(/ru\.ftl:8:\d+ unknown-parameter .*did you mean `\$possible`\?/);
    expect(out).toMatch(/arabic!\.ftl:1:1 bad-locale/);
    expect(out.trimEnd().split('\n').at(-1)).toBe('en  English, complete');
    const { ok, diagnostics, languages: there } = JSON.parse((await run('--json')).out);
    expect(ok).toBe(false);
    expect(diagnostics.length).toBeGreaterThan(2);
    expect(there).toEqual([{ tag: 'en', name: 'English', lacks: 0 }]);
  });

  it('takes the English of a folder that has its own, and the standard one where that is faulty', async () => {
    const english = readFileSync('languages/en.ftl', 'utf8');
    writeFileSync(join(folder, 'en.ftl'), english.replace('language-name = English', 'language-name = House English'));
    expect((await run()).out).toContain('en  House English, complete');
    writeFileSync(join(folder, 'en.ftl'), english.replace('because = Because', 'becuse = Because'));
    const { code, out } = await run();
    expect(code).toBe(3);
    expect(out).toContain('en  English, complete');
  });
});
