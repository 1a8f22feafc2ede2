import { shortened } from '../domain/faults.js';
import { nearest } from '../domain/nearest.js';
import type { Fault } from '../domain/problem.js';
import { levelText } from './level-text.js';
import type { Column } from './profile.js';
import type { UnknownWords } from './unknown-words.js';

/** One row of a file: its cells by the profile's names of the columns, and what is wrong with it. */

interface Check {
  readonly pattern: RegExp;
  readonly must: string;
}
const CHECKS: Readonly<Record<Exclude<NonNullable<Column['as']>, 'text'>, Check>> = {
  digits: { pattern: /^\d{1,12}$/, must: 'must be digits only, 12 at most' },
  whole: { pattern: /^\d{1,9}$/, must: 'must be a whole number' },
  number: { pattern: /^-?\d{1,15}(\.\d{1,15})?$/, must: 'must be a number such as 12 or 0.5' },
  degrees: { pattern: /^-?\d{1,3}(\.\d+)?$/, must: 'must be decimal degrees' },
};

/** The columns of a profile where they stand in the file; those that are not there have no index. */
export type Layout = readonly { readonly name: string; readonly index: number; readonly column: Column }[];

/** Without outer spaces; a zero-width mark in front of a text is no space, and stays. */
const trimmed = (cell: string): string => (/^\s|\s$/.test(cell) ? cell.replace(OUTER, '') : cell);
const OUTER = /^[^\S\ufeff]+|[^\S\ufeff]+$/g;

export class Row {
  readonly faults: Fault[] = [];
  readonly #cells = new Map<string, string | number>();
  readonly #faulty = new Set<string>();
  readonly #unknown: UnknownWords;

  constructor(layout: Layout, fields: readonly string[], unknown: UnknownWords) {
    this.#unknown = unknown;
    for (const { name, index, column } of layout) this.#read(name, trimmed(fields[index] ?? ''), column);
  }

  /** What a column holds; a number where the profile says that it holds numbers, undefined where it says nothing. */
  value(column: string): string | number | undefined {
    return this.#cells.get(column);
  }

  /** The text of a column; empty where it says nothing. */
  text(column: string): string {
    return String(this.#cells.get(column) ?? '');
  }

  /** Notes what is wrong with a column: one fault for each, because what follows from the first only misleads. */
  fault(column: string | undefined, detail: string, more: Omit<Fault, 'pointer' | 'detail'> = {}): void {
    const name = column ?? '';
    if (this.#faulty.has(name)) return;
    this.#faulty.add(name);
    this.faults.push({ pointer: name === '' ? '' : `/${name}`, detail, ...more });
  }

  /** Notes a text that the map of its column does not hold. */
  unlisted(column: string, text: string, known: Iterable<string>): void {
    this.#unknown.addValue(column, text, known);
  }

  #read(name: string, cell: string, column: Column): void {
    const saysNothing = cell === '' || column.empty?.some((word) => levelText(word) === levelText(cell)) === true;
    if (column.oneOf !== undefined && !column.oneOf.includes(cell) && !(saysNothing && column.filled !== true)) {
      const near = nearest(cell, column.oneOf);
      const more = { got: cell, allowed: column.oneOf, ...(near.length > 0 ? { nearest: near } : {}) };
      this.fault(name, 'must be one of the allowed values', more);
      return;
    }
    if (saysNothing) {
      if (column.filled === true) this.fault(name, 'must not be empty', { got: cell });
      return;
    }
    const check = column.as === undefined || column.as === 'text' ? undefined : CHECKS[column.as];
    if (check?.pattern.test(cell) === false) this.fault(name, check.must, { got: shortened(cell) });
    else this.#cells.set(name, check === undefined || column.as === 'digits' ? cell : Number(cell));
  }
}
