import { once } from 'node:events';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderWatch, looksOf, watchFolder } from '../../src/rulebook/watch-folder.js';
import { copyRules, type RulesCopy } from '../helpers/rules-copy.js';

let rules: RulesCopy;
beforeEach(async () => {
  rules = await copyRules();
});
afterEach(() => rules.remove());

const AGREEMENT = 'example/agreement.yaml';

describe('The looks of a rules folder', () => {
  /** @returns whether the folder looks otherwise after it */
  const alters = async (change: () => Promise<unknown>) => {
    const before = await looksOf(rules.folder);
    await change();
    return (await looksOf(rules.folder)) !== before;
  };

  it('are the same as long as nothing is done', async () => {
    expect(await alters(async () => undefined)).toBe(false);
  });

  it('alter when a file is saved in place, saved by renaming, deleted, or its folder renamed', async () => {
    const file = join(rules.folder, AGREEMENT);
    expect(await alters(() => rules.edit(AGREEMENT, 'value: 100', 'value: 101'))).toBe(true);
    expect(
      await alters(async () => {
        await rules.write('example/.agreement.yaml.swp', 'format: 1');
        await rename(join(rules.folder, 'example/.agreement.yaml.swp'), file);
      }),
    ).toBe(true);
    expect(await alters(() => rules.write('example/cases.yaml', 'agreement: example'))).toBe(true);
    expect(await alters(() => rm(file))).toBe(true);
    expect(await alters(() => rename(join(rules.folder, 'example'), join(rules.folder, 'other')))).toBe(true);
  });

  it('alter when an agreement is added, also behind a link, and when the folder is gone and comes again', async () => {
    expect(await alters(() => mkdir(join(rules.folder, 'second')))).toBe(true);
    expect(await alters(() => symlink('example', join(rules.folder, 'third')))).toBe(true);
    const away = `${rules.folder}-away`;
    expect(await alters(() => rename(rules.folder, away))).toBe(true);
    expect(await alters(() => rename(away, rules.folder))).toBe(true);
  });

  it('do not alter by files that are none of a rulebook', async () => {
    expect(await alters(() => rules.write('notes.txt', 'x'))).toBe(false);
    expect(await alters(() => rules.write('example/.agreement.yaml.swp', 'x'))).toBe(false);
  });
});

describe('A watch on a rules folder', () => {
  let watch: FolderWatch;
  afterEach(() => watch.close());

  it('tells a burst of saves once, when it is over', async () => {
    const told: string[] = [];
    const heard = new EventTarget();
    const before = await looksOf(rules.folder);
    const times = { look: 5, quiet: 1_000 };
    watch = watchFolder(
      rules.folder,
      before,
      (looks) => {
        told.push(looks);
        heard.dispatchEvent(new Event('change'));
      },
      times,
    );
    const change = once(heard, 'change');
    for (const value of [101, 102, 103]) await rules.edit(AGREEMENT, `value: ${value - 1}`, `value: ${value}`);
    await change;
    expect(told).toEqual([await looksOf(rules.folder)]);
  });
});
