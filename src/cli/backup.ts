import { once } from 'node:events';
import { type FileHandle, link, open, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { constants, createGzip, type Gzip } from 'node:zlib';
import type { Command } from 'commander';
import { type BackedUp, backUp, LEFT_OUT } from '../actions/back-up.js';
import { programVersion, readConfig } from '../config.js';
import { headText } from '../domain/journal.js';
import { Problem } from '../domain/problem.js';
import { connect } from '../store/connect.js';
import { flush } from '../store/new-database.js';
import { Progress } from './progress.js';

/** truce backup: the whole record as one file, while the service goes on. */

interface Options {
  readonly database?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('backup')
    .summary('write the whole record to one file, while it is being served')
    .description(
      'Writes everything of one moment to a file that truce restore brings back into SQLite or PostgreSQL, whichever it came ' +
        `from. Others may go on writing meanwhile. Left out: ${[...LEFT_OUT].map(([name, why]) => `${name} (${why})`).join('; ')}. ` +
        'The file holds all that the database holds, also who reported: keep it as you keep the database.',
    )
    .argument('<file>', 'the file to write; it must not be there yet')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--json', 'print JSON')
    .action(backup);
}

async function backup(file: string, { database: url, json }: Options): Promise<void> {
  const began = performance.now();
  const database = connect(url ?? readConfig().databaseUrl, { existing: true });
  try {
    const made = await writeWhole(file, async (write) => {
      const progress = new Progress(1);
      const told = (rows: number, of: number) => progress.show(of === 0 ? 0 : rows / of, `${rows} of ${of} rows`);
      try {
        return await backUp(database, { program: programVersion(), now: Date.now() }, write, told);
      } finally {
        progress.end();
      }
    });
    const { size } = await stat(file);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    process.stdout.write(json === true ? jsonOf(file, made, size, seconds) : textOf(file, made, size, seconds));
  } finally {
    await database.destroy();
  }
}

/** The file has its name only when it is whole and on the disk; it never takes the place of another. Only its owner may read it. */
async function writeWhole<T>(path: string, work: (write: (lines: string) => Promise<void>) => Promise<T>): Promise<T> {
  const partial = `${path}.partial`;
  if (
    await stat(path).then(
      () => true,
      () => false,
    )
  )
    throw new Problem('bad-request', `${path} is there already: name another file`);
  const file = await open(partial, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EEXIST'
        ? 'it is there already: another backup is being written, or one was cut off; if none is running, delete it'
        : error.message;
    throw new Problem('bad-request', `${partial} cannot be written: ${why}`);
  });
  try {
    const made = await packed(file, work);
    await file.sync();
    await link(partial, path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new Problem('bad-request', `${path} was made by somebody else meanwhile`) : error;
    });
    return made;
  } finally {
    await file.close();
    await unlink(partial);
    await flush(dirname(path));
  }
}

/** The fastest level: what is large in a record is packed already. */
const params = { level: constants.Z_BEST_SPEED, chunkSize: 1024 * 1024 };

async function packed<T>(file: FileHandle, work: (write: (lines: string) => Promise<void>) => Promise<T>): Promise<T> {
  const gzip = createGzip(params);
  const writing = drain(gzip, file);
  // Whoever waits for the gzip to take more hears at once that it will not.
  writing.catch((error) => gzip.destroy(error));
  try {
    const made = await work(async (lines) => {
      if (!gzip.write(lines)) await once(gzip, 'drain');
    });
    gzip.end();
    await writing;
    return made;
  } catch (error) {
    gzip.destroy();
    await writing.catch(() => undefined);
    throw error;
  }
}

async function drain(gzip: Gzip, file: FileHandle): Promise<void> {
  for await (const chunk of gzip as AsyncIterable<Buffer>) await file.writeFile(chunk);
}

const number = (value: number) => value.toLocaleString('en');

function textOf(file: string, { head, end }: BackedUp, size: number, seconds: number): string {
  return [
    `${file}: ${number(end.rows)} rows of ${head.tables.length} tables, ${number(size)} bytes, in ${seconds} s.`,
    `  revision ${head.revision}, of ${head.takenAt}`,
    `  journal  ${headText(head.journal)}`,
    `  content  ${end.sha256}`,
    'Try it: truce restore brings it back into a new database, and truce verify judges every verdict in it again.',
    '',
  ].join('\n');
}

function jsonOf(file: string, { head, end }: BackedUp, size: number, seconds: number): string {
  const { takenAt, revision, journal, migrations } = head;
  const tables = Object.fromEntries(head.tables.map(({ name, rows }) => [name, rows]));
  const answer = {
    file,
    bytes: size,
    takenAt,
    revision,
    journal,
    migrations,
    tables,
    rows: end.rows,
    sha256: end.sha256,
    seconds,
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
