import type { Diagnostic } from '../authored/diagnostic.js';
import { readConfig } from '../config.js';
import { LOCAL_REPORTER } from '../domain/access.js';
import { Problem } from '../domain/problem.js';
import type { IntakeItem } from '../intake/item.js';
import { readCsv } from '../intake/read-csv.js';
import { readJsonArray } from '../intake/read-json-array.js';
import { readNdjson } from '../intake/read-ndjson.js';
import { profileByNameOrFile } from '../intake/read-profile.js';
import type { UnknownWords } from '../intake/unknown-words.js';

/** How the file of an import is read, and in whose name. */

/** `ucdp` is CSV by the profile ucdp-ged, as the first release had it. */
export const FORMATS = ['csv', 'ndjson', 'json', 'ucdp'] as const;
export type Format = (typeof FORMATS)[number];

export interface FormatOptions {
  readonly format?: Format;
  readonly profile?: string;
  readonly reporter?: string;
}
export interface Reading {
  readonly reporter: string;
  /** Whether each record is another event by the coding of its source. */
  readonly distinctEvents: boolean;
  /** Of the profile's file. */
  readonly warnings: readonly Diagnostic[];
  read(chunks: AsyncIterable<Uint8Array>, unknown: UnknownWords): AsyncIterable<IntakeItem>;
}

/** What a CSV file is taken for when nobody says. */
const PLAIN = 'plain';

/**
 * @param file its name; the ending says the format where the options do not
 * @throws Problem where the format cannot be told, or the profile cannot be used
 */
export async function chooseReading(file: string, options: FormatOptions): Promise<Reading> {
  const format = options.format ?? (options.profile === undefined ? formatOf(file) : 'csv');
  if (options.profile !== undefined && format !== 'csv')
    throw new Problem('bad-request', `--profile says how CSV is read; it does not go with --format ${format}`);
  const reporter = checkedReporter(options.reporter);
  if (format === 'ndjson' || format === 'json') {
    const read = format === 'json' ? readJsonArray : readNdjson;
    return {
      reporter: reporter ?? LOCAL_REPORTER,
      distinctEvents: false,
      warnings: [],
      read: (chunks) => read(chunks),
    };
  }
  const { profile, warnings } = await chooseProfile(format, options.profile);
  return {
    reporter: reporter ?? profile.reporter,
    distinctEvents: profile.distinctEvents === true,
    warnings,
    read: (chunks, unknown) => readCsv(chunks, profile, unknown),
  };
}

const chooseProfile = (format: 'csv' | 'ucdp', profile: string | undefined) =>
  profileByNameOrFile(readConfig().profiles, format === 'ucdp' ? 'ucdp-ged' : (profile ?? PLAIN));

const ENDINGS: Readonly<Record<string, Format>> = { csv: 'csv', ndjson: 'ndjson', jsonl: 'ndjson', json: 'json' };

function formatOf(file: string): Format {
  const ending = /\.([a-z]+)(\.gz)?$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  const format = ENDINGS[ending];
  if (format !== undefined) return format;
  const name = file === '-' ? 'standard input' : file;
  throw new Problem('bad-request', `what ${name} holds cannot be told by its name; say --format ${FORMATS.join(', ')}`);
}

function checkedReporter(reporter: string | undefined): string | undefined {
  if (reporter === undefined || /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,98}[\p{L}\p{N}.])?$/u.test(reporter))
    return reporter;
  throw new Problem(
    'bad-request',
    `--reporter must be a name of letters, digits, spaces, dots and hyphens, 100 at most, not ${JSON.stringify(reporter)}`,
  );
}
