import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCases } from '../../src/casework/cases.js';
import { runCases } from '../../src/casework/run-cases.js';
import { checkRules } from '../../src/cli/check-rules.js';
import { readCaseFiles } from '../../src/rulebook/read-files.js';

const TUTORIAL = 'test/tutorial';
const readme = readFileSync('rules/README.md', 'utf8');
const files = readdirSync(TUTORIAL, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(yaml|geojson)$/.test(name))
  .map((name) => readFileSync(join(TUTORIAL, name), 'utf8'));

/** The lines without comments: the tutorial begins with a header of its own. */
const plain = (text: string) => text.replace(/^#.*\n/gm, '').trimEnd();
const pieces = [...readme.matchAll(/^```(yaml|json)\n(.*?)^```$/gms)].map(([, , text = '']) => plain(text));

describe('The agreement that rules/README.md teaches', () => {
  it('loads without a warning, and every case of it passes', async () => {
    const { rulebook, diagnostics } = await checkRules(TUTORIAL);
    expect(diagnostics).toEqual([]);
    if (rulebook === undefined) throw new Error('the tutorial does not load');
    const read = readCases((await readCaseFiles(TUTORIAL)).files, rulebook);
    if (!read.ok) throw new Error('its cases do not load');
    const results = runCases(read.cases, rulebook);
    expect(results.length).toBeGreaterThanOrEqual(10);
    expect(results.filter((result) => !result.passed)).toEqual([]);
  });

  it('is taught in at least ten pieces', () => {
    expect(pieces.length).toBeGreaterThanOrEqual(10);
  });

  it.each(pieces)('is quoted word for word: %s', (piece) => {
    expect(files.map(plain).some((file) => file.includes(piece))).toBe(true);
  });
});
