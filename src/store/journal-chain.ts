import { headText, type JournalHead } from '../domain/journal.js';
import { hashOf } from '../engine/hash.js';
import type { Transaction } from './connect.js';
import { CHAIN_START, journalHead } from './journal.js';

/**
 * The chain of the journal, held against itself. What a chain cannot show is that somebody made all of it anew, with its
 * head: a head that was written down elsewhere shows that.
 */

export const CHAIN_FAULTS = ['changed', 'missing', 'inserted', 'does-not-follow', 'head'] as const;

export interface ChainFault {
  /** Where it was found: the number of an entry, or of the one that should be there. */
  readonly number: number;
  readonly fault: (typeof CHAIN_FAULTS)[number];
  /** A sentence. */
  readonly detail: string;
}

export interface CheckedChain {
  readonly entries: number;
  /** How many entries hold, from the first on, before anything is wrong. */
  readonly holds: number;
  /** The last entry that is there; undefined in an empty journal. */
  readonly head?: JournalHead;
  /** The first ones; how many there are is `broken`. */
  readonly faults: readonly ChainFault[];
  readonly broken: number;
}

const AT_ONCE = 1000;
/** Faults that are told; more are counted. */
const MOST_TOLD = 100;

/**
 * Goes through the whole journal.
 * @param transaction a snapshot, so that the head is the head of what is read
 * @param heads earlier heads, which must still be in it
 * @param told hears how many entries were read
 */
export async function checkChain(
  transaction: Transaction,
  heads: readonly JournalHead[] = [],
  told: (entries: number) => void = () => undefined,
): Promise<CheckedChain> {
  const chain = new Chain(heads);
  let after: number | undefined;
  for (;;) {
    const query = transaction('journal').whereNotNull('number').orderBy('number').limit(AT_ONCE);
    const rows: Row[] = await (after === undefined ? query : query.where('number', '>', after));
    for (const row of rows) chain.add(row);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.number as number;
    told(chain.entries);
  }
  const [counted] = await transaction('journal').count({ rows: '*' });
  return chain.end(await journalHead(transaction), Number(counted?.rows));
}

type Row = Readonly<Record<string, unknown>>;

class Chain {
  entries = 0;
  #holds: number | undefined;
  #broken = 0;
  readonly #faults: ChainFault[] = [];
  /** The entry before, by what it says of itself. */
  #last: JournalHead = { number: 0, hash: CHAIN_START };
  readonly #heads: readonly JournalHead[];

  constructor(heads: readonly JournalHead[]) {
    this.#heads = heads;
  }

  add(row: Row): void {
    const { hash, ...said }: Row = row;
    const link: Row = { ...said, number: whole(row.number), at: whole(row.at) };
    const number = link.number as number;
    const { number: last, hash: lastHash } = this.#last;
    if (!Number.isSafeInteger(number) || number <= last)
      this.#fault(last + 1, 'inserted', `there is an entry with the number ${number}, where ${last + 1} should follow`);
    else {
      if (number > last + 1) this.#fault(last + 1, 'missing', `${entriesText(last + 1, number - 1)} missing`);
      if (contentHash(link) !== hash)
        this.#fault(number, 'changed', 'the entry was changed: its hash is not that of what it says');
      else if (number === last + 1 && row.previous !== lastHash)
        this.#fault(
          number,
          'does-not-follow',
          `the entry was made after ${row.previous}, and ${last === 0 ? 'the chain begins with' : `entry ${last} is`} ${lastHash}`,
        );
      this.#last = { number, hash: String(hash) };
      for (const head of this.#heads) if (head.number === number && head.hash !== hash) this.#foreign(head);
    }
    this.entries += 1;
  }

  /** @param head as the row of the revision has it @param counted how many rows there are, however they are numbered */
  end(head: JournalHead | undefined, counted: number): CheckedChain {
    const { number: last, hash } = this.#last;
    if (counted !== this.entries)
      this.#fault(last + 1, 'inserted', `${counted - this.entries} entries have no number, or that of another`);
    if (head === undefined) this.#fault(last, 'head', 'the row of the revision, which names the head, is gone');
    else if (head.number > last)
      this.#fault(last + 1, 'missing', `${entriesText(last + 1, head.number)} missing at the end`);
    else if (head.number < last) {
      this.#holds ??= head.number;
      const detail = `the head is ${head.number}, and ${entriesText(head.number + 1, last)} behind it`;
      this.#fault(head.number + 1, 'inserted', detail);
    } else if (head.hash !== hash)
      this.#fault(last, 'head', `the head is ${headText(head)}, and the last entry is ${headText(this.#last)}`);
    for (const known of this.#heads) if (known.number > last) this.#foreign(known);
    return {
      entries: this.entries,
      holds: this.#holds ?? this.entries,
      ...(last === 0 ? {} : { head: this.#last }),
      faults: this.#faults,
      broken: this.#broken,
    };
  }

  #foreign(head: JournalHead): void {
    this.#fault(head.number, 'head', `${headText(head)} was a head of this journal once, and is not in it`);
  }

  #fault(number: number, fault: ChainFault['fault'], detail: string): void {
    this.#holds ??= this.entries;
    this.#broken += 1;
    if (this.#faults.length < MOST_TOLD) this.#faults.push({ number, fault, detail });
  }
}

const entriesText = (first: number, last: number) =>
  first === last ? `entry ${first} is` : `entries ${first} to ${last} are`;

/** A driver may give a whole number as text; whatever else is there counts as what it is. */
const whole = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;

/** Undefined where the entry holds what JSON cannot say. */
function contentHash(link: object): string | undefined {
  try {
    return hashOf(link);
  } catch {
    return undefined;
  }
}
