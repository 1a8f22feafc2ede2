import { describe, expect, it } from 'vitest';
import { type Diagnostic, diagnosticIn, formatDiagnostic } from '../../src/authored/diagnostic.js';
import { widthOf } from '../../src/authored/excerpt.js';

/** The two lines under a diagnostic about a word of a line: the line of the file and the carets. */
function shownFor(line: string, word: string): [string, string] {
  const column = line.indexOf(word) + 1;
  const span = { line: 7, column, endLine: 7, endColumn: column + word.length };
  const diagnostic: Diagnostic = diagnosticIn('a.yaml', span, [], { code: 'made-up', message: 'wrong' }, line);
  const [, text = '', carets = ''] = formatDiagnostic(diagnostic).split('\n');
  return [text.slice('    7 | '.length), carets.slice('      | '.length)];
}

describe('The line that a diagnostic shows', () => {
  it('is underlined where the fault is, and nowhere else', () => {
    expect(shownFor('kind: sheling', 'sheling')).toEqual(['kind: sheling', '      ^^^^^^^']);
  });

  it.each([
    ['letters that take two cells', 'name: 大马士革, kind: x', 'kind'],
    ['marks that take no cell', 'name: é ḧ, kind: x', 'kind'],
    ['Arabic with its vowel signs', 'name: دِمَشْق, kind: x', 'kind'],
    ['pictures', 'name: 🕊️🏳, kind: x', 'kind'],
    ['tabs', 'name:\tx,\tkind: x', 'kind'],
  ])('has its carets under the word behind %s', (_, line, word) => {
    const [text, carets] = shownFor(line, word);
    expect(widthOf(carets)).toBe(widthOf(text.slice(0, text.indexOf(word))) + word.length);
    expect(carets.trim()).toBe('^^^^');
  });

  it('is cut on both sides where it is long, and the carets move with it', () => {
    const [text, carets] = shownFor(`${'a'.repeat(5_000)}WRONG${'b'.repeat(5_000)}`, 'WRONG');
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/^…a+WRONGb+…$/);
    expect(text.slice(carets.indexOf('^'), carets.length)).toBe('WRONG');
  });

  it('never splits a character in two where it is cut', () => {
    const [text] = shownFor(`${'🕊'.repeat(3_000)}x`, 'x');
    expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
  });

  it('never sends control characters of the file to the terminal', () => {
    const [text] = shownFor('a: \u001b[31mred\u202e, kind: x', 'kind');
    expect(text).toBe('a: �[31mred�, kind: x');
  });

  it('is not there where the fault has no line', () => {
    const diagnostic = diagnosticIn('a.yaml', { line: 1, column: 1 }, [], { code: 'made-up', message: 'wrong' });
    expect(formatDiagnostic(diagnostic)).toBe('a.yaml:1:1 made-up  wrong');
  });

  it('is followed by the incident that shows a finding', () => {
    const example = { incident: { kind: 'airstrike' }, shows: 'the exception swallows the term' };
    const remark = { code: 'made-up', message: 'wrong', example };
    const told = formatDiagnostic(diagnosticIn('a.yaml', { line: 1, column: 1 }, [], remark));
    expect(told).toContain('shown by: the exception swallows the term\n        {"kind":"airstrike"}');
  });
});
