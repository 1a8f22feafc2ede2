import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { loadGazetteer } from '../actions/load-gazetteer.js';
import { userName } from '../config.js';
import { DEFAULT_RADIUS_KM, MOST_RADIUS_KM } from '../domain/gazetteer.js';
import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';
import { GAZETTEER_FIELDS, type GazetteerField } from '../intake/gazetteer-columns.js';
import { type ReadGazetteer, readGazetteer } from '../intake/read-gazetteer.js';
import type { Database } from '../store/connect.js';
import { loadedJson, loadedText } from './gazetteer-text.js';

interface Options {
  readonly source?: string;
  readonly licence?: string;
  readonly radiusKm?: string;
  readonly columns?: string;
  readonly who?: string;
  readonly database?: string;
  readonly json?: boolean;
}
type WithDatabase = <T>(url: string | undefined, work: (database: Database) => Promise<T>) => Promise<T>;

/** OCHA's common operational datasets say so of themselves. */
const OCHA = { source: 'OCHA populated places', licence: 'CC BY-IGO' };
/** A file with more faults is another file; their number is told. */
const MOST_FAULTS = 200;

const HELP = `
Populated places of OCHA's common operational datasets (PP_NAME_EN, PP_PCODE, longitude, latitude, ADM1_PCODE, …) are
recognised by their columns. Any other file needs these columns, in any order:
  name       the name to show (needed)
  lon, lat   degrees, WGS84 (needed)
  names      more names in any script, with | between them
  pcode      the code of the place
  radiusKm   the place lies surely within so many kilometres of its point
  area       the code of its first-level area, such as SY05
  codes      the codes of further areas it lies in, with | between them
  country    the code of its country; else the first letters of the area
  class      what kind of place it is: village, town, city …
or the names of its own columns with --columns, such as name=NAME,names=NAME_AR,lon=X,lat=Y.

One file of a source takes the place of the one before. A file with a fault changes nothing.`;

/** truce gazetteer load: the places of a file become those of their source. */
export function registerLoad(gazetteer: Command, withDatabase: WithDatabase): void {
  gazetteer
    .command('load')
    .summary('load a file of places')
    .description('Loads a CSV file of places, all of it or nothing. Loading it again changes nothing.')
    .argument('<file>', 'the CSV file')
    .option('--source <name>', "whose file it is (otherwise OCHA's name with the country, or the name of the file)")
    .option('--licence <text>', "the licence of the file (CC BY-IGO for OCHA's)")
    .option(
      '--radius-km <number>',
      `how far a place reaches whose row does not say (${DEFAULT_RADIUS_KM}); never less than its class suggests`,
    )
    .option('--columns <pairs>', 'which column is what: name=COLUMN,lon=COLUMN,lat=COLUMN,…')
    .option('--who <name>', 'in whose name, for the journal (otherwise the one you are logged in as)')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action((file: string, options: Options) => load(file, options, withDatabase));
}

async function load(file: string, options: Options, withDatabase: WithDatabase): Promise<void> {
  const columns = options.columns === undefined ? undefined : pairsOf(options.columns);
  const radiusKm = options.radiusKm === undefined ? DEFAULT_RADIUS_KM : radiusOf(options.radiusKm);
  const hash = createHash('sha256');
  const read = await readGazetteer(hashed(file, hash), { columns, radiusKm }, warn);
  if (read.faults.length > 0) throw faultsOf(file, read);
  if (read.places.length === 0) throw new Problem('bad-request', `${file} holds no place; nothing was changed`);
  const ocha = read.form === 'ocha';
  const countries = [...new Set(read.places.map(({ country }) => country))].filter((country) => country !== '');
  const source = options.source ?? (ocha ? [OCHA.source, ...countries.sort()].join(' ') : basename(file));
  const loaded = await withDatabase(options.database, (database) =>
    loadGazetteer({ database, now: Date.now }, options.who ?? userName(), {
      places: read.places,
      fileHash: `sha256:${hash.digest('hex')}`,
      source,
      licence: options.licence ?? (ocha ? OCHA.licence : null),
      how: { radiusKm, columns: columns ?? read.form },
    }),
  );
  process.stdout.write(options.json === true ? loadedJson(loaded) : loadedText(loaded));
}

/** The bytes of a file, which are counted into a hash as they are read. */
async function* hashed(file: string, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Problem('bad-request', `${file} cannot be read: the system says ${code}`);
  }
}

function faultsOf(file: string, { faults }: ReadGazetteer): Problem {
  const shown = faults.slice(0, MOST_FAULTS).map(({ line, fault }) => ({
    ...fault,
    pointer: `line ${line}: ${fault.pointer}`,
  }));
  const more = faults.length > MOST_FAULTS ? `; the first ${MOST_FAULTS} are shown` : '';
  const detail = `${file} was not loaded: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}${more}`;
  return new Problem('bad-request', detail, { faults: shown });
}

/** @throws Problem naming every pair that is none, with the nearest field */
function pairsOf(text: string): (readonly [GazetteerField, string])[] {
  const pairs: (readonly [GazetteerField, string])[] = [];
  const faults: Fault[] = [];
  for (const part of text.split(',')) {
    const cut = part.indexOf('=');
    const [field, column] = [part.slice(0, Math.max(cut, 0)).trim(), part.slice(cut + 1).trim()];
    const known = GAZETTEER_FIELDS.find((each) => each === field);
    if (cut < 1 || column === '') faults.push({ pointer: part, detail: 'must be field=COLUMN' });
    else if (known !== undefined) pairs.push([known, column]);
    else {
      const near = nearest(field, GAZETTEER_FIELDS);
      const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${GAZETTEER_FIELDS.join(', ')}`;
      faults.push({ pointer: field, detail: `is not a field of a gazetteer; ${hint}` });
    }
  }
  if (faults.length > 0) throw new Problem('bad-request', '--columns cannot be read', { faults });
  return pairs;
}

function radiusOf(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= MOST_RADIUS_KM) return value;
  throw new Problem(
    'bad-request',
    `--radius-km must be a number of kilometres above 0 and up to ${MOST_RADIUS_KM}; it is ${text}`,
  );
}

function warn(faults: readonly Fault[]): void {
  for (const { pointer, detail } of faults) process.stderr.write(`warning: column ${pointer.slice(1)} ${detail}\n`);
}
