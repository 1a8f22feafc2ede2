import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { type PostgresServer, startPostgres } from './postgres.js';

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

async function opened(url: string, end: () => Promise<void>): Promise<OpenedStore> {
  const connections = [connect(url)];
  const database = connections[0] as Database;
  await migrate(database);
  return {
    url,
    database,
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

const sqlite: TestStore = {
  name: 'SQLite',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'truce-store-'));
    return opened(`sqlite:${join(folder, 'truce.sqlite')}`, () => rm(folder, { recursive: true, force: true }));
  },
};

let server: Promise<PostgresServer> | undefined;

/** One server for each test file that asks; its databases are thrown away with it. */
const postgres: TestStore = {
  name: 'PostgreSQL',
  async open() {
    server ??= startPostgres();
    return opened(await (await server).createDatabase(), async () => undefined);
  },
};

export const stores: readonly TestStore[] = [sqlite, postgres];

/** To be called when a file's tests are over. */
export async function stopStores(): Promise<void> {
  const running = await server;
  server = undefined;
  await running?.stop();
}
