import { Problem } from '../domain/problem.js';
import { HeldBytes } from './held-bytes.js';
import { OpenBrackets } from './open-brackets.js';
import { LARGEST_RECORD, type RecordBytes } from './record-bytes.js';

const [QUOTE, BACKSLASH, NEWLINE, COMMA] = [0x22, 0x5c, 0x0a, 0x2c];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Stands for a string that a line's end cut off, which JSON does not allow. */
const CUT_STRING = -1;
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const mayFollowString = (byte: number) => [COMMA, 0x3a, LIST_END, OBJECT_END, LIST, OBJECT, QUOTE].includes(byte);
const isByteOrderMark = (byte: number) => byte === 0xef || byte === 0xbb || byte === 0xbf;

/**
 * Splits one JSON array into the bytes of its elements, without holding more than one. Only brackets, commas and quotes
 * are looked at; whether an element is JSON is for its reader to say.
 *
 * A fault in one element must not swallow those behind it, so what no JSON has is taken for what it most likely is. An
 * object that begins behind a comma where a key must stand begins the next element. A line's end inside a string ends the
 * string. A letter behind a closing quote means that the quote opened one: a quote before it is missing or not escaped.
 * A bracket that closes what is not open closes the nearest that is. What stands behind the array's end is told and read
 * on from.
 */
export class ArraySplitter {
  readonly #held = new HeldBytes(LARGEST_RECORD);
  #phase: 'before' | 'inside' | 'behind' = 'before';
  #number = 0;
  readonly #open = new OpenBrackets();
  #string: 'no' | 'yes' | 'escape' = 'no';
  /** The last byte of the element that is neither white space nor in a string; 0 before the first. */
  #last = 0;
  #outside = false;
  #closed = false;

  /** @throws Problem `not-json` when the first thing is not an opening bracket */
  *push(chunk: Uint8Array): Generator<RecordBytes> {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.#string !== 'no') {
        at = this.#throughString(chunk, at);
        continue;
      }
      const byte = chunk[at] as number;
      if (isSpace(byte)) continue;
      if (this.#last === QUOTE && !mayFollowString(byte)) {
        this.#string = 'yes';
        at -= 1;
        continue;
      }
      if (this.#phase === 'before') {
        this.#begin(byte);
        start = at + 1;
        continue;
      }
      if (this.#phase === 'behind') {
        this.#phase = 'inside';
        this.#outside = true;
        start = at;
      }
      if (this.#ends(byte)) {
        this.#held.add(chunk.subarray(start, at));
        start = byte === OBJECT ? at : at + 1;
        if (byte === LIST_END) this.#close();
        if (byte !== LIST_END || this.#last !== 0 || this.#number > 0) yield this.#taken();
        else this.#held.take();
        if (byte !== OBJECT) continue;
      }
      this.#follow(byte);
    }
    if (this.#phase === 'inside' && start < chunk.length) this.#held.add(chunk.subarray(start));
  }

  /** @throws Problem `not-json` when there was nothing at all */
  *end(): Generator<RecordBytes> {
    if (this.#phase === 'before') throw notAnArray('is empty');
    if (this.#phase === 'behind') return;
    if (this.#last !== 0) yield this.#taken();
    if (this.#closed) return;
    this.#number += 1;
    const misplaced = 'is missing: the array is not closed, so its end may not have arrived';
    yield { line: this.#number, bytes: undefined, size: 0, misplaced };
  }

  #begin(byte: number) {
    if (byte === LIST) this.#phase = 'inside';
    else if (!isByteOrderMark(byte)) throw notAnArray(`begins with ${JSON.stringify(String.fromCharCode(byte))}`);
  }

  #close() {
    this.#phase = 'behind';
    this.#closed = true;
  }

  /** Whether a byte ends the element: by the rules, or because the element cannot go on so. */
  #ends(byte: number): boolean {
    if (byte === COMMA) return this.#open.none;
    if (byte === LIST_END) return !this.#open.has(LIST);
    if (byte !== OBJECT) return false;
    if (this.#last === CUT_STRING && this.#open.none) return true;
    return this.#open.innermost === OBJECT && (this.#last === COMMA || this.#last === CUT_STRING);
  }

  #follow(byte: number) {
    if (byte === QUOTE) this.#string = 'yes';
    else if (byte === LIST || byte === OBJECT) this.#open.open(byte);
    else if (byte === LIST_END) this.#open.close(LIST);
    else if (byte === OBJECT_END) this.#open.close(OBJECT);
    this.#last = byte;
  }

  /** @returns where the string ends, or the last place of the chunk */
  #throughString(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === NEWLINE) {
        this.#string = 'no';
        this.#last = CUT_STRING;
        return at;
      }
      if (this.#string === 'escape') this.#string = 'yes';
      else if (byte === BACKSLASH) this.#string = 'escape';
      else if (byte === QUOTE) {
        this.#string = 'no';
        return at;
      }
    }
    return chunk.length - 1;
  }

  #taken(): RecordBytes {
    this.#number += 1;
    const { size } = this.#held;
    const misplaced = this.#outside ? { misplaced: 'stands behind the end of the array' } : {};
    this.#outside = false;
    this.#last = 0;
    this.#open.clear();
    return { line: this.#number, bytes: this.#held.take(), size, ...misplaced };
  }
}

const notAnArray = (found: string) =>
  new Problem('not-json', 'The body is not a JSON array of reports; send reports line by line as NDJSON otherwise.', {
    faults: [{ pointer: '', detail: `${found} where "[" must stand` }],
  });
