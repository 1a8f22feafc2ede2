import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import knex, { type Knex } from 'knex';
import pg from 'pg';

/** The only file that knows the database drivers. */

export type Database = Knex;
export type Transaction = Knex.Transaction;

/** The database cannot be reached as it was asked for; the message says what to write instead. */
export class DatabaseUrlError extends Error {}

/**
 * Opens a database; nothing is created or migrated yet.
 * @param url `sqlite:FILE`, `sqlite::memory:` for one that lives as long as the process, or `postgres://…`
 * @param existing whether it must be there already: a command that only reads makes no empty file
 * @throws DatabaseUrlError for any other form, and for a folder or a file that should be there and is not
 */
export function connect(url: string, { existing = false }: { readonly existing?: boolean } = {}): Database {
  if (isPostgresUrl(url)) return connectPostgres(url);
  if (url.startsWith('sqlite:') && url !== 'sqlite:') return connectSqlite(url.slice('sqlite:'.length), existing);
  throw new DatabaseUrlError(
    `The database ${shownUrl(url)} cannot be used: its form is not known. Write sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE.`,
  );
}

const isPostgresUrl = (url: string) => /^postgres(ql)?:\/\//.test(url);

/** The address of a database as it may be shown: whoever reads a log gets no password. */
export const shownUrl = (url: string): string =>
  url.replace(/\/\/[^@/]*@/, '//…@').replace(/([?&](?:password|sslkey|sslpassword)=)[^&]*/g, '$1…');

export const isSqlite = (database: Database | Transaction): boolean => database.client.config.client === 'sqlite3';

function connectSqlite(filename: string, existing: boolean): Database {
  if (filename !== ':memory:' && !existsSync(dirname(resolve(filename))))
    throw new DatabaseUrlError(`The database ${filename} cannot be opened: there is no folder ${dirname(filename)}.`);
  if (existing && filename !== ':memory:' && !existsSync(filename))
    throw new DatabaseUrlError(`The database ${filename} cannot be opened: there is no such file.`);
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
    'PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; ' +
    // What is redacted must not stay readable in the file: freed bytes are overwritten.
    'PRAGMA secure_delete=ON;';
  connection.exec(pragmas, (error) => done(error, connection));
}

/** Whole numbers of 64 bits come as numbers: what is counted here stays far below 2^53. */
const INT8 = 20;
const NUMERIC = 1700;
const asNumbers = {
  getTypeParser: (type: number, format?: string) =>
    type === INT8 || type === NUMERIC ? Number : pg.types.getTypeParser(type, format as 'text'),
};

function connectPostgres(url: string): Database {
  return knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'truce', types: asNumbers, keepAlive: true },
    pool: { min: 0, max: 8, idleTimeoutMillis: 60_000, afterCreate: preparePostgres },
    acquireConnectionTimeout: 30_000,
  });
}

interface PostgresConnection {
  query(sql: string, done: (error: Error | null) => void): void;
}

/**
 * Nobody waits for ever, nor holds the lock of the revision for ever: a process that hangs in a transaction is cut off by
 * the server, and its work undone.
 */
function preparePostgres(
  connection: PostgresConnection,
  done: (error: Error | null, connection: PostgresConnection) => void,
) {
  const settings = "SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s'; SET TIME ZONE 'UTC'";
  connection.query(settings, (error) => done(error, connection));
}
