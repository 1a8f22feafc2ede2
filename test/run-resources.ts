import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { type PostgresServer, startPostgres } from './helpers/postgres.js';

/**
 * What all test files of a run share: a PostgreSQL server and the program as it is compiled. Each is made when a file first
 * asks for it, so that a run of one pure file makes neither, and is gone with the run, so that none is ever stale.
 */

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to ask for them: see helpers/run-resources.ts. */
    readonly runResources: string;
  }
}

const repository = join(import.meta.dirname, '..');
/** Below dist, which is ignored; each run has its own, so that two at once do not meet. */
const compiled = join(repository, 'dist', `under-test-${process.pid}`);

/** What tsx would make of src and db as they are now, made once instead of at every start of a process. */
async function compile(): Promise<string> {
  const files = ['src', 'db'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  // A run that was killed may have left one under the same number.
  await rm(compiled, { recursive: true, force: true });
  const entryPoints = [...files.filter((name) => name.endsWith('.ts')), 'test/helpers/migrating-process.ts'];
  await build({
    absWorkingDir: repository,
    entryPoints,
    outdir: compiled,
    outbase: '.',
    format: 'esm',
    target: 'node20',
  });
  return compiled;
}

export default async function shareResources({ provide }: TestProject): Promise<() => Promise<void>> {
  let postgres: Promise<PostgresServer> | undefined;
  let program: Promise<string> | undefined;
  const made: Readonly<Record<string, () => Promise<string>>> = {
    async '/postgres'() {
      postgres ??= startPostgres();
      return (await postgres).url;
    },
    '/program'() {
      program ??= compile();
      return program;
    },
  };
  const desk = createServer(async (request, response) => {
    try {
      response.end(await made[request.url ?? '']?.());
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await once(desk.listen(0, '127.0.0.1'), 'listening');
  provide('runResources', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    await (await postgres?.catch(() => undefined))?.stop();
    await program?.catch(() => undefined);
    await rm(compiled, { recursive: true, force: true });
  };
}
