import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import knex, { type Knex } from 'knex';
import { migrations } from './migrations.js';

/** The only file that knows the database driver. */

export type Database = Knex;
export type Transaction = Knex.Transaction;

/** The database cannot be reached as it was asked for; the message says what to write instead. */
export class DatabaseUrlError extends Error {}

/**
 * Opens a database; nothing is created or migrated yet.
 * @param url `sqlite:FILE`, or `sqlite::memory:` for one that lives as long as the process
 * @throws DatabaseUrlError for any other form, and for a folder that does not exist
 */
export function connect(url: string): Database {
  if (!url.startsWith('sqlite:') || url === 'sqlite:') {
    const secretless = url.replace(/\/\/[^@/]*@/, '//…@');
    const why = /^postgres(ql)?:/.test(url) ? 'PostgreSQL is not supported yet' : 'its form is not known';
    throw new DatabaseUrlError(`The database ${secretless} cannot be used: ${why}. Write sqlite:FILE.`);
  }
  const filename = url.slice('sqlite:'.length);
  if (filename !== ':memory:' && !existsSync(dirname(resolve(filename))))
    throw new DatabaseUrlError(`The database ${filename} cannot be opened: there is no folder ${dirname(filename)}.`);
  return knex({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    // SQLite has one writer; one connection makes every transaction wait for its turn instead of failing.
    pool: { min: 1, max: 1, idleTimeoutMillis: 2 ** 31 - 1, afterCreate: prepareSqlite },
    acquireConnectionTimeout: 60_000,
  });
}

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

function prepareSqlite(
  connection: SqliteConnection,
  done: (error: Error | null, connection: SqliteConnection) => void,
) {
  const pragmas =
    'PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;';
  connection.exec(pragmas, (error) => done(error, connection));
}

/** Brings the tables up to date, or leaves them when they are. */
export async function migrate(database: Database): Promise<void> {
  await database.migrate.latest({ migrationSource: migrations });
}

/** Whether the tables are what this program expects. */
export async function isMigrated(database: Database): Promise<boolean> {
  const [, waiting] = (await database.migrate.list({ migrationSource: migrations })) as [unknown[], unknown[]];
  return waiting.length === 0;
}
