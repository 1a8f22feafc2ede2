import { nearest } from '../domain/nearest.js';
import { GRADES, type Grade } from '../domain/words.js';
import { levelText } from './level-text.js';
import type { Part, Reader } from './reader.js';
import type { Row } from './row.js';

/** What a field takes, made of what a column gives; what does not fit is a fault of the row. */

export const LEAF_KINDS = {
  /** A text as it is. */
  text: textOf,
  /** A text for people; no rule reads it, so one that is too long is cut. */
  name: (reader: Reader, row: Row) => textOf(reader, row)?.slice(0, 300),
  notes: (reader: Reader, row: Row) => textOf(reader, row)?.slice(0, 10_000),
  number: numberOf,
  truth: truthOf,
  /** One word, or several as alternatives; unknown where one of them is. */
  oneOrMore: (reader: Reader, row: Row) => {
    const list = wholeList(reader, row);
    return list?.length === 1 ? list[0] : list;
  },
  /** A list that says all there is: with an unknown member nothing is known. */
  wholeList,
  /** A list to which more may belong: unknown members are left out. */
  openList: (reader: Reader, row: Row) => {
    const list = listOf(reader, row).filter((member) => member !== undefined);
    return list.length === 0 ? undefined : list;
  },
} as const;
export type LeafKind = keyof typeof LEAF_KINDS;

/** The members of a list, or the one value there is; undefined members are unknown. */
export function listOf(reader: Reader, row: Row): (string | undefined)[] {
  const read = reader(row);
  if (read === undefined) return [];
  const text = (part: Part) => (part === undefined ? undefined : String(part));
  return typeof read === 'object' ? read.map(text) : [text(read)];
}

/** @returns undefined, and a fault, where the word is no grade */
export function gradeOf(reader: Reader | undefined, row: Row): Grade | undefined {
  const word = reader === undefined ? undefined : textOf(reader, row);
  if (word === undefined) return undefined;
  const grade = GRADES.find((each) => each === word);
  if (grade === undefined) {
    const near = nearest(word, GRADES);
    const more = { got: word, allowed: [...GRADES], ...(near.length > 0 ? { nearest: near } : {}) };
    row.fault(reader?.columns[0], 'must be a grade', more);
  }
  return grade;
}

function wholeList(reader: Reader, row: Row): string[] | undefined {
  const list = listOf(reader, row);
  const known = list.filter((member) => member !== undefined);
  return known.length === 0 || known.length < list.length ? undefined : known;
}

function textOf(reader: Reader, row: Row): string | undefined {
  const read = reader(row);
  if (read === undefined) return undefined;
  if (typeof read !== 'object') return String(read);
  const [only, ...more] = read;
  if (more.length === 0) return only === undefined ? undefined : String(only);
  row.fault(reader.columns[0], 'must be one value here, not several', { got: read.join('; ') });
  return undefined;
}

function numberOf(reader: Reader, row: Row): number | undefined {
  const read = reader(row);
  if (read === undefined || typeof read === 'number') return read;
  const text = String(read).trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  row.fault(reader.columns[0], 'must be a number such as 12 or 0.5', { got: read });
  return undefined;
}

const TRUTHS = new Map(
  Object.entries({ true: true, yes: true, y: true, 1: true, false: false, no: false, n: false, 0: false }),
);

function truthOf(reader: Reader, row: Row): boolean | undefined {
  const read = reader(row);
  if (read === undefined || typeof read === 'boolean') return read;
  const truth = TRUTHS.get(levelText(String(read)));
  if (truth === undefined) row.fault(reader.columns[0], 'must be yes or no', { got: read });
  return truth;
}
