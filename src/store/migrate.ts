import { setTimeout as pause } from 'node:timers/promises';
import { type Database, DatabaseUrlError, isSqlite, type Transaction } from './connect.js';
import { firstMigrations, migrationNames, migrations } from './migrations.js';

/** Bringing the tables up to date, by any number of processes that start at once and may be killed at any time. */

/** Any number that only Truce uses: the name of the lock under which one process migrates and the others wait. */
const LOCK = 7_283_491_002;
/** A file that is still locked after so long was locked by a process that died. */
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/** Brings the tables up to date, or leaves them when they are. */
export async function migrate(database: Database): Promise<void> {
  if (isSqlite(database)) return migrateSqlite(database);
  await database.transaction(async (transaction) => {
    await transaction.raw('SELECT pg_advisory_xact_lock(?)', [LOCK]);
    // Migrating takes a connection of its own, and this one only holds the lock: it may be idle as long as it takes.
    await transaction.raw("SET LOCAL idle_in_transaction_session_timeout = '0'");
    if (await isMigrated(database)) return;
    // Whoever held knex's own lock died with it: the lock above is ours alone.
    await database.migrate.forceFreeMigrationsLock({ migrationSource: migrations });
    await database.migrate.latest({ migrationSource: migrations });
  });
}

/** SQLite has no lock that outlives a statement and dies with its process, so knex's own is used with patience. */
async function migrateSqlite(database: Database): Promise<void> {
  const latest = () => database.migrate.latest({ migrationSource: migrations });
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await pause(LOOK_AGAIN_MS)) {
    try {
      await latest();
      return;
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
  }
  await database.migrate.forceFreeMigrationsLock({ migrationSource: migrations });
  await latest();
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && /already locked|already exists|UNIQUE constraint|SQLITE_BUSY/.test(error.message);

/** Whether the tables are what this program expects. */
export async function isMigrated(database: Database): Promise<boolean> {
  const [, waiting] = (await database.migrate.list({ migrationSource: migrations })) as [unknown[], unknown[]];
  return waiting.length === 0;
}

/**
 * The names of the migrations that made the tables, in order.
 * @throws DatabaseUrlError where there are none of Truce, or where a newer Truce made them
 */
export async function appliedMigrations(database: Database | Transaction): Promise<string[]> {
  const made = await database.schema.hasTable('knex_migrations');
  const names: string[] = made ? await database('knex_migrations').orderBy('id').pluck('name') : [];
  if (names.length === 0) throw new DatabaseUrlError('The database holds no record of Truce.');
  if (knowsMigrations(names)) return names;
  throw new DatabaseUrlError('The tables of the database were made by a newer Truce: use that one.');
}

/** Whether this program has these migrations, as its first ones. */
export const knowsMigrations = (names: readonly string[]): boolean =>
  names.every((name, index) => name === migrationNames[index]);

/**
 * Makes the tables of a new database as they were after so many migrations, or brings them forward to there. Nobody else
 * may know of the database yet: on PostgreSQL all of it is within one transaction, which holds the lock of migrating.
 */
export async function makeTables(database: Database | Transaction, count: number): Promise<void> {
  if (isSqlite(database)) return void (await database.migrate.latest({ migrationSource: firstMigrations(count) }));
  await database.raw('SELECT pg_advisory_xact_lock(?)', [LOCK]);
  await database.migrate.latest({ migrationSource: firstMigrations(count), disableTransactions: true });
}

/**
 * For commands that only read.
 * @throws DatabaseUrlError where the tables are not those that this program expects
 */
export async function refuseOldTables(database: Database): Promise<void> {
  // Asking knex what is migrated makes its tables where there are none.
  if ((await database.schema.hasTable('revision')) && (await isMigrated(database))) return;
  throw new DatabaseUrlError(
    'The tables of the database are not up to date: truce serve or truce import brings them there.',
  );
}
