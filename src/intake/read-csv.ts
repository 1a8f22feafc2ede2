import { Problem } from '../domain/problem.js';
import { compileProfile } from './compile-profile.js';
import { type CsvRecord, csvRecords } from './csv-records.js';
import { layoutOf } from './header.js';
import type { IntakeItem } from './item.js';
import type { Profile } from './profile.js';
import { type Layout, Row } from './row.js';
import type { UnknownWords } from './unknown-words.js';

/** A CSV file as a stream of incidents, by a mapping profile. */

/**
 * Reads a file row by row; the next row is read only when it is asked for.
 * @param chunks the file's bytes in order; a byte order mark is dropped
 * @param profile which column becomes which field
 * @param unknown gathers columns and values that the profile does not know
 * @throws Problem when the file is empty, its first line is no header or a needed column is missing
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array | string>,
  profile: Profile,
  unknown: UnknownWords,
): AsyncGenerator<IntakeItem> {
  const read = compileProfile(profile);
  let header: { readonly layout: Layout; readonly width: number } | undefined;
  for await (const record of csvRecords(chunks)) {
    const { line } = record;
    if (header === undefined) {
      const names = namesOf(record);
      header = { layout: layoutOf(names, profile, unknown), width: names.length };
    } else if ('fault' in record) {
      yield { line, faults: [{ pointer: '', detail: `is not a CSV row: ${record.fault}` }] };
    } else if (record.fields.length !== header.width) {
      const detail = `has ${record.fields.length} fields where the header has ${header.width}`;
      yield { line, faults: [{ pointer: '', detail }] };
    } else {
      yield { line, ...read(new Row(header.layout, record.fields, unknown)) };
    }
  }
  if (header === undefined)
    throw new Problem('bad-request', `the file is empty; a ${profile.title} file begins with its columns`);
}

function namesOf(header: CsvRecord): readonly string[] {
  if ('fields' in header) return header.fields.map((name) => name.trim());
  throw new Problem('bad-request', `the first line is not a row of column names: ${header.fault}`);
}
