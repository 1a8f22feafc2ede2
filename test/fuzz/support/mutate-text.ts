import type { Chance } from './chance.js';
import { oddNumber, oddText } from './odd-texts.js';

/** A text file as somebody, some program or some disk might leave it. */

type Change = (text: string, chance: Chance) => string | Uint8Array;

const lines = (text: string) => text.split('\n');
const someLine = (text: string, chance: Chance) => chance.below(lines(text).length);
const atLine = (text: string, at: number, change: (line: string) => string) =>
  lines(text)
    .map((line, index) => (index === at ? change(line) : line))
    .join('\n');

const changes: Readonly<Record<string, Change>> = {
  'a byte changed': (text, chance) => {
    const bytes = Buffer.from(text);
    for (let count = chance.between(1, 3); count > 0 && bytes.length > 0; count -= 1)
      bytes[chance.below(bytes.length)] = chance.below(256);
    return bytes;
  },
  'a line lost': (text, chance) => {
    const at = someLine(text, chance);
    return lines(text)
      .filter((_, index) => index !== at)
      .join('\n');
  },
  'a line twice': (text, chance) => atLine(text, someLine(text, chance), (line) => `${line}\n${line}`),
  'lines in another order': (text, chance) => {
    const all = lines(text);
    const [a, b] = [chance.below(all.length), chance.below(all.length)];
    [all[a], all[b]] = [all[b] ?? '', all[a] ?? ''];
    return all.join('\n');
  },
  'another indent': (text, chance) =>
    atLine(text, someLine(text, chance), (line) => chance.oneOf([' ', '  ', '\t', '\u00a0', '      ']) + line),
  'less indent': (text, chance) => atLine(text, someLine(text, chance), (line) => line.replace(/^ {1,2}/, '')),
  'an odd value': (text, chance) =>
    atLine(text, someLine(text, chance), (line) => {
      const odd = chance.oneOf([
        () => JSON.stringify(oddText(chance, 3_000)),
        () => oddNumber(chance),
        () =>
          chance.oneOf([
            'null',
            '~',
            'yes',
            '[]',
            '{}',
            '[[]]',
            '.nan',
            '.inf',
            '0o7',
            '0x1f',
            '2016-02-27',
            '|',
            '>-',
            '!!binary x',
            '*a',
            '&a b',
            '- -',
            '? a',
            '<<: *a',
          ]),
      ])();
      return line.replace(/(:\s+|-\s+|,\s*|\[\s*)([^,[\]{}]*)/, (_, before) => `${before}${odd}`);
    }),
  'values swapped': (text, chance) => {
    const values = [...text.matchAll(/:[ ]+([^\s,{}[\]#][^,{}[\]#\n]*)/g)];
    if (values.length < 2) return text;
    const [one, other] = [chance.oneOf(values), chance.oneOf(values)].sort((a, b) => a.index - b.index);
    if (one === undefined || other === undefined || one.index + one[0].length > other.index) return text;
    const between = text.slice(one.index + one[0].length, other.index);
    return text.slice(0, one.index) + other[0] + between + one[0] + text.slice(other.index + other[0].length);
  },
  'a key of another name': (text, chance) => {
    const keys = [...text.matchAll(/([\w-]+):/g)];
    if (keys.length === 0) return text;
    const { index, 0: found } = chance.oneOf(keys);
    const other = chance.oneOf([
      chance.oneOf(keys)[0],
      '__proto__:',
      'constructor:',
      '"":',
      '? :',
      `${'k'.repeat(999)}:`,
      'ключ:',
      '<<:',
      '1:',
      'null:',
    ]);
    return text.slice(0, index) + other + text.slice(index + found.length);
  },
  'a letter changed': (text, chance) => {
    const at = chance.below(text.length);
    const odd = chance.oneOf([
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '#',
      '&',
      '*',
      '!',
      '|',
      '>',
      '%',
      '@',
      '`',
      '\t',
      '\u0000',
      '\u2028',
      'а',
      '\ufffd',
      '\n',
      '\r',
      '',
    ]);
    return text.slice(0, at) + odd + text.slice(at + 1);
  },
  'cut short': (text, chance) => text.slice(0, chance.below(text.length)),
  'only the end': (text, chance) => text.slice(chance.below(text.length)),
  'a byte order mark': (text, chance) => chance.oneOf(['\ufeff', '\ufeff\ufeff']) + text,
  'other ends of lines': (text, chance) =>
    text.replace(/\n/g, chance.oneOf(['\r\n', '\r', '\n\n', '\u0085', '\u2028'])),
  'another encoding': (text, chance) => Buffer.from(`\ufeff${text}`, chance.oneOf(['utf16le', 'latin1'])),
  nothing: (_, chance) =>
    chance.oneOf([
      '',
      ' ',
      '\n',
      '#',
      '---',
      '--- \n...',
      '\u0000',
      '~',
      'null',
      '[]',
      '{}',
      '""',
      '0',
      '%YAML 1.1\n---\n',
    ]),
  'the file in itself': (text) => `${text}\n---\n${text}`,
  'nested deep': (text, chance) => {
    const depth = chance.oneOf([90, 110, 3_000]);
    const deep = chance.oneOf([
      () => '['.repeat(depth) + ']'.repeat(depth),
      () => '{a: '.repeat(depth) + '}'.repeat(depth),
      () => '- '.repeat(depth),
      () => '{"a":'.repeat(depth),
      () => `{ not: `.repeat(depth) + '}'.repeat(depth),
    ])();
    return chance.yes() ? deep : atLine(text, someLine(text, chance), (line) => line.replace(/:.*/, `: ${deep}`));
  },
  'a bomb of aliases': (text, chance) => {
    const levels = Array.from({ length: chance.between(2, 9) }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    );
    return chance.yes() ? `${levels.join('\n')}\n${text}` : `${text}\n${levels.join('\n')}`;
  },
  'an alias of itself': (text) => `${text}\nself: &self [*self]\n`,
  'a conflict of versions': (text, chance) =>
    atLine(text, someLine(text, chance), (line) => `<<<<<<< ours\n${line}\n=======\n${line}x\n>>>>>>> theirs`),
  'much of one thing': (text, chance) =>
    atLine(text, someLine(text, chance), (line) => `${line}\n`.repeat(chance.oneOf([100, 1_200]))),
  'a very long line': (text, chance) => atLine(text, someLine(text, chance), (line) => line + 'x'.repeat(50_000)),
};

/** @returns the file and the names of what was done to it, one to three things */
export function mutated(text: string, chance: Chance): { readonly bytes: Uint8Array; readonly done: string } {
  let bytes: Uint8Array = Buffer.from(text);
  const done: string[] = [];
  for (let count = chance.oneOf([1, 1, 1, 2, 3]); count > 0; count -= 1) {
    const [name, change] = chance.oneOf(Object.entries(changes));
    bytes = Buffer.from(change(Buffer.from(bytes).toString('utf8') || ' ', chance));
    done.push(name);
  }
  return { bytes, done: done.join(', ') };
}
