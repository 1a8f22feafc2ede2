import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { connect, type Database, DatabaseUrlError, shownUrl, type Transaction } from './connect.js';
import { tableNames } from './table-shapes.js';

/** A database that is there whole or not at all: whoever is killed while it is made leaves nothing that could be served. */

const SQLITE = 'sqlite:';
const MEMORY = 'sqlite::memory:';

/**
 * @throws DatabaseUrlError where the database holds anything
 */
export async function refuseUnlessEmpty(url: string): Promise<void> {
  if (url === MEMORY) throw new DatabaseUrlError('A database in memory is gone when the command ends: name a file.');
  const database = url.startsWith(SQLITE) ? undefined : connect(url);
  if (database === undefined) return refuseFile(url.slice(SQLITE.length));
  try {
    await refuseTables(database, url);
  } finally {
    await database.destroy();
  }
}

function refuseFile(path: string): void {
  if (!existsSync(dirname(resolve(path))))
    throw new DatabaseUrlError(`The database ${path} cannot be made: there is no folder ${dirname(path)}.`);
  if (existsSync(path))
    throw new DatabaseUrlError(`There is a file ${path} already: name one that is not there, or move it away.`);
}

async function refuseTables(database: Database | Transaction, url: string): Promise<void> {
  const names = await tableNames(database);
  if (names.length === 0) return;
  const some = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;
  throw new DatabaseUrlError(
    `The database ${shownUrl(url)} is not empty: it has ${some}. Make a new one and name that.`,
  );
}

/**
 * Makes a new database. When the work throws, or the process is killed, there is none.
 * @param url of what is not there (a file) or empty (a database of PostgreSQL)
 * @param work fills it; nobody else sees any of it until it is done
 * @throws DatabaseUrlError where the database holds anything
 */
export async function inNewDatabase<T>(
  url: string,
  work: (database: Database | Transaction) => Promise<T>,
): Promise<T> {
  await refuseUnlessEmpty(url);
  if (url.startsWith(SQLITE)) return inNewFile(resolve(url.slice(SQLITE.length)), work);
  const database = connect(url);
  try {
    return await database.transaction(async (transaction) => {
      await transaction.raw("SET LOCAL idle_in_transaction_session_timeout = '0'");
      return work(transaction);
    });
  } finally {
    await database.destroy();
  }
}

/** The file is made under another name, on the disk before it gets its own, and never takes the place of another. */
async function inNewFile<T>(path: string, work: (database: Database) => Promise<T>): Promise<T> {
  await removeLeftovers(path);
  const unfinished = `${path}${UNFINISHED}${randomUUID().slice(0, 8)}`;
  const database = connect(`${SQLITE}${unfinished}`);
  try {
    // Whatever goes wrong, the file is thrown away: neither a journal of its own nor the disk need be waited for.
    for (const pragma of [
      'locking_mode=EXCLUSIVE',
      'journal_mode=OFF',
      'synchronous=OFF',
      'foreign_keys=OFF',
      'cache_size=-65536',
    ])
      await database.raw(`PRAGMA ${pragma}`);
    const made = await work(database);
    await database.destroy();
    await flush(unfinished);
    await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST')
        throw new DatabaseUrlError(`A file ${path} was made meanwhile; nothing was restored.`);
      throw error;
    });
    return made;
  } finally {
    await database.destroy();
    await removeLeftover(unfinished);
    await flush(dirname(path));
  }
}

const UNFINISHED = '.restoring-';

/** What a process that was killed has left. */
async function removeLeftovers(path: string): Promise<void> {
  const start = basename(path) + UNFINISHED;
  for (const name of await readdir(dirname(path)))
    if (name.startsWith(start)) await removeLeftover(join(dirname(path), name));
}

const removeLeftover = (path: string) =>
  unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });

/** Waits until a file, or what a folder says is in it, is on the disk. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
