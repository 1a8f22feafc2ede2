import type { Command } from 'commander';
import type { BackedUp } from '../actions/back-up.js';
import { checkBackup, restore } from '../actions/restore.js';
import { readConfig, userName } from '../config.js';
import { headText } from '../domain/journal.js';
import { Problem } from '../domain/problem.js';
import { shownUrl } from '../store/connect.js';
import { refuseUnlessEmpty } from '../store/new-database.js';
import { type Input, openInput } from './import-input.js';
import { Progress } from './progress.js';

/** truce restore: a record comes back from a backup, into a new database. */

interface Options {
  readonly database?: string;
  readonly who?: string;
  readonly acceptBrokenJournal?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('restore')
    .summary('bring a record back from a backup, into a new database')
    .description(
      'Brings a record back from a file of truce backup, all of it or nothing, into a database that is empty: a file that is ' +
        'not there yet, or a new database of PostgreSQL. What came from one kind of database may go into the other. The file ' +
        'is read twice: once to check every sum in it, once to load it.',
    )
    .argument('<file>', 'a file of truce backup')
    .option('--database <url>', 'sqlite:FILE or postgres://… (otherwise TRUCE_DATABASE_URL)')
    .option('--who <name>', 'in whose name, for the journal (otherwise the one you are logged in as)')
    .option('--accept-broken-journal', 'also where somebody tampered with the journal before the backup was made')
    .option('--json', 'print JSON')
    .action(restoreFile);
}

async function restoreFile(file: string, { database, who, acceptBrokenJournal, json }: Options): Promise<void> {
  if (file === '-') throw new Problem('bad-request', 'a backup is read twice, so it must be a file');
  const began = performance.now();
  const url = database ?? readConfig().databaseUrl;
  await refuseUnlessEmpty(url);
  const checked = await readThrough(file, (input, progress) =>
    checkBackup({ file, chunks: input.chunks }, (rows) => progress.show(input.bytesRead(), `${rows} rows checked`)),
  );
  const restoring = { who: who ?? userName(), now: Date.now, acceptBrokenJournal };
  await readThrough(file, (input, progress) =>
    restore(url, { file, chunks: input.chunks }, checked, restoring, (rows, doing) =>
      progress.show(input.bytesRead(), `${rows} rows ${doing}`),
    ),
  );
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  process.stdout.write(json === true ? jsonOf(url, checked, seconds) : textOf(url, checked, seconds));
}

/** Reads the file once, with a bar. */
async function readThrough<T>(file: string, work: (input: Input, progress: Progress) => Promise<T>): Promise<T> {
  const input = await openInput(file);
  const progress = new Progress(input.size);
  try {
    return await work(input, progress);
  } finally {
    progress.end();
    input.close();
  }
}

const number = (value: number) => value.toLocaleString('en');

const textOf = (url: string, { head, end }: BackedUp, seconds: number): string =>
  `${number(end.rows)} rows of ${head.tables.length} tables restored into ${shownUrl(url)} in ${seconds} s.\n` +
  `  revision ${head.revision}, of ${head.takenAt}\n  journal  ${headText(head.journal)}\n` +
  'Now check it:\n  truce verify --journal\n  truce verify\n' +
  'Whoever sent reports after the backup sends them again; what is in it already is answered as before.\n';

function jsonOf(url: string, { head, end }: BackedUp, seconds: number): string {
  const { takenAt, revision, journal } = head;
  const answer = { database: shownUrl(url), takenAt, revision, journal, rows: end.rows, sha256: end.sha256, seconds };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
