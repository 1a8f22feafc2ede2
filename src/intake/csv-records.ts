import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { Problem } from '../domain/problem.js';

/** CSV as a stream of records, in which a record that cannot be read costs only itself. */

export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly fault: string };

/** A quoted field that is still open after so much is taken for a stray quote, not for a long text. */
const MOST_LINES = 2_000;
const MOST_CHARACTERS = 1_000_000;

/**
 * Reads records one at a time. csv-parse as a stream loses every row after a stray quote, and counts lines wrongly
 * across CRLF; so the lines are joined here, by counting quotes, and csv-parse reads each record by itself. Where the
 * joined lines are no record, the first line alone is at fault and reading goes on at the second.
 * @param chunks bytes or text in order; a byte order mark is dropped
 * @returns records with the number of the line they begin on; empty lines are skipped
 */
export async function* csvRecords(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<CsvRecord> {
  const source = lines(chunks);
  const waiting: string[] = [];
  let number = 0;
  const next = async (): Promise<string | undefined> => {
    if (waiting.length > 0) return waiting.shift();
    const read = await source.next();
    return read.done === true ? undefined : read.value;
  };
  for (let first = await next(); first !== undefined; first = await next()) {
    number += 1;
    const joined = [first];
    let characters = first.length;
    let open = hasOddQuotes(first);
    while (open && joined.length < MOST_LINES && characters < MOST_CHARACTERS) {
      const more = await next();
      if (more === undefined) break;
      joined.push(more);
      characters += more.length;
      if (hasOddQuotes(more)) open = !open;
    }
    const record = open ? 'a quoted field is opened and not closed' : readRecord(joined.join('\n'));
    if (record === undefined) continue;
    if (typeof record === 'string') {
      yield { line: number, fault: record };
      waiting.unshift(...joined.slice(1));
      continue;
    }
    yield { line: number, fields: record };
    number += joined.length - 1;
  }
}

/** The fields of one record, what is wrong with it, or undefined for an empty line. */
function readRecord(text: string): readonly string[] | string | undefined {
  if (text.trim() === '') return undefined;
  if (text.includes('\0')) return 'it has the character NUL, which cannot be stored';
  try {
    const records: string[][] = parse(text, { record_delimiter: ['\u0000never'], relax_column_count: true });
    return records[0];
  } catch (error) {
    if (error instanceof CsvError) return error.message.replace(/ (at|on) line \d+/, '');
    throw error;
  }
}

const hasOddQuotes = (line: string): boolean => {
  let odd = false;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) odd = !odd;
  return odd;
};

/** Lines without their ends; `\r\n` and `\n` both end one. */
async function* lines(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let passed = 0;
  for await (const chunk of chunks) {
    const [first = '', ...more] = (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })).split(
      '\n',
    );
    const ended = more.length === 0 ? [] : [rest + first, ...more.slice(0, -1)];
    rest = more.at(-1) ?? rest + first;
    passed += ended.length;
    for (const line of ended) yield line.endsWith('\r') ? line.slice(0, -1) : line;
    if (rest.length > MOST_CHARACTERS) {
      const detail = `line ${passed + 1} is longer than ${MOST_CHARACTERS} characters; is this a CSV file?`;
      throw new Problem('bad-request', detail);
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.endsWith('\r') ? rest.slice(0, -1) : rest;
}
