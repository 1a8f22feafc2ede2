import type { Chance } from './chance.js';
import { mutated } from './mutate-text.js';
import { oddNumber, oddText } from './odd-texts.js';

/** A CSV file as a spreadsheet, a mail program or a bad disk might leave it. */

type Change = (rows: string[], chance: Chance) => string[];

const atRow = (rows: string[], chance: Chance, change: (row: string) => string): string[] => {
  const at = chance.below(rows.length);
  return rows.map((row, index) => (index === at ? change(row) : row));
};
const atCell = (row: string, chance: Chance, change: (cell: string) => string): string => {
  const cells = row.split(',');
  const at = chance.below(cells.length);
  return cells.map((cell, index) => (index === at ? change(cell) : cell)).join(',');
};

const changes: Readonly<Record<string, Change>> = {
  'a stray quote': (rows, chance) =>
    atRow(rows, chance, (row) => {
      const at = chance.below(row.length + 1);
      return `${row.slice(0, at)}"${row.slice(at)}`;
    }),
  NUL: (rows, chance) => atRow(rows, chance, (row) => atCell(row, chance, (cell) => `${cell}\0`)),
  'an odd cell': (rows, chance) => atRow(rows, chance, (row) => atCell(row, chance, () => oddText(chance, 5_000))),
  'an odd cell in quotes': (rows, chance) =>
    atRow(rows, chance, (row) => atCell(row, chance, () => `"${oddText(chance, 5_000).replaceAll('"', '""')}"`)),
  'an odd number': (rows, chance) => atRow(rows, chance, (row) => atCell(row, chance, () => oddNumber(chance))),
  'a formula': (rows, chance) =>
    atRow(rows, chance, (row) =>
      atCell(row, chance, () => chance.oneOf(['=1+1', '@SUM(A1)', '+1', '-1', "=cmd|'/c calc'!A0"])),
    ),
  'more cells': (rows, chance) => atRow(rows, chance, (row) => `${row}${',x'.repeat(chance.oneOf([1, 10_000]))}`),
  'fewer cells': (rows, chance) => atRow(rows, chance, (row) => row.slice(0, Math.max(0, row.lastIndexOf(',')))),
  'another separator': (rows, chance) => {
    const separator = chance.oneOf([';', '\t', '|', ', ']);
    return rows.map((row) => row.replaceAll(',', separator));
  },
  'a huge cell': (rows, chance) =>
    atRow(rows, chance, (row) => atCell(row, chance, () => 'x'.repeat(chance.oneOf([20_000, 1_000_001])))),
  'columns of one name': (rows, chance) => atRow(rows, chance, (row) => `${row},${row}`),
  'rows in another order': (rows) => rows.toReversed(),
  'a column lost': (rows, chance) => {
    const at = chance.below((rows[0] ?? '').split(',').length);
    return rows.map((row) =>
      row
        .split(',')
        .filter((_, index) => index !== at)
        .join(','),
    );
  },
  'very many quotes': (rows, chance) => [
    ...rows,
    ...Array.from({ length: 3_000 }, () => chance.oneOf(['"', 'a"', '""', '"a'])),
  ],
};

/** @returns the file and the names of what was done to it */
export function damagedCsv(text: string, chance: Chance): { readonly bytes: Uint8Array; readonly done: string } {
  if (chance.yes(0.4)) return mutated(text, chance);
  let rows = text.split('\n');
  const done: string[] = [];
  for (let count = chance.oneOf([1, 1, 2, 3]); count > 0; count -= 1) {
    const [name, change] = chance.oneOf(Object.entries(changes));
    rows = change(rows, chance);
    done.push(name);
  }
  return { bytes: Buffer.from(rows.join(chance.oneOf(['\n', '\r\n']))), done: done.join(', ') };
}
