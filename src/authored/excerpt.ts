/** The line that a diagnostic points into, and the carets under it. */

/** A longer line is shown in part. */
const MOST = 160;
const AROUND = 60;

/** @returns the line, or the part of a long one around the column with `…` where it was cut; nothing of an empty line. */
export function excerptOf(line: string, column: number): { excerpt?: string; excerptFrom?: number } {
  if (line.trim() === '') return {};
  if (line.length <= MOST) return { excerpt: line };
  const start = Math.min(Math.max(0, column - 1 - AROUND), line.length - MOST);
  const from = start === 0 ? 0 : startOfCharacter(line, start + 1);
  const until = start + MOST >= line.length ? line.length : startOfCharacter(line, start + MOST - 1);
  const excerpt = `${from > 0 ? '…' : ''}${line.slice(from, until)}${until < line.length ? '…' : ''}`;
  return from > 0 ? { excerpt, excerptFrom: from } : { excerpt };
}

/** The position, or the one before where it would split a character of two units. */
const startOfCharacter = (text: string, position: number): number =>
  /[\uDC00-\uDFFF]/.test(text.charAt(position)) ? position - 1 : position;

interface Marked {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly excerpt?: string;
  readonly excerptFrom?: number;
}

/** @returns the excerpt as a terminal may show it, and the carets for the line below. */
export function marked(where: Marked): { text: string; carets: string } | undefined {
  const { excerpt, excerptFrom = 1, line, column, endLine, endColumn } = where;
  if (excerpt === undefined || excerpt.trim() === '') return undefined;
  const from = Math.max(0, column - excerptFrom);
  const wanted =
    endLine === undefined || endColumn === undefined
      ? from + 1
      : endLine > line
        ? excerpt.length
        : endColumn - excerptFrom;
  const until = Math.max(from + 1, Math.min(wanted, excerpt.trimEnd().length));
  const width = Math.max(1, widthOf(excerpt.slice(from, until)));
  return { text: visible(excerpt), carets: `${' '.repeat(widthOf(excerpt.slice(0, from)))}${'^'.repeat(width)}` };
}

const TAB = '    ';

/** Control characters and those that turn the direction of a line never reach the terminal as they are. */
const visible = (text: string): string =>
  text
    .replaceAll('\t', TAB)
    .replace(/[\p{Cc}\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '�')
    .replace(/\p{Zs}/gu, ' ');

/** Letters that a terminal gives two cells (East Asian Width W and F, and pictures), and marks that it gives none. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u;

/** How many cells of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of visible(text)) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
