import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeShelf, RulebookRefused } from '../../src/rulebook/shelf.js';
import { GOOD_RULES, goodFilesEdited } from './rule-folders.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'truce-shelf-'));
  await cp(GOOD_RULES, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const AGREEMENT = 'example/agreement.yaml';
async function edit(from: string, to: string): Promise<void> {
  const file = goodFilesEdited(AGREEMENT, from, to).find((each) => each.path === AGREEMENT);
  await writeFile(join(folder, AGREEMENT), file?.text ?? '');
}

describe('a shelf', () => {
  it('serves what it loaded until it is told to load again', async () => {
    const shelf = await makeShelf(folder, () => 1);
    const before = shelf.current();
    await edit('value: 100', 'value: 101');
    expect(shelf.current()).toBe(before);
    expect(await shelf.reload()).toEqual({ ok: true, diagnostics: [] });
    expect(shelf.current().hash).not.toBe(before.hash);
    expect(shelf.status()).toEqual({ hash: shelf.current().hash, loadedAt: 1, warnings: [] });
  });

  it('goes on with the last good rulebook when the files are refused, and forgets the refusal when they are mended', async () => {
    let now = 1;
    const shelf = await makeShelf(folder, () => now++);
    const before = shelf.current();
    await edit('fact: mood', 'fact: modo');
    const refused = await shelf.reload();
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'unknown-fact', line: 47 }] });
    expect(shelf.current()).toBe(before);
    expect(shelf.status()).toMatchObject({
      hash: before.hash,
      loadedAt: 1,
      refused: { at: 2, diagnostics: [{ code: 'unknown-fact' }] },
    });
    await edit('fact: mood', 'fact: mood');
    expect(await shelf.reload()).toMatchObject({ ok: true });
    expect(shelf.current()).toBe(before);
    expect(shelf.status().refused).toBeUndefined();
  });

  it('does not start from files that do not load', async () => {
    await edit('fact: mood', 'fact: modo');
    const refusal = await makeShelf(folder).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(RulebookRefused);
    expect(refusal).toMatchObject({ diagnostics: [{ code: 'unknown-fact' }] });
    await expect(makeShelf(join(folder, 'nowhere'))).rejects.toMatchObject({ diagnostics: [{ code: 'no-folder' }] });
  });

  it('loads one after another when told to load many times at once', async () => {
    const shelf = await makeShelf(folder);
    await edit('value: 100', 'value: 102');
    const results = await Promise.all(Array.from({ length: 8 }, () => shelf.reload()));
    expect(results.every((result) => result.ok)).toBe(true);
    await edit('value: 100', 'value: 103');
    const before = shelf.current().hash;
    await shelf.reload();
    expect(shelf.current().hash).not.toBe(before);
  });
});
