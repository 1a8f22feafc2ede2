import type { Command } from 'commander';
import { findPlace } from '../actions/find-place.js';
import { readGazetteerLoads } from '../actions/load-gazetteer.js';
import { readConfig } from '../config.js';
import type { Point } from '../domain/place.js';
import { Problem } from '../domain/problem.js';
import { connect, type Database } from '../store/connect.js';
import { migrate } from '../store/migrate.js';
import { registerLoad } from './gazetteer-load.js';
import { foundJson, foundText, loadsJson, loadsText } from './gazetteer-text.js';
import { EXIT } from './run.js';

/** truce gazetteer: names get coordinates. */

interface Options {
  readonly database?: string;
  readonly json?: boolean;
  readonly near?: string;
}

/** So many candidates are shown; the rest is counted. */
const MOST_SHOWN = 20;

/** truce gazetteer: the places that give names coordinates. */
export function register(program: Command): void {
  const gazetteer = program
    .command('gazetteer')
    .summary('load and ask the places that give names coordinates')
    .description(
      'Names of places with coordinates: a report that names its place and gives no point is looked up here.',
    );
  registerLoad(gazetteer, withDatabase);
  gazetteer
    .command('find')
    .summary('look a name or a pcode up')
    .description(
      'Prints the places that have the name, in any spelling or script, how they matched and where they lie.',
    )
    .argument('<name>', 'a name in any script, or a pcode')
    .option('--near <lon,lat>', 'print the distance from this point, such as 36.6,35.4')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .action(find);
  gazetteer
    .command('list')
    .summary('show what is loaded, and what was')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .action(list);
}

async function find(name: string, options: Options): Promise<void> {
  const near = options.near === undefined ? undefined : pointOf(options.near);
  const found = await withDatabase(options.database, (database) =>
    findPlace({ database }, { name, near, limit: MOST_SHOWN }),
  );
  process.stdout.write(options.json === true ? foundJson(found) : foundText(name, found));
  if (found.items.length === 0) process.exitCode = EXIT.no;
}

async function list(options: Options): Promise<void> {
  const loads = await withDatabase(options.database, (database) => readGazetteerLoads({ database }));
  process.stdout.write(options.json === true ? loadsJson(loads) : loadsText(loads));
}

/** @throws Problem when the text is no point */
function pointOf(text: string): Point {
  const [lon = Number.NaN, lat = Number.NaN, ...more] = text
    .split(',')
    .map((part) => (/^\s*-?\d+(\.\d+)?\s*$/.test(part) ? Number(part) : Number.NaN));
  if (more.length > 0 || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90))
    throw new Problem('bad-request', `--near must be lon,lat in degrees, such as 36.6,35.4; it is ${text}`);
  return [lon, lat];
}

async function withDatabase<T>(url: string | undefined, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(url ?? readConfig().databaseUrl);
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.destroy();
  }
}
