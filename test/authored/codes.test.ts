import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ACCEPTANCE_CODES, FINDING_CODES } from '../../src/authored/codes-of-findings.js';
import { diagnosticsPage } from '../../src/authored/codes-page.js';
import type { Diagnostic } from '../../src/authored/diagnostic.js';
import { diagnosticIn, formatDiagnostic } from '../../src/authored/diagnostic.js';
import { DIAGNOSTIC_CODES } from '../../src/authored/remedies.js';
import { BAD_RULES, filesIn, goodFilesWith } from '../rulebook/rule-folders.js';

/** Codes that no text of a rule file can show, with the test that shows them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'no-folder': 'test/rulebook/read-files.test.ts',
  'no-file': 'test/rulebook/read-files.test.ts',
  unreadable: 'test/rulebook/read-files.test.ts',
  'not-a-file': 'test/rulebook/read-files.test.ts',
  'outside-folder': 'test/rulebook/read-files.test.ts',
  'too-large': 'test/rulebook/read-files.test.ts',
  'not-utf-8': 'test/rulebook/read-files.test.ts',
  'missing-file': 'test/rulebook/read-files.test.ts',
  'too-many': 'test/rulebook/read-files.test.ts',
  'no-agreement': 'test/rulebook/load.test.ts',
  'unknown-file': 'test/rulebook/load.test.ts',
  'duplicate-file': 'test/rulebook/load.test.ts',
  'too-many-faults': 'test/rulebook/load.test.ts',
  'unknown-column': 'test/intake/load-profile.test.ts',
  'unused-column': 'test/intake/load-profile.test.ts',
  'duplicate-column': 'test/intake/load-profile.test.ts',
  'unknown-map': 'test/intake/load-profile.test.ts',
  'idle-key': 'test/intake/load-profile.test.ts',
  ...Object.fromEntries(Object.keys(FINDING_CODES).map((code) => [code, 'test/inspection/seeded-defects.test.ts'])),
  ...Object.fromEntries(Object.keys(ACCEPTANCE_CODES).map((code) => [code, 'test/inspection/acceptances.test.ts'])),
};
/** Codes for gaps in the checks themselves: nothing that is known brings them about. */
const GUARDS = ['does-not-compile', 'json-rules-engine'];

const wanted = new Map<string, { folder: string; diagnostic: Diagnostic }[]>();
for (const folder of readdirSync(BAD_RULES)) {
  if (folder === '_good') continue;
  const told = parse(readFileSync(join(BAD_RULES, folder, 'wanted.yaml'), 'utf8')) as Diagnostic[];
  for (const diagnostic of told)
    wanted.set(diagnostic.code, [...(wanted.get(diagnostic.code) ?? []), { folder, diagnostic }]);
}

const codesIn = (text: string): string[] =>
  [...text.matchAll(/\bcode: (?:[^,\n]*\? )?'([a-z0-9-]+)'(?: : '([a-z0-9-]+)')?/g)].flatMap(([, a, b]) =>
    b === undefined ? [a ?? ''] : [a ?? '', b],
  );
const sourceOf = (room: string): string =>
  readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('src', room, name), 'utf8'))
    .join('\n');
const rooms = readdirSync('src').filter((room) => ['authored', 'rulebook', 'casework', 'inspection'].includes(room));
const checks = readdirSync(join('src', 'intake')).filter((name) => /^(check-|load-profile)/.test(name));

describe('The codes of diagnostics', () => {
  it('are all in the registry', () => {
    const said = [
      ...rooms.flatMap((room) => codesIn(sourceOf(room))),
      ...checks.flatMap((name) => codesIn(readFileSync(join('src', 'intake', name), 'utf8'))),
      ...wanted.keys(),
    ];
    expect(new Set(said).size).toBeGreaterThan(80);
    expect([...new Set(said)].filter((code) => !DIAGNOSTIC_CODES.has(code))).toEqual([]);
  });

  it('are each shown by a folder of test/bad-rules, or by a test that is named', () => {
    const unseen = [...DIAGNOSTIC_CODES.keys()].filter(
      (code) => !wanted.has(code) && ELSEWHERE[code] === undefined && !GUARDS.includes(code),
    );
    expect(unseen).toEqual([]);
    for (const [code, file] of Object.entries(ELSEWHERE)) expect(readFileSync(file, 'utf8')).toContain(`'${code}'`);
  });

  it.each([...DIAGNOSTIC_CODES])(
    '%s has a meaning and a remedy in the style of the house',
    (_, { meaning, remedy }) => {
      expect(meaning).toMatch(/^[A-Z`].*[^.]$/);
      expect(remedy).not.toMatch(/\.$|\n|^[A-Z][a-z]/);
    },
  );

  it('are explained in docs/diagnostics.md (npx vitest run test/authored -u writes it)', async () => {
    const page = diagnosticsPage((code) => exampleOf(code));
    await expect(page).toMatchFileSnapshot('../../docs/diagnostics.md');
  });
});

/** The first mistake that shows a code, as it is printed. */
function exampleOf(code: string): string | undefined {
  const [first] = (wanted.get(code) ?? []).sort(
    (a, b) => a.folder.length - b.folder.length || (a.folder < b.folder ? -1 : 1),
  );
  if (first === undefined) return undefined;
  const { file, line, column, endLine, endColumn, message, help, nearest, severity } = first.diagnostic;
  const folder = join(BAD_RULES, first.folder);
  const text = file.endsWith('cases.yaml')
    ? readFileSync(join(folder, file), 'utf8')
    : goodFilesWith(filesIn(folder)).find((each) => each.path === file)?.text;
  const lineText = text?.split(/\r?\n/)[line - 1];
  const span = { line, column, endLine, endColumn };
  return formatDiagnostic(diagnosticIn(file, span, [], { code, message, help, nearest, severity }, lineText));
}
