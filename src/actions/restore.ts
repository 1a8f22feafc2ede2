import type { BackupHead } from '../domain/backup-file.js';
import { headText } from '../domain/journal.js';
import { Problem } from '../domain/problem.js';
import { suspendIndexes } from '../store/bulk-load.js';
import { type Database, isSqlite, type Transaction } from '../store/connect.js';
import { checkChain } from '../store/journal-chain.js';
import { loadLines } from '../store/load-table.js';
import { knowsMigrations, makeTables } from '../store/migrate.js';
import { migrationNames } from '../store/migrations.js';
import { inNewDatabase } from '../store/new-database.js';
import { write } from '../store/revision.js';
import { tableShapes } from '../store/table-shapes.js';
import { type BackedUp, LEFT_OUT } from './back-up.js';
import { readBackup } from './read-backup.js';

/** An operator brings a record back from a backup, into a new database: all of it or nothing. */

export interface BackupSource {
  /** What the file is called. */
  readonly file: string;
  /** Its bytes from the first, unpacked. They can be read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Reads a backup to its end and makes every sum in it again; nothing is written.
 * @throws Problem `bad-request` where it is no whole backup, or was made by a newer Truce
 */
export async function checkBackup({ file, chunks }: BackupSource, told: (rows: number) => void): Promise<BackedUp> {
  let rows = 0;
  for await (const part of readBackup(chunks, file)) {
    if (part.is === 'end') return { head: part.head, end: part.end };
    if (part.is === 'head') refuseNewer(part.head, file);
    else {
      rows += part.rows;
      told(rows);
    }
  }
  throw new Error(`${file} came to no end`);
}

function refuseNewer({ migrations, program }: BackupHead, file: string): void {
  if (migrations.length > 0 && knowsMigrations(migrations)) return;
  throw new Problem(
    'bad-request',
    `${file} was made by Truce ${program}, which is newer than this one: install that one`,
  );
}

export interface Restoring {
  /** Who restores it, for the journal. */
  readonly who: string;
  readonly now: () => number;
  /** Whether a record comes back although somebody tampered with its journal before the backup. */
  readonly acceptBrokenJournal?: boolean | undefined;
}

/**
 * Loads a backup that was checked into a new database, at the migration it was taken at, holds what is there against what
 * it says of itself, and brings the tables forward from there.
 * @param told hears how many rows are in, and what is done when all are
 * @throws Problem, DatabaseUrlError; then there is no database, or an empty one
 */
export async function restore(
  url: string,
  source: BackupSource,
  checked: BackedUp,
  { who, now, acceptBrokenJournal = false }: Restoring,
  told: (rows: number, doing: string) => void,
): Promise<void> {
  await inNewDatabase(url, async (database) => {
    await makeTables(database, checked.head.migrations.length);
    await refuseOtherTables(database, checked.head, source.file);
    const suspended = await suspendIndexes(database);
    const rows = await loadAll(database, source, checked, (loaded) => told(loaded, 'loaded'));
    told(rows, 'loaded, the indexes are being made');
    await suspended.resume();
    told(rows, 'loaded, the journal is being checked');
    await refuseOtherRows(database, checked.head);
    await refuseBrokenJournal(database as Transaction, checked.head, source.file, acceptBrokenJournal);
    await makeTables(database, migrationNames.length);
    const { head, end } = checked;
    await write(database, async (_transaction, revision) =>
      revision.record({
        at: now(),
        who,
        what: 'record-restored',
        subject: `backup of ${head.takenAt}`,
        before: head.journal.hash,
        after: end.sha256,
      }),
    );
  });
}

/** @throws Problem where the tables are not those that the backup holds */
async function refuseOtherTables(database: Database | Transaction, { tables }: BackupHead, file: string) {
  const shapes = (await tableShapes(database)).filter(({ name }) => !LEFT_OUT.has(name));
  const shown = (each: readonly { readonly name: string; readonly columns: readonly unknown[] }[]) =>
    new Map(each.map(({ name, columns }) => [name, JSON.stringify(columns)]));
  const expected = shown(tables);
  const made = shown(
    shapes.map(({ name, columns }) => ({ name, columns: columns.map((each) => [each.name, each.kind]) })),
  );
  const other = [...new Set([...expected.keys(), ...made.keys()])].filter(
    (name) => expected.get(name) !== made.get(name),
  );
  if (other.length > 0)
    throw new Problem(
      'bad-request',
      `${file} holds other tables than its migrations make (${other.join(', ')}); nothing was restored`,
    );
}

async function loadAll(
  database: Database | Transaction,
  { file, chunks }: BackupSource,
  checked: BackedUp,
  told: (rows: number) => void,
): Promise<number> {
  const load = async (within: Database | Transaction) => {
    let rows = 0;
    for await (const part of readBackup(chunks, file)) {
      if (part.is === 'rows') {
        const columns = part.table.columns.map(([name, kind]) => ({ name, kind }));
        await loadLines(within, { name: part.table.name, columns }, part.lines);
        rows += part.rows;
        told(rows);
      } else if (part.is === 'end' && part.end.sha256 !== checked.end.sha256)
        throw new Problem('bad-request', `${file} was changed while it was read; nothing was restored`);
    }
    return rows;
  };
  return isSqlite(database) ? database.transaction(load) : load(database);
}

async function refuseOtherRows(database: Database | Transaction, { tables }: BackupHead): Promise<void> {
  for (const { name, rows } of tables) {
    const [counted] = await database(name).count({ rows: '*' });
    if (Number(counted?.rows) !== rows)
      throw new Error(`${rows} rows went into ${name}, and ${counted?.rows} are there; nothing was restored`);
  }
}

async function refuseBrokenJournal(
  transaction: Transaction,
  { journal }: BackupHead,
  file: string,
  accept: boolean,
): Promise<void> {
  const { faults, head = { number: 0, hash: journal.hash } } = await checkChain(transaction);
  if (accept) return;
  const [first] = faults;
  const what =
    first === undefined && headText(head) !== headText(journal)
      ? `its head is ${headText(head)} and should be ${headText(journal)}`
      : first?.detail;
  if (what !== undefined)
    throw new Problem(
      'bad-request',
      `${file} holds a journal that somebody tampered with before the backup was made (${what}); nothing was restored. ` +
        '--accept-broken-journal restores it all the same; truce verify --journal then tells what is wrong',
    );
}
