import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';

/** What the test files of a run share (test/run-resources.ts); each is made when it is first asked for. */

/** The URL of the databases' own database on the PostgreSQL server of this run. */
export const sharedPostgres = (): Promise<string> => asked('/postgres');

/** The folder with the compiled `src` and `db` of this run. */
export const compiledProgram = (): Promise<string> => asked('/program');

/**
 * A module of the compiled program, loaded by Node itself (vitest.config.ts): the threads that it starts are compiled too,
 * and need not learn TypeScript first.
 * @param path from the repository, such as `src/main.js`
 */
export async function compiledModule<Module>(path: string): Promise<Module> {
  return import(/* @vite-ignore */ pathToFileURL(join(await compiledProgram(), path)).href);
}

async function asked(path: string): Promise<string> {
  const answer = await fetch(`${inject('runResources')}${path}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path.slice(1)} could not be made: ${text}`);
  return text;
}
