import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/authored/diagnostic.js';
import { buildRulebook, loadRulebook } from '../../src/rulebook/load.js';
import type { RuleFile } from '../../src/rulebook/read-files.js';
import { filesIn, GOOD_RULES, goodFilesEdited, goodFilesWith } from './rule-folders.js';

function hashOfFiles(files: readonly RuleFile[]): string {
  const built = buildRulebook(files);
  if (!built.ok) throw new Error(built.diagnostics.map((each) => formatDiagnostic(each)).join('\n'));
  return built.rulebook.hash;
}
const good = hashOfFiles(filesIn(GOOD_RULES));

describe('the hash of a rulebook', () => {
  it('is the same whether the files are read from the folder or given', async () => {
    const loaded = await loadRulebook(GOOD_RULES);
    expect(loaded.ok && loaded.rulebook.hash).toBe(good);
    expect(good).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('does not depend on the order of files', () => {
    expect(hashOfFiles(filesIn(GOOD_RULES).reverse())).toBe(good);
  });

  it('does not depend on comments, on the order of keys or on the spelling of values', () => {
    expect(hashOfFiles(goodFilesEdited('example/agreement.yaml', 'format: 1', '# a note\nformat: 0x1'))).toBe(good);
    const swapped = '{ type: boolean, meaning: Whether notice was given, name: gaveNotice }';
    const written = '{ name: gaveNotice, type: boolean, meaning: Whether notice was given }';
    expect(hashOfFiles(goodFilesEdited('example/agreement.yaml', written, swapped))).toBe(good);
  });

  it('does not depend on the order of the groups', () => {
    const [first, ...rest] = (filesIn(GOOD_RULES).find((file) => file.path === 'groups.yaml')?.text ?? '').split(
      '  - id: ',
    );
    const turned = [first, ...rest.reverse()].join('  - id: ');
    expect(hashOfFiles(goodFilesWith([{ path: 'groups.yaml', text: turned }]))).toBe(good);
  });

  it.each([
    ['groups.yaml', 'Southern Front', 'Southern Army'],
    ['example/agreement.yaml', 'value: 100', 'value: 101'],
    ['example/zones.geojson', '"accuracyKm": 1 ', '"accuracyKm": 2 '],
    ['example/presence.geojson', '2016-03-05', '2016-03-06'],
  ])('changes when %s changes', (path, from, to) => {
    expect(hashOfFiles(goodFilesEdited(path, from, to))).not.toBe(good);
  });
});

describe('rule files given in a request', () => {
  it.each([
    ['../groups.yaml', 'outside-folder'],
    ['example/../../etc/passwd', 'outside-folder'],
    ['/etc/passwd', 'outside-folder'],
    ['example\\..\\agreement.yaml', 'outside-folder'],
    ['example/notes.txt', 'unknown-file'],
    ['example/cases.yaml', 'unknown-file'],
  ])('with the name %s are refused as %s', (path, code) => {
    const built = buildRulebook([...filesIn(GOOD_RULES), { path, text: 'a: 1' }]);
    expect(built.ok ? [] : built.diagnostics).toMatchObject([{ file: path, code }]);
  });

  it('of which one is given twice are refused', () => {
    const built = buildRulebook([...filesIn(GOOD_RULES), { path: 'groups.yaml', text: 'format: 1' }]);
    expect(built.ok ? [] : built.diagnostics).toMatchObject([{ file: 'groups.yaml', code: 'duplicate-file' }]);
  });

  it('that are too large are refused', () => {
    const built = buildRulebook(goodFilesWith([{ path: 'groups.yaml', text: `#${' '.repeat(5_000_000)}` }]));
    expect(built.ok ? [] : built.diagnostics).toMatchObject([{ file: 'groups.yaml', code: 'too-large' }]);
  });

  it('of which some are missing are told so', () => {
    const files = filesIn(GOOD_RULES).filter(
      (file) => file.path !== 'groups.yaml' && !file.path.endsWith('zones.geojson'),
    );
    const built = buildRulebook(files);
    expect(built.ok ? [] : built.diagnostics.map(({ file, code }) => [file, code])).toEqual([
      ['example/zones.geojson', 'missing-file'],
      ['groups.yaml', 'missing-file'],
    ]);
    const none = buildRulebook(filesIn(GOOD_RULES).filter((file) => file.path === 'groups.yaml'));
    expect(none.ok ? [] : none.diagnostics).toMatchObject([{ code: 'no-agreement' }]);
  });

  it('of which one has thousands of faults are told the first of them', () => {
    const groups = Array.from({ length: 3_000 }, (_, index) => `  - { id: group-${index}, kind: none }`);
    const built = buildRulebook(
      goodFilesWith([{ path: 'groups.yaml', text: ['format: 1', 'groups:', ...groups].join('\n') }]),
    );
    const codes = built.ok
      ? []
      : built.diagnostics.filter((each) => each.file === 'groups.yaml').map((each) => each.code);
    expect(codes).toHaveLength(501);
    expect(codes[0]).toBe('too-many-faults');
  });

  it('of which one chains memberships without end are refused', () => {
    // The x keeps digits apart: a doubled one is the same to the folding of names.
    const id = (index: number) => `g${[...String(index)].join('x')}x`;
    const groups = Array.from({ length: 12_000 }, (_, index) => {
      const memberOf = index === 0 ? '' : `, memberOf: [{ group: ${id(index - 1)}, source: a }]`;
      return `  - { id: ${id(index)}, kind: militia, names: { en: [${id(index)}] }${memberOf} }`;
    }).reverse();
    const text = ['format: 1', 'groups:', ...groups].join('\n');
    const built = buildRulebook(goodFilesWith([{ path: 'groups.yaml', text }]));
    expect(built.ok ? [] : built.diagnostics).toContainEqual(
      expect.objectContaining({ file: 'groups.yaml', code: 'too-deep' }),
    );
  });

  it('that are nested a hundred thousand deep are refused', () => {
    for (const [path, text] of [
      ['groups.yaml', `a: ${'['.repeat(100_000)}`],
      ['groups.yaml', `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`],
      ['example/zones.geojson', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ] as const)
      expect(buildRulebook(goodFilesWith([{ path, text }])).ok).toBe(false);
  });
});

describe('a diagnostic for people', () => {
  it('shows the place, the nearest spelling, the line and a caret', () => {
    const built = buildRulebook(goodFilesEdited('example/agreement.yaml', 'fact: mood', 'fact: modo'));
    const told = built.ok ? [] : built.diagnostics.map((each) => formatDiagnostic(each, 'rules/'));
    expect(told.join('\n')).toBe(
      [
        'rules/example/agreement.yaml:47:19 unknown-fact  no fact is called `modo`; did you mean `mood`?',
        '   47 |     when: { fact: modo, operator: equal, value: tense }',
        '      |                   ^^^^',
      ].join('\n'),
    );
  });
});
