import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleFile } from '../../src/rulebook/read-files.js';

/** Rule files kept under test/bad-rules: `_good` loads, every other folder lays one mistake over it. */

export const BAD_RULES = join(import.meta.dirname, '../bad-rules');
export const GOOD_RULES = join(BAD_RULES, '_good');

/** The rule files below a folder; cases are no part of a rulebook. */
export function filesIn(folder: string): RuleFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'wanted.yaml' && entry.name !== 'cases.yaml')
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(folder.length + 1), text: readFileSync(path, 'utf8') }));
}

/** The good files, with some laid over them. */
export function goodFilesWith(over: readonly RuleFile[]): RuleFile[] {
  return [...new Map([...filesIn(GOOD_RULES), ...over].map((file) => [file.path, file])).values()];
}

/** The good files with one of them edited; the text to replace must occur. */
export function goodFilesEdited(path: string, from: string, to: string): RuleFile[] {
  return goodFilesWith(
    filesIn(GOOD_RULES)
      .filter((file) => file.path === path)
      .map((file) => {
        if (!file.text.includes(from)) throw new Error(`${path} has no ${from}`);
        return { path, text: file.text.replace(from, to) };
      }),
  );
}
