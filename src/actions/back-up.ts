import { createHash } from 'node:crypto';
import { BACKUP_FILE, BACKUP_FILE_VERSION, type BackupEnd, type BackupHead } from '../domain/backup-file.js';
import { type Database, isSqlite, type Transaction } from '../store/connect.js';
import { journalHead } from '../store/journal.js';
import { appliedMigrations } from '../store/migrate.js';
import { readSnapshot } from '../store/read-snapshot.js';
import { readTable } from '../store/read-table.js';
import { currentRevision } from '../store/revision.js';
import { type TableShape, tableShapes } from '../store/table-shapes.js';

/** An operator takes the whole record away, while others go on writing to it. */

/** Tables that a backup leaves out, and why. Every other table is in it, also one that a later migration adds. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  [
    'receipts',
    'answers kept for a day, so that a request which is sent again is answered alike; a retry is recognised by its reportId too',
  ],
]);

export interface BackedUp {
  readonly head: BackupHead;
  readonly end: BackupEnd;
}

/**
 * Writes everything of one moment, table by table.
 * @param program the version of this program
 * @param now milliseconds since 1970
 * @param write takes the next lines; what it throws ends the work
 * @param told hears how many rows were written, of how many
 */
export async function backUp(
  database: Database,
  { program, now }: { readonly program: string; readonly now: number },
  write: (lines: string) => Promise<void>,
  told: (rows: number, of: number) => void = () => undefined,
): Promise<BackedUp> {
  const whole = createHash('sha256');
  const put = async (lines: string) => {
    whole.update(lines);
    await write(lines);
  };
  return readSnapshot(database, async (transaction) => {
    const shapes = (await tableShapes(transaction)).filter(({ name }) => !LEFT_OUT.has(name));
    const head = await headOf(transaction, shapes, { program, now });
    const of = head.tables.reduce((sum, { rows }) => sum + rows, 0);
    await put(lineOf(head));
    let done = 0;
    for (const [index, shape] of shapes.entries()) {
      const sum = createHash('sha256');
      const { name, rows } = head.tables[index] as BackupHead['tables'][number];
      let written = 0;
      for await (const page of readTable(transaction, shape)) {
        sum.update(page.lines);
        await put(page.lines);
        written += page.rows;
        told(done + written, of);
      }
      if (written !== rows)
        throw new Error(
          `${name} has ${rows} rows, and ${written} could be read in the order of its key; no backup was made`,
        );
      await put(lineOf({ end: name, rows, sha256: `sha256:${sum.digest('hex')}` }));
      done += written;
    }
    const end: BackupEnd = { complete: true, rows: done, sha256: `sha256:${whole.digest('hex')}` };
    await write(lineOf(end));
    return { head, end };
  });
}

const lineOf = (value: object) => `${JSON.stringify(value)}\n`;

async function headOf(
  transaction: Transaction,
  shapes: readonly TableShape[],
  { program, now }: { readonly program: string; readonly now: number },
): Promise<BackupHead> {
  const tables: BackupHead['tables'] = [];
  for (const { name, columns } of shapes) {
    const [counted] = await transaction(name).count({ rows: '*' });
    const shown = columns.map((column): [string, typeof column.kind] => [column.name, column.kind]);
    tables.push({ name, columns: shown, rows: Number(counted?.rows) });
  }
  return {
    format: BACKUP_FILE,
    version: BACKUP_FILE_VERSION,
    program,
    takenAt: new Date(now).toISOString(),
    database: isSqlite(transaction) ? 'SQLite' : 'PostgreSQL',
    migrations: await appliedMigrations(transaction),
    revision: await currentRevision(transaction),
    journal: (await journalHead(transaction)) ?? { number: 0, hash: 'sha256:' },
    tables,
  };
}
