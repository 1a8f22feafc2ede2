import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRulebook } from '../../src/rulebook/load.js';
import { readCaseFiles, readNamedFiles, readRuleFiles } from '../../src/rulebook/read-files.js';
import { GOOD_RULES } from './rule-folders.js';

let scratch: string;
let folder: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'truce-files-'));
  folder = join(scratch, 'rules');
  await cp(GOOD_RULES, folder, { recursive: true });
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

async function codesOf(): Promise<[string, string][]> {
  const loaded = await loadRulebook(folder);
  return loaded.ok ? [] : loaded.diagnostics.map(({ file, code }) => [file, code]);
}

describe('a rules folder', () => {
  it('is read whole, in order, without cases, schemas and hidden folders', async () => {
    await mkdir(join(folder, 'schema'));
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, 'example/cases.yaml'), 'cases: []');
    await writeFile(join(folder, 'README.md'), 'How rules are laid out.');
    const { files, diagnostics } = await readRuleFiles(folder);
    expect(diagnostics).toEqual([]);
    expect(files.map((file) => file.path)).toEqual([
      'groups.yaml',
      'example/agreement.yaml',
      'example/zones.geojson',
      'example/presence.geojson',
    ]);
    expect((await readCaseFiles(folder)).files).toEqual([{ path: 'example/cases.yaml', text: 'cases: []' }]);
  });

  it('may itself be a link, and may hold links to places within it', async () => {
    await rename(join(folder, 'groups.yaml'), join(folder, '.groups.yaml'));
    await symlink('.groups.yaml', join(folder, 'groups.yaml'));
    await symlink(folder, join(scratch, 'link'));
    expect(await loadRulebook(join(scratch, 'link'))).toMatchObject({ ok: true });
  });

  it('is refused when a file in it is a link that leads out', async () => {
    await rename(join(folder, 'groups.yaml'), join(scratch, 'groups.yaml'));
    await symlink('../groups.yaml', join(folder, 'groups.yaml'));
    expect(await codesOf()).toEqual([['groups.yaml', 'outside-folder']]);
  });

  it('is refused when an agreement in it is a link that leads out, or nowhere', async () => {
    await rename(join(folder, 'example'), join(scratch, 'example'));
    await symlink('../example', join(folder, 'example'));
    expect((await codesOf()).filter(([, code]) => code === 'outside-folder')).toHaveLength(3);
    await rm(join(folder, 'example'));
    await symlink('../gone', join(folder, 'example'));
    expect(await codesOf()).toContainEqual(['example/agreement.yaml', 'missing-file']);
  });

  it('is refused when a file is a link that leads nowhere', async () => {
    await rm(join(folder, 'example/presence.geojson'));
    await symlink('gone.geojson', join(folder, 'example/presence.geojson'));
    expect(await codesOf()).toEqual([['example/presence.geojson', 'unreadable']]);
  });

  it.each([
    ['groups.yaml', 50_000_000],
    ['groups.yaml', 5_000_001],
    ['example/zones.geojson', 20_000_001],
  ])('is refused when %s has %i bytes, without reading it', async (path, size) => {
    await truncate(join(folder, path), size);
    expect(await codesOf()).toEqual([[path, 'too-large']]);
  });

  it('is refused when a file is not UTF-8', async () => {
    await writeFile(join(folder, 'groups.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]));
    expect(await codesOf()).toEqual([['groups.yaml', 'not-utf-8']]);
  });

  it('is told that a file is UTF-16, as some editors save it', async () => {
    await writeFile(join(folder, 'groups.yaml'), Buffer.from('\uFEFFformat: 1\n', 'utf16le'));
    const loaded = await loadRulebook(folder);
    expect(loaded.ok ? [] : loaded.diagnostics).toMatchObject([
      { code: 'not-utf-8', message: 'the file is UTF-16, not UTF-8 text', help: 'save it as UTF-8' },
    ]);
  });

  it('may hold files with the line ends of Windows', async () => {
    const { files } = await readRuleFiles(folder);
    for (const { path, text } of files) await writeFile(join(folder, path), text.replaceAll('\n', '\r\n'));
    expect(await codesOf()).toEqual([]);
  });

  it('may hold files that begin with a byte order mark', async () => {
    const { files } = await readRuleFiles(folder);
    await writeFile(join(folder, 'groups.yaml'), `\uFEFF${files[0]?.text}`);
    expect(await codesOf()).toEqual([]);
  });

  it('is refused when a file is a folder or a pipe', async () => {
    await rm(join(folder, 'groups.yaml'));
    await mkdir(join(folder, 'groups.yaml'));
    expect(await codesOf()).toEqual([['groups.yaml', 'not-a-file']]);
    await rm(join(folder, 'groups.yaml'), { recursive: true });
    execFileSync('mkfifo', [join(folder, 'groups.yaml')]);
    expect(await codesOf()).toEqual([['groups.yaml', 'not-a-file']]);
  });

  it('is refused when a folder in it holds no agreement, since that is mostly a slip in a name', async () => {
    await rename(join(folder, 'example/agreement.yaml'), join(folder, 'example/agreement.yml'));
    expect(await codesOf()).toEqual([['example/agreement.yaml', 'missing-file']]);
  });

  it('that is not there is told so', async () => {
    folder = join(scratch, 'nowhere');
    expect(await codesOf()).toEqual([['.', 'no-folder']]);
  });

  it.skipIf(process.getuid?.() === 0)('is refused when a file may not be read', async () => {
    await chmod(join(folder, 'groups.yaml'), 0);
    expect(await codesOf()).toEqual([['groups.yaml', 'unreadable']]);
  });
});

describe('a cases file named on the command line', () => {
  it('may lie anywhere, and is told when it is not there', async () => {
    const path = join(scratch, 'cases.yaml');
    await writeFile(path, 'cases: []');
    expect(await readNamedFiles([path, join(scratch, 'gone.yaml')])).toMatchObject({
      files: [{ path, text: 'cases: []' }],
      diagnostics: [{ file: join(scratch, 'gone.yaml'), code: 'no-file' }],
    });
  });
});
