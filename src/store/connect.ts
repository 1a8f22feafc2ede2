import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { type SqliteFiles, sqliteFiles } from './sqlite-files.js';

/** The only file that knows the database drivers; what their errors mean is in storage-problem.ts. */

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
  const files = filename === ':memory:' ? undefined : sqliteFiles(filename);
  const database = knex({
    client: 'sqlite3',
    compileSqlOnError: false, // an error shall not repeat what was to be stored
    connection: { filename },
    useNullAsDefault: true,
    log,
    // SQLite has one writer; one connection makes every transaction wait for its turn instead of failing.
    pool: { min: 1, max: 1, idleTimeoutMillis: 2 ** 31 - 1, afterCreate: prepareSqlite(files) },
    acquireConnectionTimeout: 60_000,
  });
  if (files === undefined) return database;
  filesOf.set(database, files);
  const { client } = database;
  const acquire = client.acquireConnection.bind(client);
  client.acquireConnection = async () => {
    const connection = await acquire();
    try {
      files.look();
      return connection;
    } catch (error) {
      client.releaseConnection(connection);
      throw error;
    }
  };
  return database;
}

/** What goes wrong is thrown to whoever asked; knex would also print it, among the lines that are an answer. */
const log = { warn: () => undefined, error: () => undefined };

const filesOf = new WeakMap<Database, SqliteFiles>();

/**
 * To be called when something was stored, before anybody is told so: a file that was deleted meanwhile holds it no longer.
 * @throws DatabaseAway
 */
export const refuseWhereGone = (database: Database): void => filesOf.get(database)?.look();

type Done = (error: Error | null, ...rest: unknown[]) => void;
interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
  all(sql: string, bindings: unknown, done: Done): void;
}

/** While another process holds the file, a statement waits so long with the connection in its hands. Milliseconds. */
const HELD_MS = 250;

const prepareSqlite =
  (files: SqliteFiles | undefined) =>
  (connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) => {
    endTransactions(connection);
    // What is redacted must not stay readable in the file: freed bytes are overwritten.
    // Opening may have to wait for a process that brings the file up to date after another was killed.
    const pragmas = `PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA busy_timeout=${HELD_MS};`;
    connection.exec(pragmas, (error) => {
      try {
        if (error === null) files?.opened();
        done(error, connection);
      } catch (gone) {
        done(gone as Error, connection);
      }
    });
  };

/**
 * On a full disk SQLite has undone a transaction before it is told to, and a commit that failed may have left one open:
 * knex would tell of the first instead of the full disk, and give the second to the next who asks.
 */
function endTransactions(connection: SqliteConnection) {
  const all = connection.all.bind(connection);
  connection.all = (sql, bindings, done) =>
    all(sql, bindings, function (this: unknown, error: Error | null, ...rest) {
      const tell = (told: Error | null) => done.call(this, told, ...rest);
      if (error === null) tell(null);
      else if (sql === 'ROLLBACK' && /no transaction is active/.test(error.message)) done.call(this, null, []);
      else if (sql === 'COMMIT;') all('ROLLBACK', [], () => tell(error));
      else tell(error);
    });
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
    compileSqlOnError: false, // an error shall not repeat what was to be stored
    log,
    connection: {
      connectionString: url,
      application_name: 'truce',
      types: asNumbers,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    },
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

/** The connections of this process: held by queries and transactions, open and idle, and how many wait for one. */
export function poolOf(database: Database): { readonly used: number; readonly free: number; readonly waiting: number } {
  const { pool } = database.client;
  return { used: pool?.numUsed() ?? 0, free: pool?.numFree() ?? 0, waiting: pool?.numPendingAcquires() ?? 0 };
}
