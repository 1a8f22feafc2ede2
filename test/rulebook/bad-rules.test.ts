import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Diagnostic } from '../../src/authored/diagnostic.js';
import { readCases } from '../../src/casework/cases.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import { BAD_RULES, filesIn, GOOD_RULES, goodFilesWith } from './rule-folders.js';

/** One folder for each mistake an author can make. `npx vitest run test/rulebook -u` rewrites wanted.yaml; read the diff. */

const mistakes = readdirSync(BAD_RULES).filter((name) => name !== '_good');
const codes = new Set<string>();

function diagnosticsOf(name: string): readonly Diagnostic[] {
  const folder = join(BAD_RULES, name);
  const built = buildRulebook(goodFilesWith(filesIn(folder)));
  const cases = join(folder, 'example/cases.yaml');
  if (!built.ok || !existsSync(cases)) return built.ok ? built.warnings : built.diagnostics;
  const read = readCases([{ path: 'example/cases.yaml', text: readFileSync(cases, 'utf8') }], built.rulebook);
  return read.ok ? read.warnings : read.diagnostics;
}

describe('rule files with a mistake', () => {
  it.each(mistakes)('%s is told with its place, its words and what would be right', async (name) => {
    const wanted = join(BAD_RULES, name, 'wanted.yaml');
    expect(existsSync(wanted) || process.env.CI === undefined).toBe(true);
    const diagnostics = diagnosticsOf(name);
    for (const { code } of diagnostics) codes.add(code);
    expect(diagnostics).not.toEqual([]);
    const told = diagnostics.map(({ excerpt: _, excerptFrom: __, ...rest }) => rest);
    await expect(stringify(told, { lineWidth: 0 })).toMatchFileSnapshot(wanted);
  });

  it('are more than two hundred, of eighty kinds', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(200);
    expect(codes.size).toBeGreaterThanOrEqual(80);
  });

  it.each(mistakes)('%s is told in the words of the style guide', (name) => {
    for (const { message, help, nearest } of diagnosticsOf(name)) {
      expect({ message, remedy: help ?? nearest }).toHaveProperty('remedy', expect.anything());
      expect(message).not.toMatch(/\.$|\n|^[A-Z][a-z]/);
      expect(help ?? '').not.toMatch(/\.$|\n|^[A-Z][a-z]/);
      expect(message).not.toMatch(/\bundefined\b|\[object|Zod|invalid input/i);
    }
  });
});

describe('the rule files without a mistake', () => {
  it('load without any diagnostic', () => {
    expect(buildRulebook(filesIn(GOOD_RULES))).toMatchObject({ ok: true, warnings: [] });
  });
});
