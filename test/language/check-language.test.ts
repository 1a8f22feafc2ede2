import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkLanguage } from '../../src/language/check-language.js';
import { DUTIES } from '../../src/language/messages.js';
import { REQUIRED_MESSAGES } from '../../src/language/required-messages.js';

const english = readFileSync('languages/en.ftl', 'utf8');
const ids = [...REQUIRED_MESSAGES.keys()];
const codesOf = (text: string) => checkLanguage('xx.ftl', text).diagnostics.map(({ code }) => code);
/** English with one line written otherwise. */
const with_ = (line: string, other: string) => {
  expect(english.split('\n')).toContain(line);
  return english.replace(`${line}\n`, other === '' ? '' : `${other}\n`);
};
const incomplete = (text: string) => text.replace('language-state = complete', 'language-state = incomplete');

describe('A language file', () => {
  it('that says all there is to say, with the parameters that the code gives, has no fault', () => {
    expect(checkLanguage('en.ftl', english)).toEqual({ diagnostics: [], missing: [] });
    expect(checkLanguage('ar.ftl', readFileSync('test/language/files/ar.ftl', 'utf8')).diagnostics).toEqual([]);
  });

  it('is told of a message that nothing says, with the nearest that something does, and the line', () => {
    const text = with_('presumes-exception = { $exception } applies', 'presumes-exeption = { $exception } applies');
    const { diagnostics } = checkLanguage('xx.ftl', text);
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['missing-message', 'unknown-message']);
    expect(diagnostics.find(({ code }) => code === 'unknown-message')).toMatchObject({
      line: text.split('\n').findIndex((line) => line.startsWith('presumes-exeption')) + 1,
      column: 1,
      message: 'nothing says `presumes-exeption`',
      nearest: expect.arrayContaining(['presumes-exception']),
      excerpt: 'presumes-exeption = { $exception } applies',
    });
  });

  it('is told of a parameter that the code does not give, and of one that is not used', () => {
    const text = with_('because = Because { $reasons }.', 'because = Because { $reason }.');
    const { diagnostics } = checkLanguage('xx.ftl', text);
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['missing-parameter', 'unknown-parameter']);
    expect(diagnostics.find(({ code }) => code === 'unknown-parameter')).toMatchObject({
      column: 'because = Because { '.length + 1,
      nearest: ['$reasons'],
      help: 'it has $reasons',
    });
  });

  it('must hold a parameter in every one of its forms, unless the form was chosen by that very number', () => {
    const chosen = (form: string) =>
      with_(
        'depends-on = It hangs on { $exception }: without it, the outcome would be { $otherwise }.',
        `depends-on = { $otherwise ->\n    [short] ${form}\n   *[other] It hangs on { $exception }: { $otherwise }.\n}`,
      );
    expect(codesOf(chosen('It hangs on { $exception }: { $otherwise }.'))).toEqual([]);
    expect(codesOf(chosen('It hangs on { $exception }.'))).toEqual(['missing-parameter']);
    expect(english).toContain('[one] As reported, this one did it:');
  });

  it.each(ids.map((id) => [id]))('is refused without %s when it calls itself complete', (id) => {
    const without = english.replace(lineOf(id), (line) => line.replace(/^( *\.?)[\w-]+/, '$1other-name'));
    const { missing, diagnostics } = checkLanguage('xx.ftl', without);
    expect(missing).toContain(id);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'missing-message', message: `there is no \`${id}\`` }),
    );
  });

  it('that calls itself incomplete may lack anything but what keeps prose from saying too much (S16)', () => {
    const without = (line: RegExp) => incomplete(english.replace(line, ''));
    expect(codesOf(without(/^because = .*\n/m))).toEqual([]);
    for (const id of DUTIES) {
      const { diagnostics } = checkLanguage(
        'xx.ftl',
        without(new RegExp(`^${id} = (?:\\{ \\$count ->\\n(?:.*\\n)*?\\}|.*)\\n`, 'm')),
      );
      expect(diagnostics).toMatchObject([
        { code: 'missing-message', message: `there is no \`${id}\``, severity: 'error' },
      ]);
      expect(diagnostics[0]?.help).toContain('S16');
    }
  });

  it('cannot call a violation one without saying how sure it is, nor say of two standings the same', () => {
    const head = 'reading-firm = { CAPITAL($reading) }: { $outcome }, { $standing }.';
    expect(codesOf(with_(head, 'reading-firm = { CAPITAL($reading) }: { $outcome }.'))).toEqual(['missing-parameter']);
    const alleged = 'standing-alleged = if it happened as reported';
    expect(codesOf(with_(alleged, 'standing-alleged = as a confirmed fact'))).toEqual(['same-standing']);
    expect(codesOf(with_(alleged, 'standing-alleged = { "" }'))).toEqual(['no-words']);
  });

  it.each([
    ['what is no Fluent', 'because = Because { $reasons }.', 'because = Because { $reasons .', 'not-fluent'],
    ['a message said twice', 'place-unknown = place not said', 'place-unknown = a\nplace-unknown = b', 'message-twice'],
    ['a function there is not', 'because = Because { $reasons }.', 'because = { UPPER($reasons) }', 'unknown-function'],
    ['words of another message', 'place-unknown = place not said', 'place-unknown = { because }', 'message-in-message'],
    ['a term there is not', 'place-unknown = place not said', 'place-unknown = { -place }', 'unknown-term'],
    ['a tag that is none', 'language-locale = en-GB', 'language-locale = english please', 'bad-locale'],
    ['a state that is none', 'language-state = complete', 'language-state = nearly', 'bad-state'],
    ['a message without words', 'place-unknown = place not said', 'place-unknown = { "" }', 'no-words'],
  ])('is told of %s', (_, line, other, code) => {
    expect(codesOf(with_(line, other))).toContain(code);
  });

  it('that is empty, or no language at all, is refused and not thrown at', () => {
    for (const text of ['', 'nothing of the kind', '\u0000\u0001', '= = =\n\n{', '# only a comment'])
      expect(codesOf(text)).toContain('missing-message');
  });

  it('that is nested beyond reason, or has very many faults, is refused and not thrown at', () => {
    expect(codesOf(`because = ${'{ '.repeat(20_000)}`)).toEqual(['too-deep']);
    expect(codesOf('because = a\n'.repeat(2_000))).toHaveLength(500);
  });
});

/** The line of a message or of an attribute of one. */
function lineOf(id: string): RegExp {
  const [name = '', attribute] = id.split('.');
  return attribute === undefined
    ? new RegExp(`^${name} = ?.*`, 'm')
    : new RegExp(`(?<=^${name} =.*\\n(?: {4}\\..*\\n)*) {4}\\.${attribute} = .*`, 'm');
}
