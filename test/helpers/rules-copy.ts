import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GOOD_RULES } from '../rulebook/rule-folders.js';

/** A rules folder of a test's own, to be edited as an analyst would. */
export interface RulesCopy {
  readonly folder: string;
  /** Replaces a text in a file; it must occur. */
  edit(path: string, from: string, to: string): Promise<void>;
  /** Puts a file back as it was at first. */
  mend(path: string): Promise<void>;
  write(path: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** @param original the small good rules when not said */
export async function copyRules(original = GOOD_RULES): Promise<RulesCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'truce-rules-'));
  await cp(original, folder, { recursive: true });
  return {
    folder,
    async edit(path, from, to) {
      const text = await readFile(join(folder, path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
      await writeFile(join(folder, path), text.replace(from, to));
    },
    mend: (path) => cp(join(original, path), join(folder, path)),
    write: (path, text) => writeFile(join(folder, path), text),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
