import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { sharedPostgres } from './run-resources.js';

/** A database to test on. */
export interface TestStore {
  readonly name: string;
  /** An empty, migrated database, and how to get rid of it. */
  open(): Promise<OpenedStore>;
}

export interface OpenedStore {
  readonly url: string;
  readonly database: Database;
  /** Another connection to the same database, as another process would have. */
  again(): Database;
  close(): Promise<void>;
}

function opened(url: string, end: () => Promise<void>): OpenedStore {
  const connections = [connect(url)];
  return {
    url,
    database: connections[0] as Database,
    again() {
      const other = connect(url);
      connections.push(other);
      return other;
    },
    async close() {
      for (const each of connections) await each.destroy();
      await end();
    },
  };
}

/** A database is migrated once, and every other begins as a copy of it: test/store/migrations.test.ts migrates for itself. */
async function migrated(url: string): Promise<void> {
  const database = connect(url);
  await migrate(database);
  await database.destroy();
}

let sqliteTemplate: Promise<Buffer> | undefined;

async function migratedSqlite(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'truce-template-'));
  const file = join(folder, 'truce.sqlite');
  await migrated(`sqlite:${file}`);
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}

const sqlite: TestStore = {
  name: 'SQLite',
  async open() {
    sqliteTemplate ??= migratedSqlite();
    const folder = await mkdtemp(join(tmpdir(), 'truce-store-'));
    const file = join(folder, 'truce.sqlite');
    await writeFile(file, await sqliteTemplate);
    return opened(`sqlite:${file}`, () => rm(folder, { recursive: true, force: true }));
  },
};

let statements: Promise<string> | undefined;

/** Everything that migrating leaves in a database, as SQL: its tables, their rows, then what watches over them. */
async function migratedInMemory(): Promise<string> {
  const database = connect('sqlite::memory:');
  await migrate(database);
  const made: { type: string; name: string; sql: string }[] = await database('sqlite_schema')
    .whereNotNull('sql')
    .whereNot('name', 'sqlite_sequence');
  const tables = made.filter(({ type }) => type === 'table');
  const rows: string[] = [];
  for (const { name } of tables)
    for (const row of await database(name)) rows.push(database(name).insert(row).toString());
  const others = made.filter(({ type }) => type !== 'table');
  await database.destroy();
  return [...tables.map(({ sql }) => sql), ...rows, ...others.map(({ sql }) => sql), ''].join(';\n');
}

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

/** A migrated database that lives as long as its connection. */
export async function memoryDatabase(): Promise<Database> {
  statements ??= migratedInMemory();
  const sql = await statements;
  const database = connect('sqlite::memory:');
  const connection: SqliteConnection = await database.client.acquireConnection();
  await new Promise<void>((done, fail) => connection.exec(sql, (error) => (error === null ? done() : fail(error))));
  await database.client.releaseConnection(connection);
  return database;
}

const TEMPLATE = 'truce_template';
/** Any number: the lock under which one of the test processes makes the template and the others wait. */
const LOCK = 31;
let server: Promise<Database> | undefined;

/** A connection to the server of this run, on which the template is ready. */
async function postgresServer(): Promise<Database> {
  const url = await sharedPostgres();
  const databases = connect(url);
  await databases.transaction(async (lock) => {
    await lock.raw('SELECT pg_advisory_xact_lock(?)', [LOCK]);
    const { rows } = await databases.raw('SELECT 1 FROM pg_database WHERE datname = ?', [TEMPLATE]);
    if (rows.length > 0) return;
    const unfinished = `${TEMPLATE}_${randomUUID().slice(0, 8)}`;
    await databases.raw('CREATE DATABASE ??', [unfinished]);
    await migrated(on(url, unfinished));
    await databases.raw('ALTER DATABASE ?? RENAME TO ??', [unfinished, TEMPLATE]);
  });
  return databases;
}

const on = (url: string, database: string): string => url.replace(/[^/]*$/, database);

async function createdOn(template: string): Promise<string> {
  server ??= postgresServer();
  const name = `truce_${randomUUID().replaceAll('-', '')}`;
  await (await server).raw('CREATE DATABASE ?? TEMPLATE ??', [name, template]);
  return on(await sharedPostgres(), name);
}

/** A database on the PostgreSQL server of this run in which nothing is yet. @returns its URL */
export const emptyPostgres = (): Promise<string> => createdOn('template1');

/** The databases are thrown away with the server, when the run is over. */
const postgres: TestStore = {
  name: 'PostgreSQL',
  open: async () => opened(await createdOn(TEMPLATE), async () => undefined),
};

export const stores: readonly TestStore[] = [sqlite, postgres];

/** To be called when a file's tests are over: what is left open would keep its process from ending. */
export async function stopStores(): Promise<void> {
  const open = server;
  server = undefined;
  await (await open)?.destroy();
}
