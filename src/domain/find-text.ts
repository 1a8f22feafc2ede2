/**
 * Finds a text within others as a reader would: case, diacritics, vowel signs, variants of Arabic letters, apostrophes and
 * how words are separated do not count. It finds it within words too: a name that is written together with a particle, as in
 * Arabic, is the name still. A longer text is found without its separators as well, as in the name of an account.
 */

/** Characters of a text, folded, each with where it stands in the text as it is written. */
interface Folded {
  readonly letters: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const SAME = new Map([
  ['ٱ', 'ا'],
  ['ى', 'ي'],
  ['ة', 'ه'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ı', 'i'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
]);

/** @param separated whether a run of separators counts, as one */
function foldedOf(text: string, separated: boolean): Folded {
  let letters = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    const plain = foldedCharacter(character);
    // A mark goes with its letter; what separates two letters goes only where both go.
    if (plain === '' && /\p{M}/u.test(character) && ends.length > 0) ends[ends.length - 1] = end;
    else if (plain === ' ' && separated && letters.endsWith(' ')) ends[ends.length - 1] = end;
    else if (plain !== ' ' || separated)
      for (const letter of plain) {
        letters += letter;
        for (let unit = 0; unit < letter.length; unit += 1) {
          starts.push(start);
          ends.push(end);
        }
      }
    start = end;
  }
  return { letters, starts, ends };
}

function foldedCharacter(character: string): string {
  if (/[\p{M}\p{Cf}ـʿʾ‘’'`´ʹʺ]/u.test(character)) return '';
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
  const letters = [...plain].map((letter) => SAME.get(letter) ?? letter).join('');
  return /[\p{L}\p{N}]/u.test(letters) ? letters.replace(/[^\p{L}\p{N}]/gu, '') : ' ';
}

/** The text as it is looked for; how many letters and digits it has tells whether it is enough to look for. */
export const lookedFor = (text: string): string => foldedOf(text, true).letters.trim();

/** Of fewer letters, two words that happen to meet often make another. */
const LEAST_RUN_TOGETHER = 6;

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a text stands in another, from left to right; spans do not overlap. */
export function spansOf(text: string, wanted: string): Span[] {
  const together = foldedOf(wanted, false).letters;
  const separated = together.length < LEAST_RUN_TOGETHER;
  const sought = separated ? lookedFor(wanted) : together;
  if (sought === '') return [];
  const { letters, starts, ends } = foldedOf(text, separated);
  const spans: Span[] = [];
  for (let at = letters.indexOf(sought); at >= 0; at = letters.indexOf(sought, at + sought.length))
    spans.push({ start: starts[at] as number, end: ends[at + sought.length - 1] as number });
  return spans;
}

/** Whether a text holds any of others, also where it is an address in which letters are escaped. */
export const holdsAny = (text: string, wanted: readonly string[]): boolean => {
  const ways = text.includes('%') ? [text, unescaped(text)] : [text];
  return wanted.some((each) => ways.some((way) => spansOf(way, each).length > 0));
};

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The text with a mark in the place of each of others. */
export function withoutTexts(text: string, wanted: readonly string[], mark: string): string {
  let rest = text;
  for (const each of [...wanted].sort((a, b) => b.length - a.length)) {
    const spans = spansOf(rest, each);
    for (const { start, end } of spans.reverse()) rest = rest.slice(0, start) + mark + rest.slice(end);
  }
  // Where it only stands in an escaped form, there is no saying which letters to take.
  return holdsAny(rest, wanted) ? mark : rest;
}
