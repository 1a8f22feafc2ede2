import { setTimeout as pause } from 'node:timers/promises';
import { type Database, DatabaseUrlError, isSqlite, type Transaction } from './connect.js';
import { firstMigrations, migrationNames, migrations } from './migrations.js';

/**
 * Bringing the tables up to date, by any number of processes that start at once and may be killed at any time. One of them
 * works, in one transaction, under a lock that the database itself takes from it when it dies; the others wait for as long
 * as that takes.
 */

/** Any number that only Truce uses: the name of the lock under which one process migrates and the others wait. */
const LOCK = 7_283_491_002;
const LOOK_AGAIN_MS = 100;

/** How the tables stand to those that this program expects. */
export interface TablesState {
  /** Migrations that are still to be made, in their order. */
  readonly waiting: readonly string[];
  /** Migrations that were made and that this program does not know: a newer one made them. */
  readonly unknown: readonly string[];
}

/** Looks without changing anything. */
export async function tablesState(database: Database | Transaction): Promise<TablesState> {
  const made: string[] = (await database.schema.hasTable('knex_migrations'))
    ? await database('knex_migrations').orderBy('id').pluck('name')
    : [];
  return {
    waiting: migrationNames.filter((name) => !made.includes(name)),
    unknown: made.filter((name) => !migrationNames.includes(name)),
  };
}

/** Whether the tables are what this program expects. */
export async function isMigrated(database: Database | Transaction): Promise<boolean> {
  const { waiting, unknown } = await tablesState(database);
  return waiting.length === 0 && unknown.length === 0;
}

/**
 * Brings the tables up to date, or leaves them when they are.
 * @returns the migrations that this process made
 * @throws DatabaseUrlError where a newer program has been here
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  return isSqlite(database) ? migrateSqlite(database) : migratePostgres(database);
}

async function migratePostgres(database: Database): Promise<readonly string[]> {
  return database.transaction(async (transaction) => {
    // However long another process works under it.
    await transaction.raw('SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    await transaction.raw('SELECT pg_advisory_xact_lock(?)', [LOCK]);
    return bringUpToDate(transaction);
  });
}

/** Whoever comes too late finds the file locked; the lock of one that was killed is gone with it. */
async function migrateSqlite(database: Database): Promise<readonly string[]> {
  for (;;) {
    try {
      return await database.transaction(async (transaction) => {
        // The first statement writes, so that this transaction has the file for itself before it looks at anything.
        await transaction.raw('PRAGMA user_version = 0');
        return bringUpToDate(transaction);
      });
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('SQLITE_BUSY'))) throw error;
      await pause(LOOK_AGAIN_MS);
    }
  }
}

/** Under the lock. What knex locks beside it is part of the transaction, and was left behind where it is there already. */
async function bringUpToDate(transaction: Transaction): Promise<readonly string[]> {
  const { waiting, unknown } = await tablesState(transaction);
  refuseNewer(unknown);
  if (waiting.length === 0) return [];
  if (await transaction.schema.hasTable('knex_migrations_lock'))
    await transaction('knex_migrations_lock').update({ is_locked: 0 });
  await transaction.migrate.latest({ migrationSource: migrations });
  return waiting;
}

function refuseNewer(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new DatabaseUrlError(
    `A newer Truce has brought the tables of this database up to date (${unknown.join(', ')}), and this one would ` +
      'misread them: start that version again, or restore a backup from before.',
  );
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
  const { waiting, unknown } = await tablesState(database);
  refuseNewer(unknown);
  if (waiting.length > 0)
    throw new DatabaseUrlError('The tables of the database are not up to date: truce migrate brings them there.');
}
