import { nearest } from '../domain/nearest.js';

/** A column or a value that a profile does not know, how often it was met and which known ones come near. */
export interface UnknownWord {
  readonly column: string;
  /** Absent where the column itself is unknown. */
  readonly value?: string;
  readonly count: number;
  readonly nearest: readonly string[];
}

/** So many different unknown values are told apart; the rest are only counted. Keeps the memory of any file bounded. */
const MOST = 1_000;
const LONGEST = 100;

/** What a reader met that its profile does not know, gathered while it reads. */
export class UnknownWords {
  /** Rows whose unknown value is not among those told apart. */
  more = 0;
  readonly #columns: UnknownWord[] = [];
  readonly #values = new Map<string, UnknownWord>();

  /** A column of the header that the profile does not name. */
  addColumn(column: string, known: Iterable<string>): void {
    this.#columns.push({ column, count: 1, nearest: nearest(column, known) });
  }

  /** A value that the map of its column does not hold; the nearest known ones are looked for once. */
  addValue(column: string, value: string, known: Iterable<string>): void {
    const short = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    const key = JSON.stringify([column, short]);
    const met = this.#values.get(key);
    if (met !== undefined) this.#values.set(key, { ...met, count: met.count + 1 });
    else if (this.#values.size < MOST) {
      this.#values.set(key, { column, value: short, count: 1, nearest: nearest(short, known) });
    } else this.more += 1;
  }

  /** Unknown columns in the order of the header. */
  get columns(): readonly UnknownWord[] {
    return this.#columns;
  }

  /** Unknown values, the most frequent first. */
  get values(): readonly UnknownWord[] {
    return [...this.#values.values()].sort(
      (a, b) => b.count - a.count || (`${a.column} ${a.value}` < `${b.column} ${b.value}` ? -1 : 1),
    );
  }
}
