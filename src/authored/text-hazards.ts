import { quoted, type Remark } from './diagnostic.js';

/** What is wrong with the text of a file before it is read as YAML or JSON: marks of git, letters that nobody sees. */

export interface TextHazard {
  readonly offset: number;
  readonly end: number;
  readonly remark: Remark;
}

/** Faults that make everything else about the file guesswork. */
export function textHazards(text: string): TextHazard[] {
  return [...conflicts(text), ...hidden(text)].sort((a, b) => a.offset - b.offset);
}

const conflicts = (text: string): TextHazard[] =>
  all(text, /^(<{7}) .*$/gm, () => ({
    code: 'merge-conflict',
    message: 'two changes met here, and git left both',
  }));

/** Characters that turn the direction of a line show an author something else than is written; a zero ends texts. */
function hidden(text: string): TextHazard[] {
  const zero = text.indexOf('\0');
  if (zero !== -1) {
    const message = 'the text holds zero bytes';
    const help = 'the file is UTF-16, or was saved only in part; save it again as UTF-8';
    return [{ offset: zero, end: zero + 1, remark: { code: 'hidden-character', message, help } }];
  }
  return all(text, /[\u202A-\u202E\u2066-\u2069]/g, (found) => ({
    code: 'hidden-character',
    message: `an invisible character (${unicode(found)}) turns the direction of this line`,
  }));
}

const ODD = '\\u00A0\\u1680\\u2000-\\u200B\\u202F\\u205F\\u3000\\uFEFF';
const INDENTS = new RegExp(`^[ \\t]*(?:- +)?([${ODD}])`, 'gm');
const SEPARATES = new RegExp(`(?<=^[ \\t]*(?:- +)?[\\w-]+:|[{,] *[\\w-]+:|^[ \\t]*-)[${ODD}]`, 'gm');
const OPENS = /(?<=(?:: +|[[{,] *|^ *- +))[“”„‘’«»]/gm;

/** Spaces and quotation marks that are none to YAML, where they are likely to be why a file cannot be read. */
export function likelyCauses(text: string): TextHazard[] {
  const spaces = [...all(text, INDENTS, oddSpace), ...all(text, SEPARATES, oddSpace)];
  return (spaces.length > 0 ? spaces : all(text, OPENS, curly)).sort((a, b) => a.offset - b.offset);
}

/** An odd space within a key or a plain value; undefined where there is none. */
export function spaceWithin(text: string): Remark | undefined {
  const found = new RegExp(`[${ODD}]`).exec(text)?.[0];
  return found === undefined ? undefined : oddSpace(found);
}

const oddSpace = (found: string): Remark => {
  const odd = found.slice(-1);
  return { code: 'odd-space', message: `this is no plain space but ${unicode(odd)}${NAMES[odd] ?? ''}` };
};
const NAMES: Readonly<Record<string, string>> = {
  '\u00A0': ', a no-break space',
  '\u200B': ', a space without width',
  '\u202F': ', a narrow no-break space',
  '\u3000': ', an ideographic space',
  '\uFEFF': ', a byte order mark',
};
const curly = (found: string): Remark => curlyQuotes(found);

/** For YAML a curly quotation mark is a letter like any other. */
export const curlyQuotes = (text: string): Remark => ({
  code: 'curly-quotes',
  message: `${quoted(text)} begins with a quotation mark that is a letter to YAML`,
});

const unicode = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

function all(text: string, pattern: RegExp, remarkOf: (found: string) => Remark): TextHazard[] {
  const found: TextHazard[] = [];
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    const offset = match[1] === undefined || match[0].startsWith(match[1]) ? match.index : end - match[1].length;
    found.push({ offset, end, remark: remarkOf(match[0]) });
    if (found.length === MOST) break;
  }
  return found;
}

/** How many of one kind are told. */
const MOST = 50;
